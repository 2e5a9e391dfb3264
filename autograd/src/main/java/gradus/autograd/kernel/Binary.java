package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// A function of two numbers, for every type it has a kernel for.
///
/// @param f32 the FLOAT32 kernel
/// @param f64 the FLOAT64 kernel
/// @param i64 the INT64 kernel; null where whole numbers are converted first
/// @param bool the BOOL kernel; null where booleans are converted first
public record Binary(FloatBinary f32, DoubleBinary f64, LongBinary i64, BooleanBinary bool) {
  /// `add`.
  public static final Binary ADD =
      new Binary(
          FloatArithmetic::add, DoubleArithmetic::add, LongMath::add, BooleanMath::logicalOr);

  /// `sub`.
  public static final Binary SUB = of(FloatArithmetic::sub, DoubleArithmetic::sub, LongMath::sub);

  /// `mul`.
  public static final Binary MUL =
      new Binary(
          FloatArithmetic::mul, DoubleArithmetic::mul, LongMath::mul, BooleanMath::logicalAnd);

  /// `div`.
  public static final Binary DIV = of(FloatArithmetic::div, DoubleArithmetic::div);

  /// `maximum`.
  public static final Binary MAXIMUM =
      new Binary(
          FloatArithmetic::maximum,
          DoubleArithmetic::maximum,
          LongMath::maximum,
          BooleanMath::logicalOr);

  /// `minimum`.
  public static final Binary MINIMUM =
      new Binary(
          FloatArithmetic::minimum,
          DoubleArithmetic::minimum,
          LongMath::minimum,
          BooleanMath::logicalAnd);

  /// `fmax`.
  public static final Binary FMAX =
      new Binary(
          FloatArithmetic::fmax, DoubleArithmetic::fmax, LongMath::maximum, BooleanMath::logicalOr);

  /// `fmin`.
  public static final Binary FMIN =
      new Binary(
          FloatArithmetic::fmin,
          DoubleArithmetic::fmin,
          LongMath::minimum,
          BooleanMath::logicalAnd);

  /// `pow`.
  public static final Binary POW = of(FloatArithmetic::pow, DoubleArithmetic::pow, LongMath::pow);

  /// `atan2`.
  public static final Binary ATAN2 = of(FloatArithmetic::atan2, DoubleArithmetic::atan2);

  /// `hypot`.
  public static final Binary HYPOT = of(FloatArithmetic::hypot, DoubleArithmetic::hypot);

  /// `fmod`.
  public static final Binary FMOD =
      of(FloatArithmetic::fmod, DoubleArithmetic::fmod, LongMath::fmod);

  /// `remainder`.
  public static final Binary REMAINDER =
      of(FloatArithmetic::remainder, DoubleArithmetic::remainder, LongMath::remainder);

  /// `floorDivide`.
  public static final Binary FLOOR_DIVIDE =
      of(FloatArithmetic::floorDivide, DoubleArithmetic::floorDivide, LongMath::floorDivide);

  /// `truncDivide`.
  public static final Binary TRUNC_DIVIDE =
      of(FloatArithmetic::truncDivide, DoubleArithmetic::truncDivide, LongMath::truncDivide);

  /// `copysign`.
  public static final Binary COPYSIGN = of(FloatArithmetic::copysign, DoubleArithmetic::copysign);

  /// `logaddexp`.
  public static final Binary LOGADDEXP =
      of(FloatArithmetic::logaddexp, DoubleArithmetic::logaddexp);

  /// `xlogy`.
  public static final Binary XLOGY = of(FloatArithmetic::xlogy, DoubleArithmetic::xlogy);

  /// `logicalAnd`, of booleans only.
  public static final Binary LOGICAL_AND = new Binary(null, null, null, BooleanMath::logicalAnd);

  /// `logicalOr`, of booleans only.
  public static final Binary LOGICAL_OR = new Binary(null, null, null, BooleanMath::logicalOr);

