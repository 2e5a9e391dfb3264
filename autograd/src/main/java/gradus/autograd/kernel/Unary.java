package gradus.autograd.kernel;

import gradus.autograd.DType;

/// A function of one number, for every type it has a kernel for.
///
/// @param f32 the FLOAT32 kernel
/// @param f64 the FLOAT64 kernel
/// @param i64 the INT64 kernel; null where whole numbers are converted first
public record Unary(FloatUnary f32, DoubleUnary f64, LongUnary i64) {
  /// `neg`.
  public static final Unary NEG = new Unary(FloatMath::neg, DoubleMath::neg, LongMath::neg);

  /// `abs`.
  public static final Unary ABS = new Unary(FloatMath::abs, DoubleMath::abs, LongMath::abs);

  /// `sign`.
  public static final Unary SIGN = new Unary(FloatMath::sign, DoubleMath::sign, LongMath::sign);

  /// `square`.
  public static final Unary SQUARE =
      new Unary(FloatMath::square, DoubleMath::square, LongMath::square);

  /// `sqrt`.
  public static final Unary SQRT = of(FloatMath::sqrt, DoubleMath::sqrt);

  /// `rsqrt`.
  public static final Unary RSQRT = of(FloatMath::rsqrt, DoubleMath::rsqrt);

  /// `reciprocal`.
  public static final Unary RECIPROCAL = of(FloatMath::reciprocal, DoubleMath::reciprocal);

  /// `exp`.
  public static final Unary EXP = of(FloatMath::exp, DoubleMath::exp);

  /// `exp2`.
  public static final Unary EXP2 = of(FloatMath::exp2, DoubleMath::exp2);

  /// `expm1`.
  public static final Unary EXPM1 = of(FloatMath::expm1, DoubleMath::expm1);

  /// `log`.
  public static final Unary LOG = of(FloatMath::log, DoubleMath::log);

  /// `log2`.
  public static final Unary LOG2 = of(FloatMath::log2, DoubleMath::log2);

  /// `log10`.
  public static final Unary LOG10 = of(FloatMath::log10, DoubleMath::log10);

  /// `log1p`.
  public static final Unary LOG1P = of(FloatMath::log1p, DoubleMath::log1p);

  /// `sin`.
  public static final Unary SIN = of(FloatMath::sin, DoubleMath::sin);

  /// `cos`.
  public static final Unary COS = of(FloatMath::cos, DoubleMath::cos);

  /// `tan`.
  public static final Unary TAN = of(FloatMath::tan, DoubleMath::tan);

  /// `asin`.
  public static final Unary ASIN = of(FloatMath::asin, DoubleMath::asin);

  /// `acos`.
  public static final Unary ACOS = of(FloatMath::acos, DoubleMath::acos);

  /// `atan`.
  public static final Unary ATAN = of(FloatMath::atan, DoubleMath::atan);

  /// `sinh`.
  public static final Unary SINH = of(FloatMath::sinh, DoubleMath::sinh);

  /// `cosh`.
  public static final Unary COSH = of(FloatMath::cosh, DoubleMath::cosh);

  /// `tanh`.
  public static final Unary TANH = of(FloatMath::tanh, DoubleMath::tanh);

  /// `asinh`.
  public static final Unary ASINH = of(FloatMath::asinh, DoubleMath::asinh);

  /// `acosh`.
  public static final Unary ACOSH = of(FloatMath::acosh, DoubleMath::acosh);

  /// `atanh`.
  public static final Unary ATANH = of(FloatMath::atanh, DoubleMath::atanh);

  /// `sigmoid`.
  public static final Unary SIGMOID = of(FloatMath::sigmoid, DoubleMath::sigmoid);

  /// `logSigmoid`.
  public static final Unary LOG_SIGMOID = of(FloatMath::logSigmoid, DoubleMath::logSigmoid);

  /// `erf`.
  public static final Unary ERF = of(FloatMath::erf, DoubleMath::erf);

  /// `erfc`.
  public static final Unary ERFC = of(FloatMath::erfc, DoubleMath::erfc);

  /// `erfinv`.
  public static final Unary ERFINV = of(FloatMath::erfinv, DoubleMath::erfinv);

  /// `sinc`.
  public static final Unary SINC = of(FloatMath::sinc, DoubleMath::sinc);

