package gradus.nn.data;

import gradus.autograd.Generator;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Function;

/// Brings the samples of a data set in batches of any kind; see [DataLoader] for the usual kind.
///
/// @param <B> what a batch is
public final class Loader<B> implements Iterable<B> {
  private final Function<int[], B> batch;
  private final int batchSize;
  private final Sampler sampler;
  private final int samples;
  private final boolean shuffled;
  private final boolean dropLast;
  private final Generator generator;

  Loader(int samples, int batchSize, Function<int[], B> batch) {
    this(samples, batchSize, batch, null, false, false, null);
  }

  private Loader(
      int samples,
      int batchSize,
      Function<int[], B> batch,
      Sampler sampler,
      boolean shuffled,
      boolean dropLast,
      Generator generator) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: a batch of %d samples; give at least 1".formatted(batchSize));
    }
    this.samples = samples;
    this.batchSize = batchSize;
    this.batch = batch;
    this.sampler = sampler;
    this.shuffled = shuffled;
    this.dropLast = dropLast;
    this.generator = generator;
  }

  /// This loader with the samples in another random order in every round.
  public Loader<B> shuffled() {
    return new Loader<>(samples, batchSize, batch, null, true, dropLast, generator);
  }

  /// This loader with the order that `sampler` gives.
  public Loader<B> sampler(Sampler sampler) {
    return new Loader<>(samples, batchSize, batch, sampler, false, dropLast, generator);
  }

  /// This loader with or without the last batch where it would be short.
  public Loader<B> dropLast(boolean dropLast) {
    return new Loader<>(samples, batchSize, batch, sampler, shuffled, dropLast, generator);
  }

  /// This loader with its random numbers drawn from `generator`.
  public Loader<B> generator(Generator generator) {
    return new Loader<>(samples, batchSize, batch, sampler, shuffled, dropLast, generator);
  }

  /// The number of batches in a round.
  public int size() {
    int count = sampler == null ? samples : sampler.size();
    return dropLast ? count / batchSize : (count + batchSize - 1) / batchSize;
  }

  /// Begins a round. As in PyTorch it draws two words from the loader's generator, or the shared
  /// one, whether it shuffles or not.
  @Override
  public Iterator<B> iterator() {
    (generator == null ? Generator.defaultGenerator() : generator).nextLong();
    return new Round(order().indices());
  }

  private Sampler order() {
    if (sampler != null) {
      return sampler;
    }
    return shuffled
        ? new RandomSampler(samples, samples, false, generator)
        : Sampler.sequential(samples);
  }

  private final class Round implements Iterator<B> {
    private final PrimitiveIterator.OfInt indices;
    private int[] next;

    Round(PrimitiveIterator.OfInt indices) {
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
    public B next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int[] now = next;
      next = null;
      return batch.apply(now);
    }
  }
}
