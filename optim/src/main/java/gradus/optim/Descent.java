package gradus.optim;

import gradus.autograd.Tensor;
import java.util.function.Supplier;

/// A walk down a loss until there is a reason to stop: the loop that every lesson writes, for a
/// loss without batches.
///
/// ```java
/// Tensor theta = Tensor.of(5.0, -3, 2).requiresGrad(true);
/// var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
/// var stopping = Stopping.after(1000).gradientNorm(1e-4);
/// Descent descent = Descent.run(optimizer, () -> theta.square().sum(), stopping);
/// descent.reason(); // GRADIENT_NORM
/// ```
///
/// @param reason why it ended
/// @param steps the number of steps taken
/// @param loss the loss where it ended
/// @param gradientNorm the norm of all gradients together where it ended
public record Descent(Reason reason, int steps, double loss, double gradientNorm) {
  /// Why a descent ended.
  public enum Reason {
    /// All steps were taken.
    STEPS,
    /// A step changed the loss by less than was asked for.
    LOSS_CHANGE,
    /// The gradient was smaller than was asked for.
    GRADIENT_NORM,
    /// The loss or the gradient became infinite or NaN: the learning rate is too large.
    NOT_FINITE
  }

  /// Steps until one of the limits of `stopping` is reached.
  ///
  /// @param loss computes the loss; gradients are cleared and computed here
  public static Descent run(Optimizer<?> optimizer, Supplier<Tensor> loss, Stopping stopping) {
    double before = Double.NaN;
    for (int step = 0; ; step++) {
      double now = optimizer.differentiate(loss).item();
      double norm = StepWatch.gradientNorm(optimizer.parameters());
      Reason reason = reason(stopping, step, before, now, norm);
      if (reason != null) {
        return new Descent(reason, step, now, norm);
      }
      if (optimizer.needsClosure()) {
        optimizer.step(() -> optimizer.differentiate(loss));
      } else {
        optimizer.step();
      }
      before = now;
    }
  }

  private static Reason reason(
      Stopping stopping, int step, double before, double loss, double norm) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      return Reason.NOT_FINITE;
    }
    if (Math.abs(loss - before) < stopping.lossChange()) {
      return Reason.LOSS_CHANGE;
    }
    if (norm < stopping.gradientNorm()) {
      return Reason.GRADIENT_NORM;
    }
    return step >= stopping.steps() ? Reason.STEPS : null;
  }
}
