package gradus.autograd.kernel;

import gradus.autograd.DType;

/// A function of one number, for every type it has a kernel for.
///
/// A function gets its kernels when it is first used: to look up all of them would be a good part
/// of the time that a process takes to start.
public enum Unary {
  /// `neg`.
  NEG,

  /// `abs`.
  ABS,

  /// `sign`.
  SIGN,

  /// `square`.
  SQUARE,

  /// `sqrt`.
  SQRT,

  /// `rsqrt`.
  RSQRT,

  /// `reciprocal`.
  RECIPROCAL,

  /// `exp`.
  EXP,

  /// `exp2`.
  EXP2,

  /// `expm1`.
  EXPM1,

  /// `log`.
  LOG,

  /// `log2`.
  LOG2,

  /// `log10`.
  LOG10,

  /// `log1p`.
  LOG1P,

  /// `sin`.
  SIN,

  /// `cos`.
  COS,

  /// `tan`.
  TAN,

  /// `asin`.
  ASIN,

  /// `acos`.
  ACOS,

  /// `atan`.
  ATAN,

  /// `sinh`.
  SINH,

  /// `cosh`.
  COSH,

  /// `tanh`.
  TANH,

  /// `asinh`.
  ASINH,

  /// `acosh`.
  ACOSH,

  /// `atanh`.
  ATANH,

  /// `sigmoid`.
  SIGMOID,

  /// `logSigmoid`.
  LOG_SIGMOID,

  /// `erf`.
  ERF,

  /// `erfc`.
  ERFC,

  /// `erfinv`.
  ERFINV,

  /// `sinc`.
  SINC,

  /// `logit`.
  LOGIT,

  /// `deg2rad`.
  DEG2RAD,

  /// `rad2deg`.
  RAD2DEG,

  /// `softplus`.
  SOFTPLUS,

  /// `relu`.
  RELU,

  /// `selu`.
  SELU,

  /// `silu`.
  SILU,

  /// `mish`.
  MISH,

  /// `gelu`.
  GELU,

  /// `geluTanh`.
  GELU_TANH,

  /// `floor`, which leaves whole numbers as they are.
  FLOOR,

  /// `ceil`, which leaves whole numbers as they are.
  CEIL,

  /// `trunc`, which leaves whole numbers as they are.
  TRUNC,

  /// `round`, which leaves whole numbers as they are.
  ROUND,

  /// `frac`.
  FRAC;

  private Kernels kernels;

  /// Tells whether elements of this type are computed in it.
  public boolean takes(DType dtype) {
    return dtype.isFloatingPoint() || dtype == DType.INT64 && kernels().i64 != null;
  }

  /// `x`, converted to `whole` where there is no kernel for its type.
  public Array takes(Array x, DType whole) {
    return switch (x.dtype()) {
      case FLOAT32, FLOAT64 -> x;
      case INT64 -> kernels().i64 == null ? x.to(whole) : x;
      case BOOL -> x.to(kernels().i64 == null ? whole : DType.INT64);
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
      Parallel.parts(
          x.numel(),
          1,
          (from, to) ->
              row(x.storage(), x.offset() + from, y.storage(), y.offset() + from, to - from));
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
      case Storage.F32 s -> kernels().f32.apply(s.data(), xo, ((Storage.F32) y).data(), yo, n);
      case Storage.F64 s -> kernels().f64.apply(s.data(), xo, ((Storage.F64) y).data(), yo, n);
      case Storage.I64 s -> kernels().i64.apply(s.data(), xo, ((Storage.I64) y).data(), yo, n);
      case Storage.Bool _ ->
          throw new IllegalArgumentException("a kernel was given BOOL; convert it first");
    }
  }

  /// Found at most once per thread; all finds are equal.
  private Kernels kernels() {
    Kernels found = kernels;
    if (found == null) {
      found = find();
      kernels = found;
    }
    return found;
  }

