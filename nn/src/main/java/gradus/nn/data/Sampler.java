package gradus.nn.data;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The order in which samples are given out. Each call of [#indices()] begins a new round.
///
/// What is drawn is what PyTorch's samplers draw, and when: nothing before the first index is asked
/// for. Like `torch.utils.data.Sampler`.
public interface Sampler {
  /// The number of indices in a round.
  int size();

  /// The indices of a round.
  PrimitiveIterator.OfInt indices();

  /// 0, 1, … to before `size`.
  static Sampler sequential(int size) {
    return sampler(size, () -> IntStream.range(0, size).iterator());
  }

  /// All indices below `size` in random order. The order comes from a generator of its own, seeded
  /// by a draw of two words from the shared one.
  static Sampler random(int size) {
    return new RandomSampler(size, size, false, null);
  }

  /// All indices below `size` in random order, drawn from `generator`.
  static Sampler random(int size, Generator generator) {
    return new RandomSampler(size, size, false, generator);
  }

  /// `samples` indices below `size`, each drawn from all.
  ///
  /// @param generator where they are drawn from; null for one seeded by the shared one
  static Sampler withReplacement(int size, int samples, Generator generator) {
    return new RandomSampler(size, samples, true, generator);
  }

  /// These indices in random order. Like `SubsetRandomSampler`.
  ///
  /// @param generator where the order is drawn from; null for the shared one
  static Sampler subset(int[] indices, Generator generator) {
    int[] own = indices.clone();
    return sampler(
        own.length,
        () ->
            Arrays.stream(Tensor.randperm(own.length, orShared(generator)).toLongArray())
                .mapToInt(i -> own[(int) i])
                .iterator());
  }

  /// `samples` indices in proportion to `weights`. Like `WeightedRandomSampler`.
  ///
  /// @param replacement whether an index may come several times
  /// @param generator where they are drawn from; null for the shared one
  static Sampler weighted(double[] weights, int samples, boolean replacement, Generator generator) {
    Tensor all = Tensor.wrap(weights.clone(), weights.length);
    return sampler(
        samples,
        () ->
            Arrays.stream(all.multinomial(samples, replacement, orShared(generator)).toLongArray())
                .mapToInt(i -> (int) i)
                .iterator());
  }

  private static Generator orShared(Generator generator) {
    return generator == null ? Generator.defaultGenerator() : generator;
  }

  private static Sampler sampler(int size, Supplier<PrimitiveIterator.OfInt> round) {
    return new Sampler() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public PrimitiveIterator.OfInt indices() {
        return new Rounds(i -> i == 0 ? round.get() : null);
      }
    };
  }
}
