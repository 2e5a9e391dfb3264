package gradus.autograd.kernel;

import java.util.Arrays;

/// Functions of two numbers on rows of `float`s; every method is a [FloatBinary].
///
/// The cheap ones have loops of their own for each pair of steps, with one index: only then does
/// the compiler turn them into vector instructions. For the dear ones that makes no difference.
public final class FloatArithmetic {
  /// Three times this much makes the smallest positive number infinite.
  private static final float HUGE = Float.MAX_VALUE;

  private FloatArithmetic() {}

  /// `y += factor x`.
  public static void axpy(float factor, float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] += factor * x[i];
      }
    } else {
      FloatRows.ROWS.axpy(factor, x, xo, y, yo, n);
    }
  }

  /// `y = a + b`.
  public static void add(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] + b[i];
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.add(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = row[i] + number;
      }
    } else if (bs == 1) {
      add(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      float number = first(a, ao, n) + first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = a - b`.
  public static void sub(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] - b[i];
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.sub(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = row[i] - number;
      }
    } else if (bs == 1) {
      float number = first(a, ao, n);
      float[] row = FloatMath.aligned(b, bo, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = number - row[i];
      }
    } else {
      float number = first(a, ao, n) - first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = a b`.
  public static void mul(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] * b[i];
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.mul(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = row[i] * number;
      }
    } else if (bs == 1) {
      mul(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      float number = first(a, ao, n) * first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// `y = a / b`.
  public static void div(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = a[i] / b[i];
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.div(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = row[i] / number;
      }
    } else if (bs == 1) {
      float number = first(a, ao, n);
      float[] row = FloatMath.aligned(b, bo, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = number / row[i];
      }
    } else {
      float number = first(a, ao, n) / first(b, bo, n);
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// The greater of the two; NaN if one is NaN.
  public static void maximum(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.max(a[i], b[i]);
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.maximum(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.max(row[i], number);
      }
    } else if (bs == 1) {
      maximum(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      float number = Math.max(first(a, ao, n), first(b, bo, n));
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// The smaller of the two; NaN if one is NaN.
  public static void minimum(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1 && ao == yo && bo == yo) {
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.min(a[i], b[i]);
      }
    } else if (as == 1 && bs == 1) {
      FloatRows.ROWS.minimum(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      float number = first(b, bo, n);
      float[] row = FloatMath.aligned(a, ao, y, yo, n);
      for (int i = yo; i < yo + n; i++) {
        y[i] = Math.min(row[i], number);
      }
    } else if (bs == 1) {
      minimum(b, bo, 1, a, ao, 0, y, yo, n);
    } else {
      float number = Math.min(first(a, ao, n), first(b, bo, n));
      Arrays.fill(y, yo, yo + n, number);
    }
  }

  /// The greater of the two; a NaN gives way to a number.
  public static void fmax(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.fmax(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// The smaller of the two; a NaN gives way to a number.
  public static void fmin(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) -Special.fmax(-a[ao + i * as], -b[bo + i * bs]);
    }
  }

  /// `y = aᵇ`; 1 for `a = 1` or `b = 0`, whatever the other is.
  public static void pow(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.pow(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// The angle of the point (b, a), in [-π, π].
  public static void atan2(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.atan2(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `y = √(a² + b²)`, without overflow on the way.
  public static void hypot(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.hypot(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// The remainder of `a / b` with the sign of `a`.
  public static void fmod(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] % b[bo + i * bs];
    }
  }

  /// The remainder of `a / b` with the sign of `b`, as in Python.
  public static void remainder(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.remainder(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `y = ⌊a / b⌋`, of the exact quotient: `a = b floorDivide(a, b) + remainder(a, b)`.
  public static void floorDivide(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.floorDivide(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `a / b` without its fraction.
  public static void truncDivide(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.trunc(a[ao + i * as] / b[bo + i * bs]);
    }
  }

  /// `|a|` with the sign of `b`.
  public static void copysign(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.copySign(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `y = ln(eᵃ + eᵇ)`, without overflow on the way.
  public static void logaddexp(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.logaddexp(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// `y = a ln b`, 0 for `a = 0` unless `b` is NaN.
  public static void xlogy(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.xlogy(a[ao + i * as], b[bo + i * bs]);
    }
  }

  /// The derivative of tanh, from its output: `dx = g (1 - y²)`.
  public static void tanhBackward(
      float[] g, int go, int gs, float[] y, int yo, int ys, float[] dx, int dxo, int n) {
    if (gs == 1 && ys == 1 && go == dxo && yo == dxo) {
      for (int i = dxo; i < dxo + n; i++) {
        dx[i] = g[i] * (1 - y[i] * y[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] = g[go + i * gs] * (1 - y[yo + i * ys] * y[yo + i * ys]);
      }
    }
  }

  /// The derivative of sigmoid, from its output: `dx = g y (1 - y)`.
  public static void sigmoidBackward(
      float[] g, int go, int gs, float[] y, int yo, int ys, float[] dx, int dxo, int n) {
    if (gs == 1 && ys == 1 && go == dxo && yo == dxo) {
      for (int i = dxo; i < dxo + n; i++) {
        dx[i] = g[i] * (1 - y[i]) * y[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] = g[go + i * gs] * (1 - y[yo + i * ys]) * y[yo + i * ys];
      }
    }
  }

  /// The derivative of relu, from its output: `dx = g` where `y > 0`, else 0.
  ///
  /// Without a branch, which would be guessed wrong half of the time: `g` is clamped to ±`limit`,
  /// and that is ∞ where `y`, which is never negative, is positive, else 0. A NaN in `g` or `y`
  /// stays.
  public static void reluBackward(
      float[] g, int go, int gs, float[] y, int yo, int ys, float[] dx, int dxo, int n) {
    if (gs == 1 && ys == 1 && go == dxo && yo == dxo) {
      for (int i = dxo; i < dxo + n; i++) {
        float limit = y[i] * HUGE * HUGE * HUGE;
        dx[i] = Math.max(-limit, Math.min(g[i], limit));
      }
    } else {
      for (int i = 0; i < n; i++) {
        float limit = y[yo + i * ys] * HUGE * HUGE * HUGE;
        dx[dxo + i] = Math.max(-limit, Math.min(g[go + i * gs], limit));
      }
    }
  }

  /// The number that a step of 0 repeats; an empty row has none, and no one asks for it.
  private static float first(float[] row, int offset, int n) {
    return n > 0 ? row[offset] : 0;
  }
}
