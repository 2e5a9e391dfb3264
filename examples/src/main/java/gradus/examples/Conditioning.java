package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.List;

/// Lesson: why some problems descend slowly, and a remedy. The loss of a line is a bowl over w and
/// b, and the bowl is longer than wide: for three points at x = 1, 2, 3 it is curved 46 times more
/// in one direction than in the other. The steep direction forbids long steps, the flat one needs
/// them.
///
/// If x is moved and stretched so that its mean is 0 and its standard deviation 1, the bowl is
/// round: 46 becomes 1. With the learning rate that is right for it, a single step lands in the
/// middle.
///
/// A line has a closed form too: where the gradient is 0, `XᵀX θ = Xᵀy`, two linear equations. So
/// why descend at all? Since almost nothing but a line has one.
///
/// To try: add 100 to every x. What happens to the condition, and what does standardizing do?
final class Conditioning {
  private Conditioning() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Conditioning::tell, Conditioning::page, args));
  }

  private static void tell() {
    for (Points points : List.of(Points.three(), Points.line(FLOAT64))) {
      Curvature raw = curvature(points);
      Curvature round = curvature(standardized(points));
      IO.println("%d points".formatted(points.x().numel()));
      IO.println(
          "  curvatures %.4f and %.4f, condition %.3f, largest learning rate %.4f"
              .formatted(raw.least(), raw.most(), raw.condition(), raw.rateLimit()));
      IO.println("  standardized: condition %.3f".formatted(round.condition()));
      double[] best = closedForm(points);
      IO.println("  closed form: w = %.6f, b = %.6f".formatted(best[0], best[1]));
      double[] step = oneStep(standardized(points));
      double[] bestThere = closedForm(standardized(points));
      IO.println(
          "  one step of 1 when standardized: w = %.6f, b = %.6f; best w = %.6f, b = %.6f"
              .formatted(step[0], step[1], bestThere[0], bestThere[1]));
    }
    double flattest = halfCurvature(Points.three()).least();
    for (double lr : new double[] {0.1, 1e-5}) {
      IO.println(
          "three points, lr %s: %,.0f steps until 1 %% of the slow error is left"
              .formatted(lr, stepsUntil(0.01, lr, flattest)));
    }
  }

  /// The curvatures of the mean squared error, which are the same everywhere.
  static Curvature curvature(Points points) {
    return Curvature.at(points::meanSquaredError, Tensor.zeros(FLOAT64, 2));
  }

  static Curvature halfCurvature(Points points) {
    return Curvature.at(points::halfMeanSquaredError, Tensor.zeros(FLOAT64, 2));
  }

  /// The same points with an x of mean 0 and standard deviation 1, all points counted.
  static Points standardized(Points points) {
    Tensor x = points.x();
    double std = x.std(new int[0], 0, false).item();
    return new Points(x.sub(x.mean()).div(std), points.y());
  }

  /// The best line, by solving `XᵀX θ = Xᵀy`.
  static double[] closedForm(Points points) {
    Tensor columns = Tensor.stack(1, points.x(), points.x().onesLike());
    Tensor squares = columns.mT().matmul(columns);
    return squares.solve(columns.mT().mv(points.y())).toDoubleArray();
  }

  /// Where one step with the learning rate 1 leads from 0, for half the mean squared error.
  static double[] oneStep(Points points) {
    return Path.descend(points::halfMeanSquaredError, x -> new SGD(x, SGD.lr(1)), 1, 0, 0)
        .end()
        .x();
  }

  /// How many steps it takes until this part of an error is left in a direction of this curvature.
  static double stepsUntil(double part, double lr, double curvature) {
    return Math.log(part) / Math.log1p(-lr * curvature);
  }

  // ---- pictures ----

  private static Page page() {
    Points raw = Points.three();
    return Page.of("Long bowls and round ones")
        .text(
            "Twenty steps down the loss of a line through three points, from w = b = 0. On the left"
                + " x is 1, 2 and 3; on the right it is moved and stretched so that its mean is 0"
                + " and its standard deviation 1.")
        .add(
            Scrubber.of(
                21, bowl("As it is", raw, 0.1), bowl("Standardized", standardized(raw), 0.1)))
        .text(
            "In the long bowl the steep direction forbids long steps, and the flat one needs them."
                + " The round bowl would take a rate of 1 as well, and land in the middle at"
                + " once.");
  }

  private static Figure bowl(String name, Points points, double lr) {
    Path path = Path.descend(points::halfMeanSquaredError, x -> new SGD(x, SGD.lr(lr)), 20, 0, 0);
    double[] best = closedForm(points);
    Grid grid =
        Grid.of(
            points::halfMeanSquaredError, best[0] - 3, best[0] + 3, best[1] - 4.5, best[1] + 4.5);
    return Figure.of(name, Trace.logContours(grid), path.onMap("descent, lr " + lr))
        .x("w")
        .y("b")
        .equalScale();
  }
}
