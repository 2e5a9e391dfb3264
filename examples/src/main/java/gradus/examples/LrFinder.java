package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.optim.LearningRateFinder;
import gradus.optim.LearningRateFinder.Report;
import gradus.optim.SGD;
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

  static void main() {
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
}
