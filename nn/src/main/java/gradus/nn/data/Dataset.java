package gradus.nn.data;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Samples that can be had by number. Like `torch.utils.data.Dataset`.
///
/// @param <S> what one sample is; for supervised learning a [Sample]
public interface Dataset<S> {
  /// The number of samples.
  int size();

  /// Sample `index`, from 0 to before [#size()].
  ///
  /// @throws IndexOutOfBoundsException if there is none
  S get(int index);

  /// A data set of `size` samples that `sample` makes by number.
  static <S> Dataset<S> of(int size, IntFunction<S> sample) {
    return new Dataset<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public S get(int index) {
        return sample.apply(Samples.checkIndex("Dataset", index, size));
      }
    };
  }

  /// Parts of these lengths of the samples in random order. Like `torch.utils.data.random_split`.
  ///
  /// ```java
  /// var parts = digits.randomSplit(0.8, 0.2);
  /// ```
  ///
  /// @param lengths numbers of samples that add up to [#size()], or fractions that add up to 1; of
  ///   fractions, samples left over by rounding down go one each to the first parts
  /// @throws IllegalArgumentException if they add up to something else
  default List<Subset<S>> randomSplit(double... lengths) {
    return randomSplit(Generator.defaultGenerator(), lengths);
  }

  /// [#randomSplit(double...)] drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if the lengths add up to something else
  default List<Subset<S>> randomSplit(Generator generator, double... lengths) {
    int[] counts = Split.counts(size(), lengths);
    long[] order = Tensor.randperm(size(), generator).toLongArray();
    int[] indices = Arrays.stream(order).mapToInt(i -> (int) i).toArray();
    List<Subset<S>> parts = new ArrayList<>();
    int start = 0;
    for (int count : counts) {
      parts.add(new Subset<>(this, Arrays.copyOfRange(indices, start, start + count)));
      start += count;
    }
    return parts;
  }

  /// These samples, then those of `other`. Like `torch.utils.data.ConcatDataset`.
  default Dataset<S> concat(Dataset<? extends S> other) {
    return new ConcatDataset<>(List.of(this, other));
  }
}
