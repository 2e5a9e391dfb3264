package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.optim.SGD;

/// Exercise 3, solved: go down the bowl `f(x, y) = x² + 2y²` from (4, 3).
///
/// Each coordinate goes its own way: `xₙ = 4 (1 − 2 lr)ⁿ` and `yₙ = 3 (1 − 4 lr)ⁿ`. The steeper
/// one, y, sets the limit: below 0.5 both come to rest, at 0.5 y goes from side to side for ever,
/// and above it flies off, although x would be content with any rate up to 1. At 0.45 y zigzags
/// towards 0.
final class Exercise3Bowl {
  private Exercise3Bowl() {}

  static void main() {
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
}
