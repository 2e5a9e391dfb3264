package gradus.optim.lab;

import gradus.autograd.Tensor;
import java.util.List;

/// How one contestant came down from one start.
///
/// @param contestant its name
/// @param start the number of the start
/// @param course the value after each step
/// @param within the first sample of the course that came within the tolerance of the minimum; null
///   if none did, or if the minimum is not known
/// @param diverged whether the value ended infinite, NaN, or far above where it began
/// @param end where it ended
public record Run(
    String contestant,
    int start,
    List<Sample> course,
    Sample within,
    boolean diverged,
    Tensor end) {
  /// The value after a step.
  ///
  /// @param step the number of steps so far; 0 at the start
  /// @param evaluations the number of evaluations of the loss so far
  /// @param value the value there
  public record Sample(int step, int evaluations, double value) {}

  /// The last sample.
  public Sample last() {
    return course.getLast();
  }

  /// The value at the end.
  public double reached() {
    return last().value();
  }

  /// The least value on the way; NaN samples do not count.
  public double best() {
    double best = Double.POSITIVE_INFINITY;
    for (Sample sample : course) {
      best = sample.value() < best ? sample.value() : best;
    }
    return best;
  }
}
