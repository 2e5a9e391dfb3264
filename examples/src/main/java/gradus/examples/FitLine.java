package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Lesson: a model with two parameters. 100 points were made near the line `y = 2x + 3`; the
/// prediction `w x + b` starts at `w = b = 0` and goes down the mean squared error for 200 epochs.
///
/// It ends at w = 2.0104, b = 2.9268: the slope is found soon, while the offset, in whose direction
/// the bowl is seven times flatter, is still on its way to 2.9805.
public final class FitLine {
  private static final double LR = 0.01;
  private static final int EPOCHS = 200;
  private static final int REPORT_EVERY = 40;

  private FitLine() {}

  /// Where an epoch began.
  ///
  /// @param loss the mean squared error there
  record Step(double loss, double w, double b) {}

  static void main(String[] args) {
    System.exit(Lesson.run(FitLine::tell, FitLine::page, args));
  }

  private static void tell() {
    List<Step> steps = fit(DType.FLOAT64);
    for (int epoch = 0; epoch < EPOCHS; epoch += REPORT_EVERY) {
      Step after = steps.get(epoch + 1);
      IO.println(
          "Epoch %4d: loss=%.4f, w=%.4f, b=%.4f"
              .formatted(epoch, steps.get(epoch).loss(), after.w(), after.b()));
    }
    IO.println("w = %.4f, b = %.4f".formatted(steps.getLast().w(), steps.getLast().b()));
  }

  /// Fits the line and gives the start of every epoch, and the end.
  static List<Step> fit(DType dtype) {
    double[][] points = BundledData.csv("line.csv");
    Tensor x = column(points, 0).to(dtype);
    Tensor y = column(points, 1).to(dtype);
    Tensor w = Tensor.zeros(dtype).requiresGrad(true);
    Tensor b = Tensor.zeros(dtype).requiresGrad(true);
    var optimizer = new SGD(List.of(w, b), SGD.lr(LR));

    List<Step> steps = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      optimizer.zeroGrad();
      Tensor loss = Losses.mseLoss(x.mul(w).add(b), y);
      steps.add(new Step(loss.item(), w.item(), b.item()));
      loss.backward();
      optimizer.step();
    }
    double end = Losses.mseLoss(x.mul(w).add(b), y).item();
    steps.add(new Step(end, w.item(), b.item()));
    return steps;
  }

  private static Tensor column(double[][] rows, int index) {
    return Tensor.of(DType.FLOAT64, rows).select(1, index);
  }

  // ---- pictures ----

  private static Page page() {
    List<Step> steps = fit(DType.FLOAT64);
    double[] loss = each(steps, Step::loss);
    double[] w = each(steps, Step::w);
    double[] b = each(steps, Step::b);
    Table table = Table.of("w", "%.4f", w).column("b", "%.4f", b).column("loss", "%.4f", loss);
    return Page.of("Fitting a line")
        .text(
            "100 points near `y = 2x + 3`, and a line `w x + b` that begins flat. Every epoch it"
                + " goes a step down the mean squared error. Move the slider: the slope is found"
                + " soon, the offset slowly.")
        .add(
            Scrubber.of(
                    table,
                    points(w, b),
                    Figure.of("Loss", Trace.line("loss", loss), Trace.now("now", epochs(), loss))
                        .x("epoch")
                        .y("mean squared error")
                        .logY())
                .name("epoch"))
        .heading("The two parameters")
        .add(
            Figure.of(
                    "Parameters",
                    Trace.line("w", w),
                    Trace.line("b", b),
                    Trace.line("true w", filled(2)),
                    Trace.line("true b", filled(3)))
                .x("epoch")
                .y("value")
                .caption("After 200 epochs the offset is at 2.9268, still on its way to 2.9805."));
  }

  /// The points, and the line of each epoch.
  private static Figure points(double[] w, double[] b) {
    double[] ends = {-5, 5};
    double[][] x = new double[w.length][];
    double[][] y = new double[w.length][];
    for (int epoch = 0; epoch < w.length; epoch++) {
      x[epoch] = ends;
      y[epoch] = new double[] {w[epoch] * ends[0] + b[epoch], w[epoch] * ends[1] + b[epoch]};
    }
    Points points = Points.line(DType.FLOAT64);
    return Figure.of(
            "The line",
            Trace.points("points", points.x().toDoubleArray(), points.y().toDoubleArray()),
            Trace.frames("w x + b", x, y))
        .x("x")
        .y("y");
  }

  private static double[] each(List<Step> steps, ToDoubleFunction<Step> what) {
    return steps.stream().mapToDouble(what).toArray();
  }

  private static double[] epochs() {
    return Tensor.arange(EPOCHS + 1.0).toDoubleArray();
  }

  private static double[] filled(double value) {
    return Tensor.full(value, EPOCHS + 1).toDoubleArray();
  }
}
