package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.Arrays;

/// Exercise 2, solved: fit the parabola `y = a x² + b x + c` to 100 points that were made near `y =
/// 0.5 x² − 2x + 1`.
///
/// Only the prediction changes; the loop is that of the line. With the learning rate 0.01, b is
/// right after some 200 epochs, a and c after some 1000: x² is never negative, so a little less of
/// a can be made good by a little more of c, and in that direction the loss is curved 40 times less
/// than in the steepest. The largest rate is 0.0574 here, so 0.1, which was good for the line,
/// diverges.
final class Exercise2Parabola {
  private final Tensor x;
  private final Tensor y;

  Exercise2Parabola() {
    Points points = Points.of(FLOAT64, BundledData.csv("parabola.csv"));
    x = points.x();
    y = points.y();
  }

  static void main(String[] args) {
    System.exit(Lesson.run(Exercise2Parabola::tell, Exercise2Parabola::page, args));
  }

  private static void tell() {
    var exercise = new Exercise2Parabola();
    for (int epochs : new int[] {200, 1000, 5000}) {
      var end = exercise.fit(0.01, epochs).end();
      IO.println(
          "%4d epochs: a = %.6f, b = %.6f, c = %.6f, loss %.6f"
              .formatted(epochs, end.x()[0], end.x()[1], end.x()[2], end.f()));
    }
    double[] best = exercise.closedForm();
    IO.println("closed form: a = %.6f, b = %.6f, c = %.6f".formatted(best[0], best[1], best[2]));
    IO.println("largest learning rate: %.6f".formatted(2 / exercise.mostCurved()));
  }

  /// The mean squared error of the parabola `[a, b, c]`.
  Tensor loss(Tensor abc) {
    return Losses.mseLoss(x.square().mul(abc.at(0)).add(x.mul(abc.at(1))).add(abc.at(2)), y);
  }

  Path fit(double lr, int epochs) {
    return Path.descend(this::loss, abc -> new SGD(abc, SGD.lr(lr)), epochs, 0, 0, 0);
  }

  double[] closedForm() {
    Tensor columns = Tensor.stack(1, x.square(), x, x.onesLike());
    return columns.mT().matmul(columns).solve(columns.mT().mv(y)).toDoubleArray();
  }

  /// The largest curvature: a vector that is multiplied by the Hessian again and again turns into
  /// the direction of it.
  double mostCurved() {
    Tensor hessian = Autograd.hessian(this::loss, Tensor.zeros(FLOAT64, 3));
    Tensor direction = Tensor.ones(FLOAT64, 3);
    for (int i = 0; i < 100; i++) {
      Tensor longer = hessian.mv(direction);
      direction = longer.div(longer.norm());
    }
    return hessian.mv(direction).norm().item();
  }

  // ---- pictures ----

  private static Page page() {
    var exercise = new Exercise2Parabola();
    Path path = exercise.fit(0.01, 300);
    double[] at = Tensor.linspace(FLOAT64, -3, 3, 61).toDoubleArray();
    double[][] x = new double[path.places().size()][];
    double[][] y = new double[x.length][];
    for (int step = 0; step < x.length; step++) {
      double[] abc = path.places().get(step).x();
      x[step] = at;
      y[step] = Arrays.stream(at).map(u -> abc[0] * u * u + abc[1] * u + abc[2]).toArray();
    }
    return Page.of("Exercise 2: a parabola")
        .add(
            Scrubber.of(
                    x.length,
                    Figure.of(
                            "The parabola",
                            Trace.points(
                                "points", exercise.x.toDoubleArray(), exercise.y.toDoubleArray()),
                            Trace.frames("a x² + b x + c", x, y))
                        .x("x")
                        .y("y"))
                .name("epoch"))
        .add(
            Figure.of(
                    "The three parameters",
                    Trace.line("a", path.coordinate(0)),
                    Trace.line("b", path.coordinate(1)),
                    Trace.line("c", path.coordinate(2)))
                .x("epoch")
                .y("value"));
  }
}
