package gradus.autograd.kernel;

/// A function of two rows of booleans.
@FunctionalInterface
public interface BooleanBinary {
  /// Computes `y[yo + i] = f(a[ao + i·as], b[bo + i·bs])` for `n` elements; a step is 0 or 1.
  void apply(boolean[] a, int ao, int as, boolean[] b, int bo, int bs, boolean[] y, int yo, int n);
}
