package gradus.autograd;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Draws of categories, each with a probability in proportion to its weight.
///
/// The weights are rows, each a distribution of its own that need not add up to 1. The arithmetic
/// is that of the weights' type: for `FLOAT32` every step is rounded to a float, since the sum or
/// quotient of two floats, computed in double and then rounded, is the float sum or quotient.
final class Multinomial {
  private final DType dtype;
  private final double[] weights;
  private final int categories;

  /// Takes `rows` times `categories` weights, in row order.
  ///
  /// @throws IllegalArgumentException if there is no category, a weight is negative, infinite or
  ///   NaN, or a row is all zero
  Multinomial(DType dtype, double[] weights, int categories) {
    if (categories < 1) {
      throw new IllegalArgumentException(
          "multinomial: the weights have %d categories; pass at least 1".formatted(categories));
    }
    this.dtype = dtype;
    this.weights = weights;
    this.categories = categories;
    for (int start = 0; start < weights.length; start += categories) {
      check(start);
    }
  }

  private void check(int start) {
    double sum = 0;
    for (int i = start; i < start + categories; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "multinomial: weight %d of row %d is %s; pass finite weights from 0, e.g. a softmax"
                .formatted(i - start, start / categories, weights[i]));
      }
      sum = rounded(sum + weights[i]);
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "multinomial: the weights of row %d add up to %s; make the sum finite and above 0"
              .formatted(start / categories, sum));
    }
  }

  /// Draws with replacement: a uniform double `u` gives the first category whose cumulative weight,
  /// divided by the sum, is at least `u`. Words: 2 a sample.
  long[] withReplacement(MersenneTwister engine, int samples) {
    var drawn = new long[weights.length / categories * samples];
    for (int row = 0; row < weights.length / categories; row++) {
      double[] cumulative = cumulative(row * categories);
      for (int i = 0; i < samples; i++) {
        drawn[row * samples + i] = firstAtLeast(cumulative, engine.nextDouble());
      }
    }
    return drawn;
  }

  private double[] cumulative(int start) {
    var cumulative = new double[categories];
    double sum = 0;
    for (int i = 0; i < categories; i++) {
      sum = rounded(sum + weights[start + i]);
      cumulative[i] = sum;
    }
    for (int i = 0; i < categories; i++) {
      cumulative[i] = rounded(cumulative[i] / sum);
    }
    cumulative[categories - 1] = 1;
    return cumulative;
  }

  private static int firstAtLeast(double[] cumulative, double u) {
    int low = 0;
    int high = cumulative.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] < u) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Draws without replacement by a race: category `i` arrives at an exponential time with rate
  /// `weights[i]`, and the first `samples` to arrive are drawn, in that order. Words: 2 a category.
  ///
  /// @throws IllegalArgumentException if a row has fewer than `samples` weights above 0
  long[] withoutReplacement(MersenneTwister engine, int samples) {
    checkEnough(samples);
    var speeds = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      speeds[i] = rounded(weights[i] / rounded(-Math.log1p(-engine.nextDouble())));
    }
    var drawn = new long[weights.length / categories * samples];
    for (int row = 0; row < weights.length / categories; row++) {
      fastest(speeds, row * categories, drawn, row * samples, samples);
    }
    return drawn;
  }

  private void checkEnough(int samples) {
    for (int start = 0; start < weights.length; start += categories) {
      int positive = 0;
      for (int i = start; i < start + categories; i++) {
        positive += weights[i] > 0 ? 1 : 0;
      }
      if (positive < samples) {
        throw new IllegalArgumentException(
            "multinomial: row %d has %d weights above 0, too few for %d samples without replacement"
                .formatted(start / categories, positive, samples));
      }
    }
  }

  private void fastest(double[] speeds, int start, long[] drawn, int to, int samples) {
    if (samples == 1) {
      drawn[to] = fastest(speeds, start);
      return;
    }
    int[] order =
        IntStream.range(0, categories)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -speeds[start + i]))
            .limit(samples)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < samples; i++) {
      drawn[to + i] = order[i];
    }
  }

  private int fastest(double[] speeds, int start) {
    int best = 0;
    for (int i = 1; i < categories; i++) {
      if (speeds[start + i] > speeds[start + best]) {
        best = i;
      }
    }
    return best;
  }

  private double rounded(double x) {
    return dtype == DType.FLOAT32 ? (float) x : x;
  }
}
