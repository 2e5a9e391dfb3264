package gradus.autograd.kernel;

/// Softmax and its family, a row at a time, each in as few passes as it takes.
///
/// The greatest number of the row is subtracted before [Math#exp], so nothing overflows. Unless a
/// method says otherwise, its result may be written over its argument.
public final class FloatSoftmax {
  private FloatSoftmax() {}

  /// `y[i] = e^x[i] / Σ e^x[j]`.
  public static void softmax(float[] x, int xo, float[] y, int yo, int n) {
    float sum = FloatRows.ROWS.expOfDifference(x, xo, FloatRows.ROWS.max(x, xo, n), y, yo, n);
    scale(1 / sum, y, yo, n);
  }

  /// `y[i] = x[i] - ln Σ e^x[j]`.
  public static void logSoftmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = FloatRows.ROWS.max(x, xo, n);
    float log = log(FloatRows.ROWS.sumOfExp(x, xo, max, n));
    float[] row = FloatMath.aligned(x, xo, y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      y[i] = row[i] - max - log;
    }
  }

  /// Returns `ln Σ e^x[j]`; a [FloatFold]. An infinite maximum is the result.
  public static float logSumExp(float[] x, int xo, int n) {
    float max = FloatRows.ROWS.max(x, xo, n);
    return Float.isInfinite(max) ? max : max + log(FloatRows.ROWS.sumOfExp(x, xo, max, n));
  }

  /// The derivative of softmax, from its output: `dx[i] = y[i] (g[i] - Σ g[j] y[j])`. `dx` may be
  /// `g`, but not `y`.
  ///
  /// As the `y` add up to 1, the same number may be taken from all `g`. It is the one at the
  /// greatest `y`: where that is nearly 1, its `g` would otherwise all but cancel against the sum,
  /// and what is left would be rounding.
  public static void softmaxBackward(
      float[] g, int go, float[] y, int yo, float[] dx, int dxo, int n) {
    float atGreatest = g[go + greatest(y, yo, n) - yo];
    float[] row = FloatMath.aligned(g, go, dx, dxo, n);
    for (int i = dxo; i < dxo + n; i++) {
      dx[i] = row[i] - atGreatest;
    }
    float mean = FloatRows.ROWS.dot(dx, dxo, y, yo, n);
    for (int i = dxo; i < dxo + n; i++) {
      dx[i] -= mean;
    }
    FloatArithmetic.mul(dx, dxo, 1, y, yo, 1, dx, dxo, n);
  }

  /// Where the first greatest element of `n` ≥ 1 lies; the first of all if none is, for NaN.
  private static int greatest(float[] y, int yo, int n) {
    float max = FloatRows.ROWS.max(y, yo, n);
    for (int i = yo; i < yo + n; i++) {
      if (y[i] == max) {
        return i;
      }
    }
    return yo;
  }

  /// The derivative of log-softmax, from its output: `dx[i] = g[i] - e^y[i] Σ g[j]`. `dx` may be
  /// `y`, but not `g`.
  public static void logSoftmaxBackward(
      float[] g, int go, float[] y, int yo, float[] dx, int dxo, int n) {
    float sum = FloatRows.ROWS.sum(g, go, n);
    FloatRows.ROWS.exp(y, yo, dx, dxo, n);
    scale(-sum, dx, dxo, n);
    FloatArithmetic.add(dx, dxo, 1, g, go, 1, dx, dxo, n);
  }

  /// Returns the cross-entropy `ln Σ e^x[j] - x[target]` and leaves the softmax in `p`, which is
  /// what [#crossEntropyBackward] reads.
  public static float crossEntropy(float[] x, int xo, int target, float[] p, int po, int n) {
    float max = FloatRows.ROWS.max(x, xo, n);
    float wanted = x[xo + target] - max;
    float sum = FloatRows.ROWS.expOfDifference(x, xo, max, p, po, n);
    scale(1 / sum, p, po, n);
    return log(sum) - wanted;
  }

  /// The derivative of [#crossEntropy]: `dx[i] = g (p[i] - [i = target])`.
  public static void crossEntropyBackward(
      float g, float[] p, int po, int target, float[] dx, int dxo, int n) {
    float[] row = FloatMath.aligned(p, po, dx, dxo, n);
    for (int i = dxo; i < dxo + n; i++) {
      dx[i] = g * row[i];
    }
    dx[dxo + target] -= g;
  }

  private static void scale(float factor, float[] y, int yo, int n) {
    for (int i = yo; i < yo + n; i++) {
      y[i] *= factor;
    }
  }

  private static float log(float x) {
    return (float) Math.log(x);
  }
}