  /// `logicalXor`, of booleans only.
  public static final Binary LOGICAL_XOR = new Binary(null, null, null, BooleanMath::logicalXor);

  /// `tanhBackward`.
  public static final Binary TANH_BACKWARD =
      of(FloatArithmetic::tanhBackward, DoubleArithmetic::tanhBackward);

  /// `sigmoidBackward`.
  public static final Binary SIGMOID_BACKWARD =
      of(FloatArithmetic::sigmoidBackward, DoubleArithmetic::sigmoidBackward);

  /// `reluBackward`.
  public static final Binary RELU_BACKWARD =
      of(FloatArithmetic::reluBackward, DoubleArithmetic::reluBackward);

  /// A function whose result is never a whole number's type.
  public static Binary of(FloatBinary f32, DoubleBinary f64) {
    return new Binary(f32, f64, null, null);
  }

  /// A function of numbers of any type; booleans count as whole numbers.
  public static Binary of(FloatBinary f32, DoubleBinary f64, LongBinary i64) {
    return new Binary(f32, f64, i64, null);
  }

  /// The type in which operands of the common type `dtype` are computed; `whole` is what whole
  /// numbers become where there is no kernel for them.
  public DType computesIn(DType dtype, DType whole) {
    return switch (dtype) {
      case FLOAT32, FLOAT64 -> dtype;
      case INT64 -> i64 == null ? whole : dtype;
      case BOOL -> bool != null ? dtype : i64 == null ? whole : DType.INT64;
    };
  }

  /// The function of every pair, in a fresh array of `shape`, to which both broadcast; both have
  /// one type.
  public Array apply(Array a, Array b, Shape shape) {
    Array y = a.shape() == shape ? Array.unwrittenLike(a) : Array.unwritten(a.dtype(), shape);
    apply(a, b, y);
    return y;
  }

  /// Writes the function of every pair to `y`, to whose shape both broadcast.
  public void apply(Array a, Array b, Array y) {
    apply(a.withoutRepeats(), b.withoutRepeats(), y, y.numel());
  }

  private void apply(Array a, Array b, Array y, int n) {
    if (y.geometry().isContiguous() && spreads(a, n) && spreads(b, n)) {
      row(
          a.storage(),
          a.offset(),
          a.numel() == n ? 1 : 0,
          b.storage(),
          b.offset(),
          b.numel() == n ? 1 : 0,
          y.storage(),
          y.offset(),
          n);
    } else {
      Strided.forEachRow(
          (data, at, step, count) ->
              row(data[0], at[0], step[0], data[1], at[1], step[1], data[2], at[2], count),
          a.expand(y.shape()),
          b.expand(y.shape()),
          y);
    }
  }

  /// Tells whether `x`, broadcast to `n` elements, is one row of step 0 or 1.
  static boolean spreads(Array x, int n) {
    return x.geometry().isContiguous() && (x.numel() == n || x.numel() == 1);
  }

  private void row(Storage a, int ao, int as, Storage b, int bo, int bs, Storage y, int yo, int n) {
    switch (a) {
      case Storage.F32 s ->
          f32.apply(
              s.data(), ao, as, ((Storage.F32) b).data(), bo, bs, ((Storage.F32) y).data(), yo, n);
      case Storage.F64 s ->
          f64.apply(
              s.data(), ao, as, ((Storage.F64) b).data(), bo, bs, ((Storage.F64) y).data(), yo, n);
      case Storage.I64 s ->
          i64.apply(
              s.data(), ao, as, ((Storage.I64) b).data(), bo, bs, ((Storage.I64) y).data(), yo, n);
      case Storage.Bool s ->
          bool.apply(
              s.data(),
              ao,
              as,
              ((Storage.Bool) b).data(),
              bo,
              bs,
              ((Storage.Bool) y).data(),
              yo,
              n);
    }
  }
}
