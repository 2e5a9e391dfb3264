package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// A function of two numbers, for every type it has a kernel for. As with [Unary], a function gets
/// its kernels when it is first used.
public enum Binary {
  /// `add`.
  ADD,

  /// `sub`.
  SUB,

  /// `mul`.
  MUL,

  /// `div`.
  DIV,

  /// `maximum`.
  MAXIMUM,

  /// `minimum`.
  MINIMUM,

  /// `fmax`.
  FMAX,

  /// `fmin`.
  FMIN,

  /// `pow`.
  POW,

  /// `atan2`.
  ATAN2,

  /// `hypot`.
  HYPOT,

  /// `fmod`.
  FMOD,

  /// `remainder`.
  REMAINDER,

  /// `floorDivide`.
  FLOOR_DIVIDE,

  /// `truncDivide`.
  TRUNC_DIVIDE,

  /// `copysign`.
  COPYSIGN,

  /// `logaddexp`.
  LOGADDEXP,

  /// `xlogy`.
  XLOGY,

  /// `logicalAnd`, of booleans only.
  LOGICAL_AND,

  /// `logicalOr`, of booleans only.
  LOGICAL_OR,

  /// `logicalXor`, of booleans only.
  LOGICAL_XOR,

  /// `tanhBackward`.
  TANH_BACKWARD,

  /// `sigmoidBackward`.
  SIGMOID_BACKWARD,

  /// `reluBackward`.
  RELU_BACKWARD;

  private Kernels kernels;

  /// The type in which operands of the common type `dtype` are computed; `whole` is what whole
  /// numbers become where there is no kernel for them.
  public DType computesIn(DType dtype, DType whole) {
    return switch (dtype) {
      case FLOAT32, FLOAT64 -> dtype;
      case INT64 -> kernels().i64 == null ? whole : dtype;
      case BOOL -> kernels().bool != null ? dtype : kernels().i64 == null ? whole : DType.INT64;
    };
  }

  /// The function of every pair, in a fresh array of `shape`, to which both broadcast; both have
  /// one type.
  public Array apply(Array a, Array b, Shape shape) {
    Array y = a.shape() == shape ? Array.unwrittenLike(a) : Array.unwritten(a.dtype(), shape);
    apply(a, b, y);
    return y;
  }

  /// The function of every element and the number `b`, in a fresh array.
  public Array apply(Array a, double b) {
    Array y = Array.unwrittenLike(a);
    apply(a, b, y);
    return y;
  }

  /// Writes the function of every element of `a` and the number `b` to `y`, which has its shape and
  /// type and may be `a`.
  public void apply(Array a, double b, Array y) {
    Storage number = Storage.of(a.dtype(), b);
    if (a.geometry().isContiguous() && y.geometry().isContiguous()) {
      rows(a.storage(), a.offset(), 1, number, 0, 0, y, y.numel());
    } else {
      apply(a, new Array(number, Geometry.contiguous(Shape.of())), y);
    }
  }

  /// Writes the function of every pair to `y`, to whose shape both broadcast.
  public void apply(Array a, Array b, Array y) {
    apply(a.withoutRepeats(), b.withoutRepeats(), y, y.numel());
  }

