package gradus.autograd.kernel;

/// The updates of gradient descent and its momentum forms, one pass over a row of parameters.
///
/// All kernels of this kind share a form: the arrays that are written first, the gradient, the
/// range of elements `from` to before `to`, then the numbers of the step, which the optimizer has
/// already turned into factors. An option that is off is a factor 0 or 1, so that the loop has no
/// branch and the compiler makes vector instructions of it. Nothing is allocated.
///
/// `sign` is 1 to go down and −1 to go up; `decay` is the part of the parameter that is added to
/// its gradient: `g` below is `sign g + decay p`.
public final class FloatMomentumSteps {
  private FloatMomentumSteps() {}

  /// Gradient descent: `p -= lr g`.
  public static void descend(
      float[] p, float[] g, int from, int to, double sign, double decay, double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      p[i] -= step * (s * g[i] + d * p[i]);
    }
  }

  /// Momentum: `v = keep v + take g`, then `p -= lr (along v + ahead g)`. The heavy ball has
  /// `along` 1 and `ahead` 0, Nesterov's form `keep` and 1.
  public static void momentum(
      float[] p,
      float[] v,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double keep,
      double take,
      double along,
      double ahead,
      double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float k = (float) keep;
    float a = (float) take;
    float b = (float) along;
    float c = (float) ahead;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float velocity = k * v[i] + a * gradient;
      v[i] = velocity;
      p[i] -= step * (b * velocity + c * gradient);
    }
  }

  /// Averaged descent: `p = shrink p - lr g`, then `average = p - keep (p - average)`.
  public static void averaged(
      float[] p,
      float[] average,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double lr,
      double keep) {
    float s = (float) sign;
    float d = (float) decay;
    float shorter = (float) shrink;
    float step = (float) lr;
    float k = (float) keep;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float moved = p[i] * shorter - step * gradient;
      p[i] = moved;
      average[i] = moved - k * (moved - average[i]);
    }
  }

  /// Steps of one size, in the direction of momentum: `p = shrink p - lr sign(beta1 m + (1 - beta1)
  /// g)`, then `m = beta2 m + (1 - beta2) g`. The sign of 0 is 0.
  public static void lion(
      float[] p,
      float[] m,
      float[] g,
      int from,
      int to,
      double sign,
      double shrink,
      double beta1,
      double beta2,
      double lr) {
    float s = (float) sign;
    float shorter = (float) shrink;
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i];
      float direction = Math.signum(keep1 * m[i] + take1 * gradient);
      m[i] = keep2 * m[i] + take2 * gradient;
      p[i] = p[i] * shorter - step * direction;
    }
  }

  /// Sets to 0 what is nearer to it than any normal number. An average of gradients that have
  /// become 0 fades towards such numbers and stays one for ever, and many processors take a hundred
  /// times as long for each.
  public static void flushSubnormals(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Math.abs(x[i]) < Float.MIN_NORMAL) {
        x[i] = 0;
      }
    }
  }
}