  private Kernels find() {
    return switch (this) {
      case NEG -> new Kernels(FloatMath::neg, DoubleMath::neg, LongMath::neg);
      case ABS -> new Kernels(FloatMath::abs, DoubleMath::abs, LongMath::abs);
      case SIGN -> new Kernels(FloatMath::sign, DoubleMath::sign, LongMath::sign);
      case SQUARE -> new Kernels(FloatMath::square, DoubleMath::square, LongMath::square);
      case SQRT -> of(FloatMath::sqrt, DoubleMath::sqrt);
      case RSQRT -> of(FloatMath::rsqrt, DoubleMath::rsqrt);
      case RECIPROCAL -> of(FloatMath::reciprocal, DoubleMath::reciprocal);
      case EXP -> of(FloatMath::exp, DoubleMath::exp);
      case EXP2 -> of(FloatMath::exp2, DoubleMath::exp2);
      case EXPM1 -> of(FloatMath::expm1, DoubleMath::expm1);
      case LOG -> of(FloatMath::log, DoubleMath::log);
      case LOG2 -> of(FloatMath::log2, DoubleMath::log2);
      case LOG10 -> of(FloatMath::log10, DoubleMath::log10);
      case LOG1P -> of(FloatMath::log1p, DoubleMath::log1p);
      case SIN -> of(FloatMath::sin, DoubleMath::sin);
      case COS -> of(FloatMath::cos, DoubleMath::cos);
      case TAN -> of(FloatMath::tan, DoubleMath::tan);
      case ASIN -> of(FloatMath::asin, DoubleMath::asin);
      case ACOS -> of(FloatMath::acos, DoubleMath::acos);
      case ATAN -> of(FloatMath::atan, DoubleMath::atan);
      case SINH -> of(FloatMath::sinh, DoubleMath::sinh);
      case COSH -> of(FloatMath::cosh, DoubleMath::cosh);
      case TANH -> of(FloatMath::tanh, DoubleMath::tanh);
      case ASINH -> of(FloatMath::asinh, DoubleMath::asinh);
      case ACOSH -> of(FloatMath::acosh, DoubleMath::acosh);
      case ATANH -> of(FloatMath::atanh, DoubleMath::atanh);
      case SIGMOID -> of(FloatMath::sigmoid, DoubleMath::sigmoid);
      case LOG_SIGMOID -> of(FloatMath::logSigmoid, DoubleMath::logSigmoid);
      case ERF -> of(FloatMath::erf, DoubleMath::erf);
      case ERFC -> of(FloatMath::erfc, DoubleMath::erfc);
      case ERFINV -> of(FloatMath::erfinv, DoubleMath::erfinv);
      case SINC -> of(FloatMath::sinc, DoubleMath::sinc);
      case LOGIT -> of(FloatMath::logit, DoubleMath::logit);
      case DEG2RAD -> of(FloatMath::deg2rad, DoubleMath::deg2rad);
      case RAD2DEG -> of(FloatMath::rad2deg, DoubleMath::rad2deg);
      case SOFTPLUS -> of(FloatMath::softplus, DoubleMath::softplus);
      case RELU -> new Kernels(FloatMath::relu, DoubleMath::relu, LongMath::relu);
      case SELU -> of(FloatMath::selu, DoubleMath::selu);
      case SILU -> of(FloatMath::silu, DoubleMath::silu);
      case MISH -> of(FloatMath::mish, DoubleMath::mish);
      case GELU -> of(FloatMath::gelu, DoubleMath::gelu);
      case GELU_TANH -> of(FloatMath::geluTanh, DoubleMath::geluTanh);
      case FLOOR -> new Kernels(FloatMath::floor, DoubleMath::floor, Unary::same);
      case CEIL -> new Kernels(FloatMath::ceil, DoubleMath::ceil, Unary::same);
      case TRUNC -> new Kernels(FloatMath::trunc, DoubleMath::trunc, Unary::same);
      case ROUND -> new Kernels(FloatMath::round, DoubleMath::round, Unary::same);
      case FRAC -> of(FloatMath::frac, DoubleMath::frac);
    };
  }

  /// @param i64 the INT64 kernel; null where whole numbers are converted first
  private record Kernels(FloatUnary f32, DoubleUnary f64, LongUnary i64) {}

  /// A function whose result is never a whole number's type.
  private static Kernels of(FloatUnary f32, DoubleUnary f64) {
    return new Kernels(f32, f64, null);
  }

  private static void same(long[] x, int xo, long[] y, int yo, int n) {
    System.arraycopy(x, xo, y, yo, n);
  }
}
