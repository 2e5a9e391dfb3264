package gradus.autograd.kernel;

import java.util.Arrays;

/// Functions of whole numbers on rows of `long`s; every method is a [LongUnary], [LongBinary] or
/// [LongCompare].
///
/// Results wrap around beyond 64 bits. The four divisions throw the [ArithmeticException] of Java
/// for a divisor 0; the operation that calls them says it in words of its own. Part of the row may
/// be written by then.
public final class LongMath {
  private LongMath() {}

  /// `y = -x`.
  public static void neg(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
  }

  /// `y = |x|`.
  public static void abs(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]);
    }
  }

  /// `y` = -1, 0 or 1, as `x` is negative, zero or positive.
  public static void sign(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Long.signum(x[xo + i]);
    }
  }

  /// `y = x²`.
  public static void square(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
  }

  /// `y = max(x, 0)`.
  public static void relu(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(x[xo + i], 0);
    }
  }

  /// `y = a + b`.
  public static void add(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + b[bo + i];
      }
    } else if (as == 1) {
      long number = first(b, bo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] + number;
      }
    } else if (bs == 1) {
      add(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      long number = first(a, ao, n) + first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = a - b`.
  public static void sub(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - b[bo + i];
      }
    } else if (as == 1) {
      long number = first(b, bo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] - number;
      }
    } else if (bs == 1) {
      long number = first(a, ao, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = number - b[bo + i];
      }
    } else {
      long number = first(a, ao, n) - first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = a b`.
  public static void mul(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * b[bo + i];
      }
    } else if (as == 1) {
      long number = first(b, bo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = a[ao + i] * number;
      }
    } else if (bs == 1) {
      mul(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      long number = first(a, ao, n) * first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// The greater of the two.
  public static void maximum(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i], b[bo + i]);
      }
    } else if (as == 1) {
      long number = first(b, bo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.max(a[ao + i], number);
      }
    } else if (bs == 1) {
      maximum(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      long number = Math.max(first(a, ao, n), first(b, bo, n));
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// The smaller of the two.
  public static void minimum(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.min(a[ao + i], b[bo + i]);
      }
    } else if (as == 1) {
      long number = first(b, bo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] = Math.min(a[ao + i], number);
      }
    } else if (bs == 1) {
      minimum(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      long number = Math.min(first(a, ao, n), first(b, bo, n));
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = ⌊a / b⌋`.
  public static void floorDivide(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.floorDiv(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `a / b` without its fraction.
  public static void truncDivide(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] / b[bo + i * bs];
    }
  }

  /// The remainder of `a / b` with the sign of `b`, as in Python.
  public static void remainder(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.floorMod(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// The remainder of `a / b` with the sign of `a`.
  public static void fmod(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] % b[bo + i * bs];
    }
  }

  /// `y = aᵇ` for `b >= 0`; the caller refuses a negative exponent.
  public static void pow(
      long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = power(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `y = (a == b)`.
  public static void eq(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] == b[bo + i * bs];
    }
  }

  /// `y = (a != b)`.
  public static void ne(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] != b[bo + i * bs];
    }
  }

  /// `y = (a < b)`.
  public static void lt(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] < b[bo + i * bs];
    }
  }

  /// `y = (a <= b)`.
  public static void le(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] <= b[bo + i * bs];
    }
  }

  /// `y = (a > b)`.
  public static void gt(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] > b[bo + i * bs];
    }
  }

  /// `y = (a >= b)`.
  public static void ge(
      long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] >= b[bo + i * bs];
    }
  }

  /// `baseᵉ` by squaring.
  private static long power(long base, long exponent) {
    long result = 1;
    for (long rest = exponent, square = base; rest > 0; rest >>= 1, square *= square) {
      if ((rest & 1) == 1) {
        result *= square;
      }
    }
    return result;
  }

  /// The number that a step of 0 repeats; an empty row has none, and no one asks for it.
  private static long first(long[] row, int offset, int n) {
    return n > 0 ? row[offset] : 0;
  }
}
