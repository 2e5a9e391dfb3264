package gradus.autograd.kernel;

/// Updates whose steps have a size of their own in every coordinate, in the form that
/// [FloatMomentumSteps] describes.
public final class FloatAdaptiveSteps {
  private FloatAdaptiveSteps() {}

  /// RMSprop: `s = alpha s + (1 - alpha) g²`, then `p -= lr g / (√s + eps)`.
  public static void rmsprop(
      float[] p,
      float[] square,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double alpha,
      double eps,
      double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float keep = (float) alpha;
    float take = (float) (1 - alpha);
    float e = (float) eps;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float mean = keep * square[i] + take * gradient * gradient;
      square[i] = mean;
      p[i] -= step * gradient / ((float) Math.sqrt(mean) + e);
    }
  }

  /// RMSprop with a velocity `v = momentum v + g / (√(s - centered a²) + eps)`, where `a` is the
  /// running mean of the gradient, then `p -= lr v`.
  public static void rmsprop(
      float[] p,
      float[] square,
      float[] average,
      float[] velocity,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double alpha,
      double eps,
      double centered,
      double momentum,
      double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float keep = (float) alpha;
    float take = (float) (1 - alpha);
    float e = (float) eps;
    float c = (float) centered;
    float along = (float) momentum;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float mean = keep * square[i] + take * gradient * gradient;
      float centre = average[i] + (gradient - average[i]) * take;
      float root = (float) Math.sqrt(mean - c * centre * centre) + e;
      float v = along * velocity[i] + gradient / root;
      square[i] = mean;
      average[i] = centre;
      velocity[i] = v;
      p[i] -= step * v;
    }
  }

  /// Adagrad: `sum += g²`, then `p -= lr g / (√sum + eps)`.
  public static void adagrad(
      float[] p,
      float[] sum,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double eps,
      double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float e = (float) eps;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float total = sum[i] + gradient * gradient;
      sum[i] = total;
      p[i] -= step * gradient / ((float) Math.sqrt(total) + e);
    }
  }

  /// Adadelta: `s = rho s + (1 - rho) g²`, `x = √(u + eps) / √(s + eps) g`, `u = rho u + (1 - rho)
  /// x²`, then `p -= lr x`.
  public static void adadelta(
      float[] p,
      float[] square,
      float[] moves,
      float[] g,
      int from,
      int to,
      double sign,
      double decay,
      double rho,
      double eps,
      double lr) {
    float s = (float) sign;
    float d = (float) decay;
    float keep = (float) rho;
    float take = (float) (1 - rho);
    float e = (float) eps;
    float step = (float) lr;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i] + d * p[i];
      float mean = keep * square[i] + take * gradient * gradient;
      float move = (float) Math.sqrt(moves[i] + e) / (float) Math.sqrt(mean + e) * gradient;
      square[i] = mean;
      moves[i] = keep * moves[i] + take * move * move;
      p[i] -= step * move;
    }
  }

  /// Rprop: a step size grows by `up` where the gradient keeps its sign and shrinks by `down` where
  /// it changes it, within `least` and `most`; then `p -= size sign(g)`, where a gradient that
  /// changed its sign counts as 0.
  public static void rprop(
      float[] p,
      float[] previous,
      float[] size,
      float[] g,
      int from,
      int to,
      double sign,
      double down,
      double up,
      double least,
      double most) {
    float s = (float) sign;
    float smaller = (float) down;
    float larger = (float) up;
    float low = (float) least;
    float high = (float) most;
    for (int i = from; i < to; i++) {
      float gradient = s * g[i];
      float agreement = gradient * previous[i];
      float factor = agreement > 0 ? larger : agreement < 0 ? smaller : 1;
      float next = Math.min(Math.max(size[i] * factor, low), high);
      float kept = agreement < 0 ? 0 : gradient;
      size[i] = next;
      previous[i] = kept;
      p[i] -= next * Math.signum(kept);
    }
  }
}
