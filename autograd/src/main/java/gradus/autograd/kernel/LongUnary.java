package gradus.autograd.kernel;

/// A function of one number, applied to a row of `long`s: `y[i] = f(x[i])`.
///
/// A *row* is an array, an offset and a length.
@FunctionalInterface
public interface LongUnary {

  /// Writes `y[yo + i] = f(x[xo + i])` for `0 <= i < n`. `y` may be `x` if `yo` is `xo`; otherwise
  /// the two rows do not overlap.
  void apply(long[] x, int xo, long[] y, int yo, int n);
}
