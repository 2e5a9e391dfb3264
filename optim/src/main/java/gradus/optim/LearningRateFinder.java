package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Finds a learning rate by raising it from step to step, from much too small to much too large,
/// while the loss is watched: it hardly falls, then falls, then explodes. The suggestion is the
/// rate at which it fell fastest.
///
/// ```java
/// var report = LearningRateFinder.run(optimizer, () -> loss(nextBatch()), 1e-5, 1, 100);
/// optimizer.groups().getFirst().lr(report.suggestion());
/// ```
///
/// Parameters and optimizer are afterwards as before. L. Smith, *Cyclical learning rates for
/// training neural networks*, 2017 (arXiv:1506.01186), section 3.3.
public final class LearningRateFinder {
  /// How much of the smoothed loss is kept from step to step.
  private static final double SMOOTHING = 0.9;

  /// The sweep ends when the smoothed loss has risen from its least by this many times its fall.
  private static final double EXPLODED = 4;

  private LearningRateFinder() {}

  /// A step of the sweep.
  ///
  /// @param lr the learning rate of the step
  /// @param loss the loss before the step
  /// @param smoothed the running mean of the losses
  public record Point(double lr, double loss, double smoothed) {}

  /// What the sweep found.
  ///
  /// @param points the steps, at rising rates
  /// @param suggestion the rate at which the smoothed loss fell fastest, per factor of the rate
  /// @param lowest the rate at which the smoothed loss was least
  public record Report(List<Point> points, double suggestion, double lowest) {
    /// The points as comma-separated values, with a line of names.
    public String csv() {
      StringBuilder text = new StringBuilder("lr,loss,smoothed\n");
      points.forEach(p ->
          text.append(p.lr).append(',').append(p.loss).append(',').append(p.smoothed).append('\n'));
      return text.toString();
    }

    /// The two rates in words.
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "suggested learning rate %.3g (loss lowest at %.3g, %d steps)",
          suggestion,
          lowest,
          points.size());
    }
  }

  /// Sweeps from `least` to `most` in equal factors. The rates of all groups are set to the same.
  ///
  /// @param loss computes the loss of the next batch; gradients are cleared and computed here
  /// @param least the first rate, above 0
  /// @param most the last rate, above the first
  /// @param steps the number of steps, at least 3
  /// @throws IllegalArgumentException if a number is out of range
  /// @throws IllegalStateException if the loss did not fall at any rate
  public static Report run(
      Optimizer<?> optimizer, Supplier<Tensor> loss, double least, double most, int steps) {
    new Check("LearningRateFinder")
        .positive("least", least)
        .require(most > least, "most", most, "must be above least = " + least)
        .require(steps >= 3, "steps", steps, "must be 3 or more");
    StateDict state = optimizer.stateDict().copy();
    List<Tensor> places = optimizer.parameters().stream().map(p -> p.detach().clone()).toList();
    try {
      return report(sweep(optimizer, loss, least, most, steps));
    } finally {
      optimizer.loadStateDict(state);
      optimizer.zeroGrad();
      noGrad(() -> putBack(optimizer.parameters(), places));
    }
  }

  private static void putBack(List<Tensor> parameters, List<Tensor> places) {
    for (int i = 0; i < places.size(); i++) {
      parameters.get(i).copy_(places.get(i));
    }
  }

  private static List<Point> sweep(
      Optimizer<?> optimizer, Supplier<Tensor> loss, double least, double most, int steps) {
    List<Point> points = new ArrayList<>();
    double mean = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps; i++) {
      double lr = least * Math.pow(most / least, (double) i / (steps - 1));
      double now = step(optimizer, loss, lr);
      mean = SMOOTHING * mean + (1 - SMOOTHING) * now;
      double smoothed = mean / (1 - Math.pow(SMOOTHING, i + 1));
      lowest = Math.min(lowest, smoothed);
      if (!Double.isFinite(smoothed) || hasExploded(points, lowest, smoothed)) {
        break;
      }
      points.add(new Point(lr, now, smoothed));
    }
    return points;
  }

  private static double step(Optimizer<?> optimizer, Supplier<Tensor> loss, double lr) {
    optimizer.groups().forEach(group -> group.lr(lr));
    return optimizer.step(() -> optimizer.differentiate(loss)).item();
  }

  private static boolean hasExploded(List<Point> points, double lowest, double smoothed) {
    double fall = points.isEmpty() ? 0 : points.getFirst().smoothed() - lowest;
    return fall > 0 && smoothed - lowest > EXPLODED * fall;
  }

  private static Report report(List<Point> points) {
    int lowest = 0;
    int steepest = 0;
    for (int i = 1; i < points.size(); i++) {
      lowest = points.get(i).smoothed() < points.get(lowest).smoothed() ? i : lowest;
      steepest = fallAt(points, i) > fallAt(points, steepest) ? i : steepest;
    }
    if (fallAt(points, steepest) <= 0) {
      throw new IllegalStateException(
          "LearningRateFinder: the loss did not fall in %d steps; begin with a smaller learning rate"
              .formatted(points.size() + 1));
    }
    return new Report(List.copyOf(points), points.get(steepest).lr(), points.get(lowest).lr());
  }

  /// How much the loss falls around a step. The rates are equal factors apart, so that differences
  /// compare as slopes do.
  private static double fallAt(List<Point> points, int i) {
    boolean isInside = i > 0 && i < points.size() - 1;
    return isInside ? points.get(i - 1).smoothed() - points.get(i + 1).smoothed() : 0;
  }
}
