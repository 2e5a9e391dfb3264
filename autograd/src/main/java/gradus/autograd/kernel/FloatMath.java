package gradus.autograd.kernel;

/// Functions of one number on rows of `float`s; every method is a [FloatUnary].
///
/// Names are torch's. What the compiler turns into vector instructions by itself is a plain loop
/// here; what needs the Vector API goes through [FloatRows]; the rest is computed by a function of
/// one `double`, in [Math] or [Special].
///
/// The compiler does so only where all arrays are read and written at one index: at two, it cannot
/// rule out that a write changes what is read next. [#aligned] brings a row to where it is needed.
public final class FloatMath {
  private static final float DEGREE = (float) (Math.PI / 180);
  private static final float RADIAN = (float) (180 / Math.PI);

  private FloatMath() {}

  /// `y = -x`.
  public static void neg(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = -in[i];
    }
  }

  /// `y = |x|`.
  public static void abs(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = Math.abs(in[i]);
    }
  }

  /// `y` = -1, 0 or 1, as `x` is negative, zero or positive; NaN stays NaN.
  public static void sign(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = Math.signum(in[i]);
    }
  }

  /// `y = x²`.
  public static void square(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = in[i] * in[i];
    }
  }

  /// `y = 1 / x`.
  public static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = 1 / in[i];
    }
  }

  /// `y = √x`.
  public static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = (float) Math.sqrt(in[i]);
    }
  }

  /// `y = 1 / √x`.
  public static void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = 1 / (float) Math.sqrt(in[i]);
    }
  }

  /// `y = eˣ`.
  public static void exp(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.exp(x, xo, y, yo, n);
  }

  /// `y = 2ˣ`.
  public static void exp2(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.pow(2, x[xo + i]);
    }
  }

  /// `y = eˣ - 1`, exact to the last bits near 0 too.
  public static void expm1(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.expm1(x, xo, y, yo, n);
  }

  /// `y = ln x`.
  public static void log(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.log(x, xo, y, yo, n);
  }

  /// `y = log₂ x`, exact for powers of two.
  public static void log2(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.log2(x[xo + i]);
    }
  }

  /// `y = log₁₀ x`.
  public static void log10(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.log10(x[xo + i]);
    }
  }

  /// `y = ln(1 + x)`, exact to the last bits near 0 too.
  public static void log1p(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.log1p(x, xo, y, yo, n);
  }

  /// `y = sin x`, x in radians.
  public static void sin(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.sin(x, xo, y, yo, n);
  }

  /// `y = cos x`, x in radians.
  public static void cos(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.cos(x, xo, y, yo, n);
  }

  /// `y = tan x`, x in radians.
  public static void tan(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.tan(x[xo + i]);
    }
  }

  /// `y = arcsin x`, in [-π/2, π/2].
  public static void asin(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.asin(x[xo + i]);
    }
  }

  /// `y = arccos x`, in [0, π].
  public static void acos(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.acos(x[xo + i]);
    }
  }

  /// `y = arctan x`, in [-π/2, π/2].
  public static void atan(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.atan(x[xo + i]);
    }
  }

  /// `y = sinh x`.
  public static void sinh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sinh(x[xo + i]);
    }
  }

  /// `y = cosh x`.
  public static void cosh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.cosh(x[xo + i]);
    }
  }

  /// `y = tanh x`.
  public static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.tanh(x, xo, y, yo, n);
  }

  /// `y = arsinh x`.
  public static void asinh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.asinh(x[xo + i]);
    }
  }

  /// `y = arcosh x`; NaN below 1.
  public static void acosh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.acosh(x[xo + i]);
    }
  }

  /// `y = artanh x`; NaN outside of [-1, 1].
  public static void atanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.atanh(x[xo + i]);
    }
  }

  /// `y = sin(πx) / (πx)`, 1 at 0.
  public static void sinc(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.sinc(x[xo + i]);
    }
  }

  /// Degrees to radians: `y = x π/180`.
  public static void deg2rad(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = in[i] * DEGREE;
    }
  }

  /// Radians to degrees: `y = x 180/π`.
  public static void rad2deg(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = in[i] * RADIAN;
    }
  }

  /// The greatest whole number that is not above `x`.
  public static void floor(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = (float) Math.floor(in[i]);
    }
  }

  /// The least whole number that is not below `x`.
  public static void ceil(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = (float) Math.ceil(in[i]);
    }
  }

  /// The nearest whole number, the even one of two.
  public static void round(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = (float) Math.rint(in[i]);
    }
  }

  /// The whole number next to `x` towards 0.
  public static void trunc(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.copySign(Math.floor(Math.abs(x[xo + i])), x[xo + i]);
    }
  }

  /// `y = x - trunc(x)`, with the sign of `x`.
  public static void frac(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.frac(x[xo + i]);
    }
  }

  /// The error function.
  public static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.erf(x[xo + i]);
    }
  }

  /// `y = 1 - erf x`, exact to the last bits where that is tiny too.
  public static void erfc(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.erfc(x[xo + i]);
    }
  }

  /// The inverse of [#erf]; ±∞ at ±1, NaN outside of [-1, 1].
  public static void erfinv(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.erfinv(x[xo + i]);
    }
  }

  /// `y = ln(x / (1 - x))`; NaN outside of [0, 1].
  public static void logit(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.logit(x[xo + i]);
    }
  }

  /// `y = 1 / (1 + e⁻ˣ)`.
  public static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.sigmoid(x, xo, y, yo, n);
  }

  /// `y = ln(sigmoid x)`.
  public static void logSigmoid(float[] x, int xo, float[] y, int yo, int n) {
    neg(x, xo, y, yo, n);
    FloatRows.ROWS.softplus(y, yo, y, yo, n);
    neg(y, yo, y, yo, n);
  }

  /// `y = ln(1 + eˣ)`.
  public static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.softplus(x, xo, y, yo, n);
  }

  /// `y = max(x, 0)`; NaN stays NaN.
  public static void relu(float[] x, int xo, float[] y, int yo, int n) {
    float[] in = aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = Math.max(in[i], 0);
    }
  }

  /// `y = s x` for `x > 0`, else `s α (eˣ - 1)`: the self-normalizing unit.
  public static void selu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.selu(x[xo + i]);
    }
  }

  /// `y = x sigmoid(x)`.
  public static void silu(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.silu(x, xo, y, yo, n);
  }

  /// `y = x tanh(softplus x)`.
  public static void mish(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.mish(x[xo + i]);
    }
  }

  /// `y = x Φ(x)`, Φ the distribution function of the normal distribution.
  public static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    FloatRows.ROWS.gelu(x, xo, y, yo, n);
  }

  /// The approximation of [#gelu] by `x sigmoid(√(8/π) (x + 0.044715 x³))`.
  public static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.geluTanh(x[xo + i]);
    }
  }

  /// An array that holds the row `x` at the places of the row `y`: that of `x` itself if it is
  /// there already, else that of `y`, with a copy of `x`.
  static float[] aligned(float[] x, int xo, float[] y, int yo, int n) {
    if (xo == yo) {
      return x;
    }
    System.arraycopy(x, xo, y, yo, n);
    return y;
  }
}
