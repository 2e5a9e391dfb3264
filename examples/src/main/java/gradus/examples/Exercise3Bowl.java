package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;

/// Exercise 3, solved: go down the bowl `f(x, y) = x² + 2y²` from (4, 3).
///
/// Each coordinate goes its own way: `xₙ = 4 (1 − 2 lr)ⁿ` and `yₙ = 3 (1 − 4 lr)ⁿ`. The steeper
/// one, y, sets the limit: below 0.5 both come to rest, at 0.5 y goes from side to side for ever,
/// and above it flies off, although x would be content with any rate up to 1. At 0.45 y zigzags
/// towards 0.
final class Exercise3Bowl {
  private Exercise3Bowl() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Exercise3Bowl::tell, Exercise3Bowl::page, args));
  }

  private static void tell() {
    for (double lr : new double[] {0.1, 0.3, 0.45, 0.5, 0.55}) {
      var end = descend(lr).end();
      IO.println(
          "lr %.2f: x = %.6g, y = %.6g, f = %.6g".formatted(lr, end.x()[0], end.x()[1], end.f()));
    }
    IO.println("largest learning rate: " + rateLimit());
  }

  static Tensor f(Tensor place) {
    return place.square().mul(Tensor.of(FLOAT64, 1, 2)).sum();
  }

  static Path descend(double lr) {
    return Path.descend(Exercise3Bowl::f, x -> new SGD(x, SGD.lr(lr)), 20, 4, 3);
  }

  static double rateLimit() {
    return Curvature.at(Exercise3Bowl::f, Tensor.of(FLOAT64, 4, 3)).rateLimit();
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("Exercise 3: a bowl")
        .text(
            "`f(x, y) = x² + 2y²` from (4, 3), twenty steps. The steeper direction sets the limit,"
                + " 0.5.")
        .add(Scrubber.of(21, bowl(0.1), bowl(0.45), bowl(0.5)))
        .add(
            Figure.of(
                    "The bowl",
                    Trace.surface(Grid.of(Exercise3Bowl::f, -5, 5, -4, 4)),
                    descend(0.1).onSurface("lr 0.1"))
                .x("x")
                .y("y")
                .z("f"));
  }

  private static Figure bowl(double lr) {
    Grid grid = Grid.of(Exercise3Bowl::f, -5, 5, -4, 4);
    return Figure.of("Learning rate " + lr, Trace.contours(grid), descend(lr).onMap("lr " + lr))
        .x("x")
        .y("y")
        .equalScale();
  }
}
