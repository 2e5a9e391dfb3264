package gradus.nn.data;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/// Indices in random order, as PyTorch's `RandomSampler` draws them.
///
/// @param count how many there are to draw from
/// @param size how many are drawn
/// @param replacement whether each is drawn from all
/// @param generator null for one of its own, seeded from the shared one
record RandomSampler(int count, int size, boolean replacement, Generator generator)
    implements Sampler {
  /// PyTorch draws this many at a time with replacement.
  private static final int CHUNK = 32;

  RandomSampler {
    if (count < 0 || size < 0 || count == 0 && size > 0) {
      throw new IllegalArgumentException(
          "Sampler: %d indices cannot be drawn from %d; give at least one to draw from"
              .formatted(size, count));
    }
  }

  @Override
  public PrimitiveIterator.OfInt indices() {
    var source = new Generator[1];
    return new Rounds(i -> {
      if (i == 0) {
        source[0] =
            generator == null ? new Generator(Generator.defaultGenerator().nextLong()) : generator;
      }
      return replacement ? chunk(i, source[0]) : permutation(i, source[0]);
    });
  }

  private PrimitiveIterator.OfInt chunk(int i, Generator source) {
    int whole = size / CHUNK;
    if (i > whole) {
      return null;
    }
    return iterate(Tensor.randint(source, 0, count, i < whole ? CHUNK : size % CHUNK), CHUNK);
  }

  /// Whole permutations, and then the beginning of one more, which is drawn even where nothing of
  /// it is used.
  private PrimitiveIterator.OfInt permutation(int i, Generator source) {
    int whole = count == 0 ? 0 : size / count;
    if (i > whole) {
      return null;
    }
    return iterate(Tensor.randperm(count, source), i < whole || count == 0 ? count : size % count);
  }

  private static PrimitiveIterator.OfInt iterate(Tensor indices, int most) {
    return Arrays.stream(indices.toLongArray()).limit(most).mapToInt(i -> (int) i).iterator();
  }
}
