package gradus.autograd.kernel;

import java.util.Arrays;

/// The optimizers' updates of one row of parameters: one pass, no allocation.
///
/// The options are turned into factors before the loop, so that the loop has no branch and the
/// compiler makes vector instructions of it; an option that is off is a factor 0 or 1. The order of
/// operations is the one that torch documents.
///
/// The rows of a call do not overlap and should start at the same place of their arrays: the
/// compiler needs that too. Rows that do not are copied, stepped and copied back.
public final class FloatSteps {
  private FloatSteps() {}

  /// Gradient descent without momentum: `p -= lr (±g + weightDecay p)`.
  public static void sgd(SgdStep step, float[] p, int po, float[] g, int go, int n) {
    if (go != po) {
      float[] p0 = copy(p, po, n);
      sgd(step, p0, copy(g, go, n), 0, n);
      System.arraycopy(p0, 0, p, po, n);
    } else {
      sgd(step, p, g, po, po + n);
    }
  }

  private static void sgd(SgdStep step, float[] p, float[] g, int from, int to) {
    float sign = step.maximize() ? -1 : 1;
    float decay = (float) step.weightDecay();
    float lr = (float) step.lr();
    for (int i = from; i < to; i++) {
      p[i] -= lr * (sign * g[i] + decay * p[i]);
    }
  }

  /// Gradient descent with momentum: `v = momentum v + (1 - dampening) g`, then `p -= lr v`, or
  /// with nesterov `p -= lr (g + momentum v)`; here `g` is `±g + weightDecay p`.
  ///
  /// The first step sets the velocity `v` to `g`, without dampening; `v` holds zeros before it.
  public static void sgd(
      SgdStep step, boolean first, float[] p, int po, float[] g, int go, float[] v, int vo, int n) {
    if (go != po || vo != po) {
      float[] p0 = copy(p, po, n);
      float[] v0 = copy(v, vo, n);
      sgd(step, first, p0, 0, copy(g, go, n), 0, v0, 0, n);
      System.arraycopy(p0, 0, p, po, n);
      System.arraycopy(v0, 0, v, vo, n);
    } else if (step.nesterov()) {
      nesterov(step, first, p, g, v, po, po + n);
    } else {
      momentum(step, first, p, g, v, po, po + n);
    }
  }

  private static void momentum(
      SgdStep step, boolean first, float[] p, float[] g, float[] v, int from, int to) {
    float sign = step.maximize() ? -1 : 1;
    float decay = (float) step.weightDecay();
    float lr = (float) step.lr();
    float keep = (float) step.momentum();
    float take = first ? 1 : (float) (1 - step.dampening());
    for (int i = from; i < to; i++) {
      float gradient = sign * g[i] + decay * p[i];
      float velocity = keep * v[i] + take * gradient;
      v[i] = velocity;
      p[i] -= lr * velocity;
    }
  }

  private static void nesterov(
      SgdStep step, boolean first, float[] p, float[] g, float[] v, int from, int to) {
    float sign = step.maximize() ? -1 : 1;
    float decay = (float) step.weightDecay();
    float lr = (float) step.lr();
    float keep = (float) step.momentum();
    float take = first ? 1 : (float) (1 - step.dampening());
    for (int i = from; i < to; i++) {
      float gradient = sign * g[i] + decay * p[i];
      float velocity = keep * v[i] + take * gradient;
      v[i] = velocity;
      p[i] -= lr * (gradient + keep * velocity);
    }
  }

