package gradus.examples;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/// Lesson: a learning rate that was fine is tripled, the loss shoots up and becomes NaN. What
/// happened?
///
/// In the direction where the loss is most curved, a step multiplies the error by `1 − lr · c`. For
/// the line through 100 points, c is 14.86: the factor is 0.26 at a rate of 0.05 and −1.23 at 0.15.
/// As soon as its size exceeds 1, which is from `2 / c = 0.1345` on, every step makes the error
/// larger. The errors grow until their squares no longer fit into a number: the loss is infinite.
/// Some steps later a difference of two infinities is taken, and that is NaN, which stays.
///
/// To try: the rates 0.134 and 0.135. And why does `FLOAT32` get there so much sooner?
final class Divergence {
  private Divergence() {}

  /// The epochs in which the loss is first infinite, and first NaN.
  record End(int infinite, int nan) {}

  static void main(String[] args) {
    System.exit(Lesson.run(Divergence::tell, Divergence::page, args));
  }

  private static void tell() {
    for (double lr : new double[] {0.05, 0.15}) {
      List<Double> losses = losses(FLOAT64, lr, 200);
      IO.println(
          "lr %.2f: loss %.4f, after 10 epochs %.4f, after 199 %.4g"
              .formatted(lr, losses.getFirst(), losses.get(10), losses.getLast()));
    }
    for (DType dtype : List.of(FLOAT64, FLOAT32)) {
      End end = end(dtype, 0.5);
      IO.println(
          "lr 0.50, %s: infinite at epoch %d, NaN at epoch %d"
              .formatted(dtype, end.infinite(), end.nan()));
    }
  }

  /// The loss before each step.
  static List<Double> losses(DType dtype, double lr, int epochs) {
    Points points = Points.line(dtype);
    Tensor line = Tensor.zeros(dtype, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(lr));
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      optimizer.zeroGrad();
      Tensor loss = points.meanSquaredError(line);
      losses.add(loss.item());
      loss.backward();
      optimizer.step();
    }
    return losses;
  }

  static End end(DType dtype, double lr) {
    List<Double> losses = losses(dtype, lr, 400);
    return new End(losses.indexOf(Double.POSITIVE_INFINITY), losses.indexOf(Double.NaN));
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("Why a loss explodes")
        .text(
            "In the direction where the loss is most curved, a step multiplies the error by"
                + " `1 − lr · c`. For this line c is 14.86, so from a learning rate of 0.1345 on"
                + " that factor is larger than 1 in size.")
        .add(
            Figure.of(
                    "Loss", curve(0.05, 200), curve(0.13, 200), curve(0.14, 200), curve(0.15, 200))
                .x("epoch")
                .y("mean squared error")
                .logY()
                .caption(
                    "Below the limit all rates arrive; above it the loss grows by a factor per"
                        + " step."))
        .heading("As far as numbers reach")
        .text("A rate of 0.5. The line stops where the loss no longer fits into a number.")
        .add(
            Figure.of(
                    "Loss at 0.5",
                    Trace.line("FLOAT64", values(losses(FLOAT64, 0.5, 400))),
                    Trace.line("FLOAT32", values(losses(FLOAT32, 0.5, 400))))
                .x("epoch")
                .y("mean squared error")
                .logY());
  }

  private static Trace curve(double lr, int epochs) {
    return Trace.line("lr " + lr, values(losses(FLOAT64, lr, epochs)));
  }

  private static double[] values(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
