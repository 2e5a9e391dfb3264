package gradus.nn.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/// The indices of a sampler, so many at a time. Each loop over it begins a new round of the
/// sampler.
///
/// ```java
/// for (int[] indices : new BatchSampler(Sampler.random(100), 32, false)) {
///   Tensor rows = x.indexSelect(0, Tensor.of(indices));
/// }
/// ```
///
/// Like `torch.utils.data.BatchSampler`.
///
/// @param sampler gives the indices
/// @param batchSize how many a batch has
/// @param dropLast whether the last batch is left out where it would be short
public record BatchSampler(Sampler sampler, int batchSize, boolean dropLast)
    implements Iterable<int[]> {
  /// @throws IllegalArgumentException if `batchSize` is below 1
  public BatchSampler {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "BatchSampler: a batch of %d indices; give at least 1".formatted(batchSize));
    }
  }

  /// The number of batches in a round.
  public int size() {
    int whole = sampler.size() / batchSize;
    return dropLast || sampler.size() % batchSize == 0 ? whole : whole + 1;
  }

  @Override
  public Iterator<int[]> iterator() {
    return new Batches(sampler.indices());
  }

  private final class Batches implements Iterator<int[]> {
    private final PrimitiveIterator.OfInt indices;
    private int[] next;

    Batches(PrimitiveIterator.OfInt indices) {
      this.indices = indices;
    }

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = nextIndices();
      }
      return next.length > 0;
    }

    private int[] nextIndices() {
      int[] batch = new int[batchSize];
      int count = 0;
      while (count < batchSize && indices.hasNext()) {
        batch[count++] = indices.nextInt();
      }
      if (count == batchSize) {
        return batch;
      }
      return dropLast ? new int[0] : Arrays.copyOf(batch, count);
    }

    @Override
    public int[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int[] now = next;
      next = null;
      return now;
    }
  }
}
