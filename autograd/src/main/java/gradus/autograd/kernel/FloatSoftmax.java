package gradus.autograd.kernel;

/// Softmax and its family, a row at a time, each in as few passes as it takes.
///
/// The greatest number of the row is subtracted before [Math#exp], so nothing overflows. Unless a
/// method says otherwise, its result may be written over its argument.
public final class FloatSoftmax {
  /// Rows from here on are worth a call of their own to [FloatRows].
  private static final int LONG = 256;

  private FloatSoftmax() {}

  /// `y[i] = e^x[i] / Σ e^x[j]`.
  public static void softmax(float[] x, int xo, float[] y, int yo, int n) {
    float sum = FloatRows.ROWS.expOfDifference(x, xo, FloatRows.ROWS.max(x, xo, n), y, yo, n);
    scale(1 / sum, y, yo, n);
  }

  /// [#softmax] of `rows` rows, one after the other. Short ones go to [FloatRows#exp] together.
  public static void softmax(float[] x, int xo, float[] y, int yo, int rows, int n) {
    if (n >= LONG) {
      for (int r = 0; r < rows; r++) {
        softmax(x, xo + r * n, y, yo + r * n, n);
      }
      return;
    }
    for (int at = 0; at < rows * n; at += n) {
      subtract(FloatRows.ROWS.max(x, xo + at, n), x, xo + at, y, yo + at, n);
    }
    FloatRows.ROWS.exp(y, yo, y, yo, rows * n);
    for (int at = yo; at < yo + rows * n; at += n) {
      scale(1 / FloatRows.ROWS.sum(y, at, n), y, at, n);
    }
  }

  private static void subtract(float number, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - number;
    }
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

  /// [#crossEntropy] of rows one after the other, whose `losses` begin at 0: 0 for a row whose
  /// target is `ignored`. Short ones go to [FloatRows#exp] together.
  public static void crossEntropy(
      float[] x, int xo, long[] targets, long ignored, float[] p, float[] losses, int n) {
    int rows = targets.length;
    if (n >= LONG) {
      for (int r = 0; r < rows; r++) {
        boolean counts = targets[r] != ignored;
        losses[r] = counts ? crossEntropy(x, xo + r * n, (int) targets[r], p, r * n, n) : 0;
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      int at = r * n;
      subtract(FloatRows.ROWS.max(x, xo + at, n), x, xo + at, p, at, n);
      losses[r] = targets[r] == ignored ? 0 : p[at + (int) targets[r]];
    }
    FloatRows.ROWS.exp(p, 0, p, 0, rows * n);
    for (int r = 0; r < rows; r++) {
      float sum = FloatRows.ROWS.sum(p, r * n, n);
      scale(1 / sum, p, r * n, n);
      losses[r] = targets[r] == ignored ? 0 : log(sum) - losses[r];
    }
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
