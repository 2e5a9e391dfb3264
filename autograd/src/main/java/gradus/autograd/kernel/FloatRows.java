package gradus.autograd.kernel;

/// The few functions of a row for which the Vector API pays: those that [Math] computes slowly;
/// sums, which the compiler may not reorder by itself; choices, for which it branches; and
/// arithmetic on rows that start at different places of their arrays, where the compiler cannot
/// rule out that they overlap.
///
/// [#ROWS] is the implementation that this process uses; the other is there for machines without
/// the module and for tests. The two agree to the last bits, not in the last bits.
///
/// A function from row to row may write its result over its argument.
public interface FloatRows {

  /// The implementation that this process uses, chosen once.
  FloatRows ROWS = Provider.VECTOR ? new FloatVectorRows() : new FloatPlainRows();

  /// `y = eˣ`.
  void exp(float[] x, int xo, float[] y, int yo, int n);

  /// `y = eˣ - 1`.
  void expm1(float[] x, int xo, float[] y, int yo, int n);

  /// `y = ln x`.
  void log(float[] x, int xo, float[] y, int yo, int n);

  /// `y = ln(1 + x)`.
  void log1p(float[] x, int xo, float[] y, int yo, int n);

  /// `y = sin x`.
  void sin(float[] x, int xo, float[] y, int yo, int n);

  /// `y = cos x`.
  void cos(float[] x, int xo, float[] y, int yo, int n);

  /// `y = tanh x`.
  void tanh(float[] x, int xo, float[] y, int yo, int n);

  /// `y = 1 / (1 + e⁻ˣ)`; what would be subnormal may be 0.
  void sigmoid(float[] x, int xo, float[] y, int yo, int n);

  /// `y = x / (1 + e⁻ˣ)`; 0 where the exponential overflows.
  void silu(float[] x, int xo, float[] y, int yo, int n);

  /// `y = ln(1 + eˣ)`.
  void softplus(float[] x, int xo, float[] y, int yo, int n);

  /// `y = x Φ(x)`, Φ the distribution function of the normal distribution.
  void gelu(float[] x, int xo, float[] y, int yo, int n);

  /// `y = a + b`.
  void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y = a - b`.
  void sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y = a b`.
  void mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y = a / b`.
  void div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// The greater of the two; NaN if one is NaN.
  void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// The smaller of the two; NaN if one is NaN.
  void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y = a` where `condition` is true, `b` elsewhere.
  void where(
      boolean[] condition, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y = (a == b)`; NaN equals nothing.
  void eq(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n);

  /// `y = (a != b)`; NaN differs from everything.
  void ne(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n);

  /// `y = (a < b)`; false for NaN.
  void lt(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n);

  /// `y = (a <= b)`; false for NaN.
  void le(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n);

  /// `y += factor x`, the product rounded before it is added.
  void axpy(float factor, float[] x, int xo, float[] y, int yo, int n);

  /// Adds `rows` rows of `x`, which follow one another, to `y`, in their order.
  void addRows(int rows, float[] x, int xo, float[] y, int yo, int n);

  /// Writes `y[i] = e^(x[i] - shift)` and returns the sum of `y`: the heart of softmax.
  float expOfDifference(float[] x, int xo, float shift, float[] y, int yo, int n);

  /// Returns the sum of `e^(x[i] - shift)`.
  float sumOfExp(float[] x, int xo, float shift, int n);

  /// Returns the sum of the row, 0 if it is empty.
  float sum(float[] x, int xo, int n);

  /// Returns `Σ x[i]²`.
  float sumOfSquares(float[] x, int xo, int n);

  /// Returns `Σ (x[i] - mean)²`.
  float sumOfSquaredDifferences(float[] x, int xo, float mean, int n);

  /// Returns `Σ l[i] r[i]`.
  float dot(float[] l, int lo, float[] r, int ro, int n);

  /// Returns the greatest number of the row: NaN if there is one, -∞ if the row is empty.
  float max(float[] x, int xo, int n);

  /// Returns the smallest number of the row: NaN if there is one, ∞ if the row is empty.
  float min(float[] x, int xo, int n);
}
