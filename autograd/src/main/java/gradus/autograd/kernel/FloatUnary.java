package gradus.autograd.kernel;

/// A function of one number, applied to a row of `float`s: `y[i] = f(x[i])`.
///
/// A *row* is an array, an offset and a length.
@FunctionalInterface
public interface FloatUnary {

  /// Writes `y[yo + i] = f(x[xo + i])` for `0 <= i < n`. `y` may be `x` if `yo` is `xo`; otherwise
  /// the two rows do not overlap.
  void apply(float[] x, int xo, float[] y, int yo, int n);
}
