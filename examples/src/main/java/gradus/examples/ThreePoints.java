package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Lesson: fitting a line by hand, to follow with pencil and paper. Three points, (1, 2), (2, 4),
/// (3, 6), the loss `1/2n Σ error²` with `error = prediction − y`, the learning rate 0.1, and a
/// line that starts at w = b = 0.
///
/// ```
/// step 1: predictions 0, 0, 0           errors −2, −4, −6
///         dw = (−2·1 − 4·2 − 6·3) / 3 = −9.333    db = (−2 − 4 − 6) / 3 = −4
///         w = 0.933                     b = 0.4
/// step 2: predictions 1.333, 2.267, 3.2 errors −0.667, −1.733, −2.8
///         dw = −4.178                   db = −1.733
///         w = 1.351                     b = 0.573
/// ```
///
/// The sign of the error must be that of the loss's own formula: with `y − prediction` in step 2,
/// the step would go uphill, from a loss of 1.88 to 4.27.
///
/// To try: a rate of 10. And 0.00001: how many steps until the line is right?
final class ThreePoints {
  private ThreePoints() {}

  /// A step: what it saw, and where it led.
  record Step(double[] errors, double loss, double dw, double db, double w, double b) {}

  static void main(String[] args) {
    System.exit(Lesson.run(ThreePoints::tell, ThreePoints::page, args));
  }

  private static void tell() {
    List<Step> steps = fit(0.1, 1000);
    for (int n = 1; n <= 5; n++) {
      Step step = steps.get(n - 1);
      double[] e = step.errors();
      IO.println("step %d: errors %.4f, %.4f, %.4f".formatted(n, e[0], e[1], e[2]));
      IO.println(
          "        loss %.4f, dw = %.4f, db = %.4f, then w = %.4f, b = %.4f"
              .formatted(step.loss(), step.dw(), step.db(), step.w(), step.b()));
    }
    Step end = steps.getLast();
    IO.println("step 1000: w = %.8f, b = %.8f, loss %.3g".formatted(end.w(), end.b(), end.loss()));
    IO.println("with a rate of 10, the losses are");
    losses(fit(10, 6)).forEach(loss -> IO.println("        %.6g".formatted(loss)));
    Step slow = fit(1e-5, 100_000).getLast();
    IO.println("with 0.00001, step 100,000: w = %.4f, b = %.4f".formatted(slow.w(), slow.b()));
  }

  static List<Step> fit(double lr, int count) {
    Points points = Points.three();
    Tensor line = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(lr));
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      optimizer.zeroGrad();
      double[] errors = points.predict(line).sub(points.y()).toDoubleArray();
      Tensor loss = points.halfMeanSquaredError(line);
      loss.backward();
      double[] slope = line.grad().toDoubleArray();
      optimizer.step();
      double[] after = line.toDoubleArray();
      steps.add(new Step(errors, loss.item(), slope[0], slope[1], after[0], after[1]));
    }
    return steps;
  }

  /// The loss before each step.
  static List<Double> losses(List<Step> steps) {
    return steps.stream().map(Step::loss).toList();
  }

  // ---- pictures ----

  private static Page page() {
    List<Step> steps = fit(0.1, 60);
    double[] w = each(steps, Step::w);
    double[] b = each(steps, Step::b);
    Table table =
        Table.of("loss before", "%.4f", each(steps, Step::loss))
            .column("dw", "%.4f", each(steps, Step::dw))
            .column("db", "%.4f", each(steps, Step::db))
            .column("w", "%.4f", w)
            .column("b", "%.4f", b);
    Grid bowl = Grid.of(Points.three()::halfMeanSquaredError, 0, 3, -1, 2);
    return Page.of("Three points, with pencil and paper")
        .text(
            "The loss of a line over its two parameters is a bowl, here a long one: the first step"
                + " goes down its steep side, and all others creep along the bottom to (2, 0).")
        .add(
            Scrubber.of(
                table,
                Figure.of(
                        "The bowl from above", Trace.logContours(bowl), Trace.path("descent", w, b))
                    .x("w")
                    .y("b")))
        .add(Figure.line("loss", each(steps, Step::loss)).x("step").logY());
  }

  private static double[] each(List<Step> steps, ToDoubleFunction<Step> what) {
    return steps.stream().mapToDouble(what).toArray();
  }
}
