package gradus.autograd.kernel;

/// The updates of Adam and its kin, in the form that [FloatMomentumSteps] describes. `shrink`
/// multiplies the parameter before it moves: `1 - lr weightDecay` where decay is decoupled,
/// otherwise 1.
public final class FloatAdamSteps {
  private FloatAdamSteps() {}

  /// ```
  /// m = m + (1 - beta1) (g - m)
  /// v = beta2 v + (1 - beta2) g²
  /// p = p shrink - lr m / (√v / scale + eps)
  /// ```
  public static void adam(
      float[] p,
      float[] m,
      float[] v,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double beta1,
      double beta2,
      double lr,
      double scale,
      double eps) {
    float s = (float) sign;
    float d = (float) decay;
    float shorter = (float) shrink;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float step = (float) lr;
    float divisor = (float) scale;
    float e = (float) eps;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float second = v[i] * keep2 + take2 * gradient * gradient;
      m[i] = first;
      v[i] = second;
      p[i] = p[i] * shorter - step * first / ((float) Math.sqrt(second) / divisor + e);
    }
  }

  /// [#adam] with the greatest `v` so far, kept in `top`, in place of `v` as the divisor.
  public static void amsgrad(
      float[] p,
      float[] m,
      float[] v,
      float[] top,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double beta1,
      double beta2,
      double lr,
      double scale,
      double eps) {
    float s = (float) sign;
    float d = (float) decay;
    float shorter = (float) shrink;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float step = (float) lr;
    float divisor = (float) scale;
    float e = (float) eps;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float second = v[i] * keep2 + take2 * gradient * gradient;
      float greatest = Math.max(top[i], second);
      m[i] = first;
      v[i] = second;
      top[i] = greatest;
      p[i] = p[i] * shorter - step * first / ((float) Math.sqrt(greatest) / divisor + e);
    }
  }

  /// [#adam] with Nesterov's look ahead: `p = p shrink - (lrGradient g + lrMoment m) / (√v / scale
  /// + eps)`.
  public static void nadam(
      float[] p,
      float[] m,
      float[] v,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double beta1,
      double beta2,
      double lrGradient,
      double lrMoment,
      double scale,
      double eps) {
    float s = (float) sign;
    float d = (float) decay;
    float shorter = (float) shrink;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float stepGradient = (float) lrGradient;
    float stepMoment = (float) lrMoment;
    float divisor = (float) scale;
    float e = (float) eps;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float second = v[i] * keep2 + take2 * gradient * gradient;
      float root = (float) Math.sqrt(second) / divisor + e;
      m[i] = first;
      v[i] = second;
      p[i] = p[i] * shorter - stepGradient * gradient / root - stepMoment * first / root;
    }
  }

  /// Adam with the greatest decayed gradient as the divisor: `u = max(beta2 u, |g| + eps)`, then `p
  /// -= lr m / u`.
  public static void adamax(
      float[] p,
      float[] m,
      float[] u,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double beta1,
      double beta2,
      double lr,
      double eps) {
    float s = (float) sign;
    float d = (float) decay;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float step = (float) lr;
    float e = (float) eps;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float greatest = Math.max(u[i] * keep2, Math.abs(gradient) + e);
      m[i] = first;
      u[i] = greatest;
      p[i] -= step * first / greatest;
    }
  }
}
