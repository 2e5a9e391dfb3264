package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// A question about two numbers, for every numeric type; booleans count as whole numbers.
///
/// @param f32 the FLOAT32 kernel
/// @param f64 the FLOAT64 kernel
/// @param i64 the INT64 kernel
public record Compare(FloatCompare f32, DoubleCompare f64, LongCompare i64) {
  /// `eq`.
  public static final Compare EQ =
      new Compare(FloatComparisons::eq, DoubleComparisons::eq, LongMath::eq);

  /// `ne`.
  public static final Compare NE =
      new Compare(FloatComparisons::ne, DoubleComparisons::ne, LongMath::ne);

  /// `lt`.
  public static final Compare LT =
      new Compare(FloatComparisons::lt, DoubleComparisons::lt, LongMath::lt);

  /// `le`.
  public static final Compare LE =
      new Compare(FloatComparisons::le, DoubleComparisons::le, LongMath::le);

  /// `gt`.
  public static final Compare GT =
      new Compare(FloatComparisons::gt, DoubleComparisons::gt, LongMath::gt);

  /// `ge`.
  public static final Compare GE =
      new Compare(FloatComparisons::ge, DoubleComparisons::ge, LongMath::ge);

  /// The answer for every pair, in a fresh BOOL array of `shape`, to which both broadcast; both
  /// have one type.
  public Array apply(Array a, Array b, Shape shape) {
    if (a.dtype() == DType.BOOL) {
      return apply(a.to(DType.INT64), b.to(DType.INT64), shape);
    }
    Array y = Array.zeros(DType.BOOL, shape);
    int n = y.numel();
    if (Binary.spreads(a, n) && Binary.spreads(b, n)) {
      row(
          a.storage(),
          a.offset(),
          a.numel() == n ? 1 : 0,
          b.storage(),
          b.offset(),
          b.numel() == n ? 1 : 0,
          y.booleans(),
          0,
          n);
    } else {
      Strided.forEachRow(
          (data, at, step, count) ->
              row(
                  data[0],
                  at[0],
                  step[0],
                  data[1],
                  at[1],
                  step[1],
                  ((Storage.Bool) data[2]).data(),
                  at[2],
                  count),
          a.expand(shape),
          b.expand(shape),
          y);
    }
    return y;
  }

  private void row(
      Storage a, int ao, int as, Storage b, int bo, int bs, boolean[] y, int yo, int n) {
    switch (a) {
      case Storage.F32 s -> f32.apply(s.data(), ao, as, ((Storage.F32) b).data(), bo, bs, y, yo, n);
      case Storage.F64 s -> f64.apply(s.data(), ao, as, ((Storage.F64) b).data(), bo, bs, y, yo, n);
      case Storage.I64 s -> i64.apply(s.data(), ao, as, ((Storage.I64) b).data(), bo, bs, y, yo, n);
      case Storage.Bool _ ->
          throw new IllegalArgumentException("a kernel was given BOOL; convert it first");
    }
  }
}