  /// `logit`.
  public static final Unary LOGIT = of(FloatMath::logit, DoubleMath::logit);

  /// `deg2rad`.
  public static final Unary DEG2RAD = of(FloatMath::deg2rad, DoubleMath::deg2rad);

  /// `rad2deg`.
  public static final Unary RAD2DEG = of(FloatMath::rad2deg, DoubleMath::rad2deg);

  /// `softplus`.
  public static final Unary SOFTPLUS = of(FloatMath::softplus, DoubleMath::softplus);

  /// `relu`.
  public static final Unary RELU = new Unary(FloatMath::relu, DoubleMath::relu, LongMath::relu);

  /// `selu`.
  public static final Unary SELU = of(FloatMath::selu, DoubleMath::selu);

  /// `silu`.
  public static final Unary SILU = of(FloatMath::silu, DoubleMath::silu);

  /// `mish`.
  public static final Unary MISH = of(FloatMath::mish, DoubleMath::mish);

  /// `gelu`.
  public static final Unary GELU = of(FloatMath::gelu, DoubleMath::gelu);

  /// `geluTanh`.
  public static final Unary GELU_TANH = of(FloatMath::geluTanh, DoubleMath::geluTanh);

  /// `floor`, which leaves whole numbers as they are.
  public static final Unary FLOOR = new Unary(FloatMath::floor, DoubleMath::floor, Unary::same);

  /// `ceil`, which leaves whole numbers as they are.
  public static final Unary CEIL = new Unary(FloatMath::ceil, DoubleMath::ceil, Unary::same);

  /// `trunc`, which leaves whole numbers as they are.
  public static final Unary TRUNC = new Unary(FloatMath::trunc, DoubleMath::trunc, Unary::same);

  /// `round`, which leaves whole numbers as they are.
  public static final Unary ROUND = new Unary(FloatMath::round, DoubleMath::round, Unary::same);

  /// `frac`.
  public static final Unary FRAC = of(FloatMath::frac, DoubleMath::frac);

  private static void same(long[] x, int xo, long[] y, int yo, int n) {
    System.arraycopy(x, xo, y, yo, n);
  }

  /// A function whose result is never a whole number's type.
  public static Unary of(FloatUnary f32, DoubleUnary f64) {
    return new Unary(f32, f64, null);
  }

  /// Tells whether elements of this type are computed in it.
  public boolean takes(DType dtype) {
    return dtype.isFloatingPoint() || dtype == DType.INT64 && i64 != null;
  }

  /// `x`, converted to `whole` where there is no kernel for its type.
  public Array takes(Array x, DType whole) {
    return switch (x.dtype()) {
      case FLOAT32, FLOAT64 -> x;
      case INT64 -> i64 == null ? x.to(whole) : x;
      case BOOL -> x.to(i64 == null ? whole : DType.INT64);
    };
  }

  /// The function of every element, in a fresh array.
  public Array apply(Array x) {
    Array y = Array.unwrittenLike(x);
    apply(x, y);
    return y;
  }

  /// Writes the function of every element of `x` to `y`, which has its shape and type and may be
  /// `x`.
  public void apply(Array x, Array y) {
    if (x.geometry().isContiguous() && y.geometry().isContiguous()) {
      row(x.storage(), x.offset(), y.storage(), y.offset(), x.numel());
    } else {
      Strided.forEachRow(
          (data, at, step, n) -> {
            if (step[0] == 1) {
              row(data[0], at[0], data[1], at[1], n);
            } else {
              row(data[0], at[0], data[1], at[1], 1);
              data[1].copyRow(at[1], 0, data[1], at[1], 1, n);
            }
          },
          x,
          y);
    }
  }

  /// Replaces every element of `x` by its function.
  public void applyInPlace(Array x) {
    apply(x, x);
  }

  private void row(Storage x, int xo, Storage y, int yo, int n) {
    switch (x) {
      case Storage.F32 s -> f32.apply(s.data(), xo, ((Storage.F32) y).data(), yo, n);
      case Storage.F64 s -> f64.apply(s.data(), xo, ((Storage.F64) y).data(), yo, n);
      case Storage.I64 s -> i64.apply(s.data(), xo, ((Storage.I64) y).data(), yo, n);
      case Storage.Bool _ ->
          throw new IllegalArgumentException("a kernel was given BOOL; convert it first");
    }
  }
}
