package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.LearningRateFinder;
import gradus.optim.LearningRateFinder.Report;
import gradus.optim.SGD;
import java.util.Arrays;
import java.util.List;

/// Lesson: finding a learning rate. The plain way: train a little with each of 0.00001, 0.0001, …,
/// 1 and take the largest with which the loss still falls well; for the line, 0.1 is best and 1
/// explodes.
///
/// The quick way trains once, and raises the rate at every step. The loss hardly falls at first,
/// then falls, then explodes; the rate at which it fell fastest is a good one. Afterwards the
/// parameters are put back to where they were.
///
/// To try: the quick way from 0.05 on. Why does the answer depend on where the sweep begins?
final class LrFinder {
  private static final double[] RATES = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1};

  private LrFinder() {}

  static void main(String[] args) {
    System.exit(Lesson.run(LrFinder::tell, LrFinder::page, args));
  }

  private static void tell() {
    for (double lr : RATES) {
      IO.println("lr %7.5f: loss after 100 steps %.6g".formatted(lr, lossAfter100(lr)));
    }
    Report report = sweep();
    for (int i = 0; i < report.points().size(); i += 10) {
      var point = report.points().get(i);
      IO.println("at rate %.6f the loss is %.4f".formatted(point.lr(), point.loss()));
    }
    IO.println(report);
  }

  static double lossAfter100(double lr) {
    return Path.descend(
            Points.line(FLOAT64)::meanSquaredError, x -> new SGD(x, SGD.lr(lr)), 100, 0, 0)
        .end()
        .f();
  }

  static Report sweep() {
    Points points = Points.line(FLOAT64);
    Tensor line = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(1));
    return LearningRateFinder.run(optimizer, () -> points.meanSquaredError(line), 1e-5, 1, 100);
  }

  // ---- pictures ----

  private static Page page() {
    Report report = sweep();
    double[] rates = report.points().stream().mapToDouble(point -> point.lr()).toArray();
    double[] losses = report.points().stream().mapToDouble(point -> point.loss()).toArray();
    double[] plain = new double[RATES.length - 1];
    Arrays.setAll(plain, i -> lossAfter100(RATES[i]));
    return Page.of("Finding a learning rate")
        .text(
            "Both pictures have the learning rate below and the loss above it, by factors of ten.")
        .add(
            Figure.of(
                    "The plain way",
                    Trace.line("loss after 100 steps", Arrays.copyOf(RATES, plain.length), plain))
                .x("learning rate")
                .y("mean squared error")
                .logX()
                .logY()
                .caption("One training per rate. With 1, which is left out, the loss explodes."),
            Figure.of("The quick way", Trace.line("loss", rates, losses))
                .x("learning rate")
                .y("mean squared error")
                .logX()
                .logY()
                .caption(
                    "One training in all, with a rate that grows. It fell fastest at %.4f."
                        .formatted(report.suggestion())));
  }
}
