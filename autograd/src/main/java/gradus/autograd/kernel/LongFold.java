package gradus.autograd.kernel;

/// A function of a row of whole numbers.
@FunctionalInterface
public interface LongFold {
  /// Folds `n` numbers from `x[xo]` on into one.
  long apply(long[] x, int xo, int n);
}
