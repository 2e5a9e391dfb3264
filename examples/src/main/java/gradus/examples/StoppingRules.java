package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Descent;
import gradus.optim.SGD;
import gradus.optim.Stopping;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lesson: when to stop. After so many steps; when a step hardly changes the loss; when the
/// gradient is almost 0.
///
/// None of them proves that the minimum was found. With a learning rate of 0.0000001 the first step
/// hardly changes the loss, since it hardly moves: the second rule stops after one step, at a loss
/// of 39.5. And the gradient is 0 on hilltops and saddles too.
///
/// To try: how much closer to the minimum does the third rule come, and what does it cost?
final class StoppingRules {
  private StoppingRules() {}

  /// Where a descent stopped, and the descent.
  record Stop(double[] place, Descent descent) {}

  static void main(String[] args) {
    System.exit(Lesson.run(StoppingRules::tell, StoppingRules::page, args));
  }

  private static void tell() {
    Points points = Points.line(FLOAT64);
    Stopping change = Stopping.after(10_000).lossChange(1e-4);
    Stopping gradient = Stopping.after(10_000).gradientNorm(1e-4);
    report("x² from 5, lr 0.1, loss change", descend(Tensor::square, 0.1, change, 5));
    report("x² from 5, lr 0.1, gradient", descend(Tensor::square, 0.1, gradient, 5));
    report("line, lr 0.01, 1000 steps", line(points, 0.01, Stopping.after(1000)));
    report("line, lr 0.01, loss change", line(points, 0.01, change));
    report("line, lr 0.01, gradient", line(points, 0.01, gradient));
    report("line, lr 0.0000001, loss change", line(points, 1e-7, change));
  }

  private static void report(String name, Stop stop) {
    Descent descent = stop.descent();
    IO.println(
        "%-32s %5d steps, loss %.6f, gradient %.6f (%s)"
            .formatted(
                name, descent.steps(), descent.loss(), descent.gradientNorm(), descent.reason()));
  }

  static Stop line(Points points, double lr, Stopping stopping) {
    return descend(points::meanSquaredError, lr, stopping, 0, 0);
  }

  static Stop descend(UnaryOperator<Tensor> f, double lr, Stopping stopping, double... start) {
    Tensor x = Tensor.of(FLOAT64, start).requiresGrad(true);
    Descent descent = Descent.run(new SGD(List.of(x), SGD.lr(lr)), () -> f.apply(x), stopping);
    return new Stop(x.toDoubleArray(), descent);
  }

  // ---- pictures ----

  private static Page page() {
    Points points = Points.line(FLOAT64);
    Path path = Path.descend(points::meanSquaredError, x -> new SGD(x, SGD.lr(0.01)), 1000, 0, 0);
    Stop change = line(points, 0.01, Stopping.after(10_000).lossChange(1e-4));
    Stop gradient = line(points, 0.01, Stopping.after(10_000).gradientNorm(1e-4));
    double best =
        points.meanSquaredError(Tensor.of(FLOAT64, Conditioning.closedForm(points))).item();
    double[] above = path.heights();
    Arrays.setAll(above, step -> above[step] - best);
    return Page.of("When to stop")
        .text(
            "How far the loss of the line is above the lowest there is, and where two rules stop.")
        .add(
            Figure.of(
                    "Above the lowest loss",
                    Trace.line("loss − lowest", above),
                    at("loss change", change, best),
                    at("gradient", gradient, best))
                .x("step")
                .y("loss − lowest loss")
                .logY()
                .y(1e-12, 100)
                .caption(
                    "The rule of the loss stops while there is still some way to go; that of the"
                        + " gradient goes on for 342 steps more, and comes far closer."));
  }

  private static Trace at(String name, Stop stop, double best) {
    Descent descent = stop.descent();
    return Trace.points(name, new double[] {descent.steps()}, new double[] {descent.loss() - best});
  }
}
