package gradus.autograd.kernel;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rows that are held against each other, and what they are given.
final class RowSamples {
  /// How many calls it takes until the compiler has made its own form of a row.
  static final int WARM_UP = 3000;

  static final FloatRows PLAIN = new FloatPlainRows();
  static final FloatRows VECTOR = new FloatVectorRows();
  static final DoubleRows DOUBLE_PLAIN = new DoublePlainRows();
  static final DoubleRows DOUBLE_VECTOR = new DoubleVectorRows();

  /// Lengths around all multiples of a vector, on both sides of the shortest vector row, and around
  /// the block of a sum.
  static final int[] LENGTHS =
      Stream.of(
              IntStream.rangeClosed(0, 70),
              IntStream.rangeClosed(250, 330),
              IntStream.of(1000, 4095, 4096, 4097, 4400, 10_001))
          .flatMapToInt(lengths -> lengths)
          .toArray();

  private RowSamples() {}

  /// Numbers between -8 and 8 without a pattern, exact in float.
  static double[] numbers(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (8 * Math.sin(i * (i + 1.7)));
    }
    return x;
  }

  static float[] narrow(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  static double[] doubles(float[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
  }
}
