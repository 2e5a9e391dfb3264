package gradus.autograd.kernel;

/// Folds of rows of whole numbers.
public final class LongRows {
  private LongRows() {}

  /// The sum, which wraps around.
  public static long sum(long[] x, int xo, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
    }
    return sum;
  }

  /// The product, which wraps around.
  public static long product(long[] x, int xo, int n) {
    long product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[xo + i];
    }
    return product;
  }

  /// The greatest.
  public static long max(long[] x, int xo, int n) {
    long max = x[xo];
    for (int i = 1; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  /// The smallest.
  public static long min(long[] x, int xo, int n) {
    long min = x[xo];
    for (int i = 1; i < n; i++) {
      min = Math.min(min, x[xo + i]);
    }
    return min;
  }
}
