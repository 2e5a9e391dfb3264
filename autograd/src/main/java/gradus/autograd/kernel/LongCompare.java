package gradus.autograd.kernel;

/// A question about two numbers, asked along two rows of `long`s: `y[i] = p(a[i], b[i])`.
///
/// Each input has a step: 1 walks along the row, 0 repeats its first number.
@FunctionalInterface
public interface LongCompare {

  /// Writes `y[yo + i] = p(a[ao + i * as], b[bo + i * bs])` for `0 <= i < n`, with `as` and `bs` 0
  /// or 1.
  void apply(long[] a, int ao, int as, long[] b, int bo, int bs, boolean[] y, int yo, int n);
}
