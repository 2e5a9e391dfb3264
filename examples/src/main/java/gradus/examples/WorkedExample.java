package gradus.examples;

import gradus.autograd.Tensor;
import gradus.optim.SGD;
import java.util.List;

/// Lesson: one step, small enough to follow by hand. A single neuron with w = 3 and b = 1 sees x =
/// 2 and should say 5.
///
/// ```
/// z = w x + b = 7      a = relu(z) = 7      loss = (a − 5)² = 4
/// dloss/da = 2 (7 − 5) = 4,  da/dz = 1,  dz/dw = x = 2,  dz/db = 1
/// dloss/dw = 4 · 1 · 2 = 8,  dloss/db = 4 · 1 · 1 = 4
/// w = 3 − 0.1 · 8 = 2.2,     b = 1 − 0.1 · 4 = 0.6
/// z = 2.2 · 2 + 0.6 = 5      loss = 0
/// ```
///
/// That the loss is 0 after one step is luck: a step multiplies the error by `1 − 2 · 0.1 (x² +
/// 1)`, which is 0 for x = 2.
public final class WorkedExample {
  private static final double X = 2;
  private static final double Y = 5;

  private WorkedExample() {}

  /// What a step saw and where it led.
  record Outcome(double loss, double dw, double db, double w, double b, double lossAfter) {}

  static void main() {
    Outcome step = step();
    IO.println(
        "loss %.1f, gradients dw = %.1f, db = %.1f".formatted(step.loss(), step.dw(), step.db()));
    IO.println(
        "after one step: w = %.1f, b = %.1f, loss %.1f"
            .formatted(step.w(), step.b(), step.lossAfter()));
  }

  static Outcome step() {
    Tensor w = Tensor.scalar(3.0).requiresGrad(true);
    Tensor b = Tensor.scalar(1.0).requiresGrad(true);
    var optimizer = new SGD(List.of(w, b), SGD.lr(0.1));
    Tensor loss = loss(w, b);
    loss.backward();
    double dw = w.grad().item();
    double db = b.grad().item();
    optimizer.step();
    return new Outcome(loss.item(), dw, db, w.item(), b.item(), loss(w, b).item());
  }

  private static Tensor loss(Tensor w, Tensor b) {
    Tensor z = w.mul(X).add(b);
    return z.relu().sub(Y).square();
  }
}