  /// Adam and AdamW: `m` and `v` are the running means of the gradient and of its square, `t`
  /// counts the steps from 1.
  ///
  /// ```
  /// p = p (1 - lr weightDecay)      if decoupled, else  g = g + weightDecay p
  /// m = m + (1 - β₁) (g - m)
  /// v = β₂ v + (1 - β₂) g²
  /// p = p - lr / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + eps)
  /// ```
  public static void adam(
      AdamStep step,
      long t,
      float[] p,
      int po,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      int n) {
    if (go != po || mo != po || vo != po) {
      float[] p0 = copy(p, po, n);
      float[] m0 = copy(m, mo, n);
      float[] v0 = copy(v, vo, n);
      adam(step, t, p0, copy(g, go, n), m0, v0, 0, n);
      System.arraycopy(p0, 0, p, po, n);
      System.arraycopy(m0, 0, m, mo, n);
      System.arraycopy(v0, 0, v, vo, n);
    } else {
      adam(step, t, p, g, m, v, po, po + n);
    }
  }

  private static void adam(
      AdamStep step, long t, float[] p, float[] g, float[] m, float[] v, int from, int to) {
    float sign = step.maximize() ? -1 : 1;
    float decay = (float) (step.decoupled() ? 0 : step.weightDecay());
    float shrink = (float) (step.decoupled() ? 1 - step.lr() * step.weightDecay() : 1);
    float take1 = (float) (1 - step.beta1());
    float keep2 = (float) step.beta2();
    float take2 = (float) (1 - step.beta2());
    float eps = (float) step.eps();
    float lr = (float) (step.lr() / (1 - Math.pow(step.beta1(), t)));
    float scale = (float) Math.sqrt(1 - Math.pow(step.beta2(), t));
    for (int i = from; i < to; i++) {
      float gradient = sign * g[i] + decay * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float second = v[i] * keep2 + take2 * gradient * gradient;
      m[i] = first;
      v[i] = second;
      p[i] = p[i] * shrink - lr * first / ((float) Math.sqrt(second) / scale + eps);
    }
  }

  /// [#adam] with the greatest `v` so far, kept in `top`, in place of `v` as the divisor; `top` and
  /// `v` start at the same place.
  public static void amsgrad(
      AdamStep step,
      long t,
      float[] p,
      int po,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      float[] top,
      int vo,
      int n) {
    if (go != po || mo != po || vo != po) {
      float[] p0 = copy(p, po, n);
      float[] m0 = copy(m, mo, n);
      float[] v0 = copy(v, vo, n);
      float[] top0 = copy(top, vo, n);
      amsgrad(step, t, p0, copy(g, go, n), m0, v0, top0, 0, n);
      System.arraycopy(p0, 0, p, po, n);
      System.arraycopy(m0, 0, m, mo, n);
      System.arraycopy(v0, 0, v, vo, n);
      System.arraycopy(top0, 0, top, vo, n);
    } else {
      amsgrad(step, t, p, g, m, v, top, po, po + n);
    }
  }

  private static void amsgrad(
      AdamStep step,
      long t,
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      float[] top,
      int from,
      int to) {
    float sign = step.maximize() ? -1 : 1;
    float decay = (float) (step.decoupled() ? 0 : step.weightDecay());
    float shrink = (float) (step.decoupled() ? 1 - step.lr() * step.weightDecay() : 1);
    float take1 = (float) (1 - step.beta1());
    float keep2 = (float) step.beta2();
    float take2 = (float) (1 - step.beta2());
    float eps = (float) step.eps();
    float lr = (float) (step.lr() / (1 - Math.pow(step.beta1(), t)));
    float scale = (float) Math.sqrt(1 - Math.pow(step.beta2(), t));
    for (int i = from; i < to; i++) {
      float gradient = sign * g[i] + decay * p[i];
      float first = m[i] + (gradient - m[i]) * take1;
      float second = v[i] * keep2 + take2 * gradient * gradient;
      float greatest = Math.max(top[i], second);
      m[i] = first;
      v[i] = second;
      top[i] = greatest;
      p[i] = p[i] * shrink - lr * first / ((float) Math.sqrt(greatest) / scale + eps);
    }
  }

  private static float[] copy(float[] row, int offset, int n) {
    return Arrays.copyOfRange(row, offset, offset + n);
  }
}