  private void apply(Array a, Array b, Array y, int n) {
    if (y.geometry().isContiguous() && spreads(a, n) && spreads(b, n)) {
      int as = a.numel() == n ? 1 : 0;
      int bs = b.numel() == n ? 1 : 0;
      rows(a.storage(), a.offset(), as, b.storage(), b.offset(), bs, y, n);
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

  /// A single row, in parts if it is a long one.
  private void rows(Storage a, int ao, int as, Storage b, int bo, int bs, Array y, int n) {
    Parallel.parts(
        n,
        1,
        (from, to) ->
            row(
                a,
                ao + as * from,
                as,
                b,
                bo + bs * from,
                bs,
                y.storage(),
                y.offset() + from,
                to - from));
  }

  private void row(Storage a, int ao, int as, Storage b, int bo, int bs, Storage y, int yo, int n) {
    switch (a) {
      case Storage.F32 s ->
          kernels()
              .f32
              .apply(
                  s.data(),
                  ao,
                  as,
                  ((Storage.F32) b).data(),
                  bo,
                  bs,
                  ((Storage.F32) y).data(),
                  yo,
                  n);
      case Storage.F64 s ->
          kernels()
              .f64
              .apply(
                  s.data(),
                  ao,
                  as,
                  ((Storage.F64) b).data(),
                  bo,
                  bs,
                  ((Storage.F64) y).data(),
                  yo,
                  n);
      case Storage.I64 s ->
          kernels()
              .i64
              .apply(
                  s.data(),
                  ao,
                  as,
                  ((Storage.I64) b).data(),
                  bo,
                  bs,
                  ((Storage.I64) y).data(),
                  yo,
                  n);
      case Storage.Bool s ->
          kernels()
              .bool
              .apply(
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
      case ADD ->
          new Kernels(
              FloatArithmetic::add, DoubleArithmetic::add, LongMath::add, BooleanMath::logicalOr);
      case SUB -> of(FloatArithmetic::sub, DoubleArithmetic::sub, LongMath::sub);
      case MUL ->
          new Kernels(
              FloatArithmetic::mul, DoubleArithmetic::mul, LongMath::mul, BooleanMath::logicalAnd);
      case DIV -> of(FloatArithmetic::div, DoubleArithmetic::div);
      case MAXIMUM ->
          new Kernels(
              FloatArithmetic::maximum,
              DoubleArithmetic::maximum,
              LongMath::maximum,
              BooleanMath::logicalOr);
      case MINIMUM ->
          new Kernels(
              FloatArithmetic::minimum,
              DoubleArithmetic::minimum,
              LongMath::minimum,
              BooleanMath::logicalAnd);
      case FMAX ->
          new Kernels(
              FloatArithmetic::fmax,
              DoubleArithmetic::fmax,
              LongMath::maximum,
              BooleanMath::logicalOr);
      case FMIN ->
          new Kernels(
              FloatArithmetic::fmin,
              DoubleArithmetic::fmin,
              LongMath::minimum,
              BooleanMath::logicalAnd);
      case POW -> of(FloatArithmetic::pow, DoubleArithmetic::pow, LongMath::pow);
      case ATAN2 -> of(FloatArithmetic::atan2, DoubleArithmetic::atan2);
      case HYPOT -> of(FloatArithmetic::hypot, DoubleArithmetic::hypot);
      case FMOD -> of(FloatArithmetic::fmod, DoubleArithmetic::fmod, LongMath::fmod);
      case REMAINDER ->
          of(FloatArithmetic::remainder, DoubleArithmetic::remainder, LongMath::remainder);
      case FLOOR_DIVIDE ->
          of(FloatArithmetic::floorDivide, DoubleArithmetic::floorDivide, LongMath::floorDivide);
      case TRUNC_DIVIDE ->
          of(FloatArithmetic::truncDivide, DoubleArithmetic::truncDivide, LongMath::truncDivide);
      case COPYSIGN -> of(FloatArithmetic::copysign, DoubleArithmetic::copysign);
      case LOGADDEXP -> of(FloatArithmetic::logaddexp, DoubleArithmetic::logaddexp);
      case XLOGY -> of(FloatArithmetic::xlogy, DoubleArithmetic::xlogy);
      case LOGICAL_AND -> new Kernels(null, null, null, BooleanMath::logicalAnd);
      case LOGICAL_OR -> new Kernels(null, null, null, BooleanMath::logicalOr);
      case LOGICAL_XOR -> new Kernels(null, null, null, BooleanMath::logicalXor);
      case TANH_BACKWARD -> of(FloatArithmetic::tanhBackward, DoubleArithmetic::tanhBackward);
      case SIGMOID_BACKWARD ->
          of(FloatArithmetic::sigmoidBackward, DoubleArithmetic::sigmoidBackward);
      case RELU_BACKWARD -> of(FloatArithmetic::reluBackward, DoubleArithmetic::reluBackward);
    };
  }

  /// @param f32 null, as `f64`, where only booleans have a kernel
  /// @param i64 the INT64 kernel; null where whole numbers are converted first
  /// @param bool the BOOL kernel; null where booleans are converted first
  private record Kernels(FloatBinary f32, DoubleBinary f64, LongBinary i64, BooleanBinary bool) {}

  /// A function whose result is never a whole number's type.
  private static Kernels of(FloatBinary f32, DoubleBinary f64) {
    return new Kernels(f32, f64, null, null);
  }

  /// A function of numbers of any type; booleans count as whole numbers.
  private static Kernels of(FloatBinary f32, DoubleBinary f64, LongBinary i64) {
    return new Kernels(f32, f64, i64, null);
  }
}
