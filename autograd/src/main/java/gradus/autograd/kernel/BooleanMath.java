package gradus.autograd.kernel;

/// Logic on rows of `boolean`s, in the shapes of the rows of numbers: each input of a function of
/// two has a step of 0 or 1.
public final class BooleanMath {
  private BooleanMath() {}

  /// `y = not x`.
  public static void logicalNot(boolean[] x, int xo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = !x[xo + i];
    }
  }

  /// `y = a and b`.
  public static void logicalAnd(
      boolean[] a, int ao, int as, boolean[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] & b[bo + i * bs];
    }
  }

  /// `y = a or b`.
  public static void logicalOr(
      boolean[] a, int ao, int as, boolean[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] | b[bo + i * bs];
    }
  }

  /// `y` = exactly one of `a` and `b`.
  public static void logicalXor(
      boolean[] a, int ao, int as, boolean[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] ^ b[bo + i * bs];
    }
  }
}
