package gradus.autograd.kernel;

/// A function of two numbers, applied to two rows of `float`s: `y[i] = f(a[i], b[i])`.
///
/// Each input has a step: 1 walks along the row, 0 repeats its first number.
@FunctionalInterface
public interface FloatBinary {

  /// Writes `y[yo + i] = f(a[ao + i * as], b[bo + i * bs])` for `0 <= i < n`, with `as` and `bs` 0
  /// or
  /// 1. `y` may be the row `a` or the row `b` where that input has step 1; otherwise it overlaps
  ///    neither.
  void apply(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n);
}
