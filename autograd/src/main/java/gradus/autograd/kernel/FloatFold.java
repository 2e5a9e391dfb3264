package gradus.autograd.kernel;

/// A function that makes one number of a row: `f(x[0], …, x[n - 1])`.
@FunctionalInterface
public interface FloatFold {

  /// Returns the value of the row of `n` numbers that starts at `x[xo]`.
  float apply(float[] x, int xo, int n);
}
