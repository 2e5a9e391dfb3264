package gradus.autograd.kernel;

/// Comparisons of rows of `float`s; every method is a [FloatCompare].
public final class FloatComparisons {
  private FloatComparisons() {}

  /// `y = (a == b)`; NaN equals nothing.
  public static void eq(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] == b[bo + i * bs];
    }
  }

  /// `y = (a != b)`; NaN differs from everything.
  public static void ne(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] != b[bo + i * bs];
    }
  }

  /// `y = (a < b)`; false for NaN.
  public static void lt(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] < b[bo + i * bs];
    }
  }

  /// `y = (a <= b)`; false for NaN.
  public static void le(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] <= b[bo + i * bs];
    }
  }

  /// `y = (a > b)`; false for NaN.
  public static void gt(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] > b[bo + i * bs];
    }
  }

  /// `y = (a >= b)`; false for NaN.
  public static void ge(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] >= b[bo + i * bs];
    }
  }
}
