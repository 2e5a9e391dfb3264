package gradus.examples;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
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
  private static final double W = 3;
  private static final double B = 1;
  private static final double LR = 0.1;

  private WorkedExample() {}

  /// What a step saw and where it led.
  record Outcome(double loss, double dw, double db, double w, double b, double lossAfter) {}

  static void main(String[] args) {
    System.exit(Lesson.run(WorkedExample::tell, WorkedExample::page, args));
  }

  private static void tell() {
    Outcome step = step(LR);
    IO.println(
        "loss %.1f, gradients dw = %.1f, db = %.1f".formatted(step.loss(), step.dw(), step.db()));
    IO.println(
        "after one step: w = %.1f, b = %.1f, loss %.1f"
            .formatted(step.w(), step.b(), step.lossAfter()));
  }

  static Outcome step(double lr) {
    Tensor w = Tensor.scalar(W).requiresGrad(true);
    Tensor b = Tensor.scalar(B).requiresGrad(true);
    var optimizer = new SGD(List.of(w, b), SGD.lr(lr));
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

  // ---- pictures ----

  private static Page page() {
    return Page.of("One step, to follow by hand")
        .text(
            "A neuron `a = relu(w x + b)` sees x = 2 and should say 5. With w = 3 and b = 1 it says"
                + " 7: the loss is `(7 − 5)² = 4`, its gradient (8, 4), and a step with the"
                + " learning rate 0.1 goes to `w = 3 − 0.1 · 8 = 2.2`, `b = 1 − 0.1 · 4 = 0.6`.")
        .add(map(), lossesAfter());
  }

  private static Figure map() {
    Outcome step = step(LR);
    Grid losses = Grid.of(place -> loss(place.at(0), place.at(1)), 1, 3.5, -0.5, 2);
    return Figure.of(
            "The loss over w and b",
            Trace.contours(losses),
            Trace.line("loss 0: 2w + b = 5", new double[] {1.5, 2.75}, new double[] {2, -0.5}),
            Trace.path(
                "one step, lr " + LR, new double[] {W, step.w()}, new double[] {B, step.b()}))
        .x("w")
        .y("b")
        .equalScale()
        .caption(
            "One example cannot tell w and b apart: on a whole line the loss is 0. The step goes"
                + " straight to it, at a right angle to the lines of equal loss.");
  }

  private static Figure lossesAfter() {
    return Figure.of(
            "The loss after one step",
            Trace.function("loss", lr -> step(lr).lossAfter(), 0, 0.22),
            Trace.points("lr " + LR, new double[] {LR}, new double[] {step(LR).lossAfter()}))
        .x("learning rate")
        .y("loss")
        .y(-0.4, 6)
        .caption(
            "A step multiplies the error by `1 − 10 lr`. A rate of 0.1 arrives at once, by luck;"
                + " from 0.2 on the loss is no smaller than before.");
  }
}
