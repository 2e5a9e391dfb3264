package gradus.examples;

import gradus.autograd.Tensor;
import gradus.optim.SGD;
import java.util.List;

/// Lesson: a landscape over two parameters. `J(w, b) = sin w · cos b + w²/8 + b²/8` has four
/// valleys, four saddles and one hilltop; its deepest place is (−1.2524, 0), J = −0.7537.
///
/// In all nine places the slope is 0, so a slope of 0 alone does not say that descent has arrived.
/// Second derivatives tell the kinds apart: a valley bends up in every direction, a hilltop down, a
/// saddle up in one and down in another. Where descent ends depends on where it begins.
///
/// From (2, 0) it stays on the line b = 0 for ever, since the slope across that line is 0 there: it
/// comes down a ridge like a tightrope walker.
///
/// To try: start at (2, 0.000001). And what do the numbers of valleys, saddles and hilltops add up
/// to, if saddles count as −1?
final class Surface {
  private static final List<double[]> STARTS =
      List.of(
          new double[] {3, 3},
          new double[] {-3, -3},
          new double[] {4, -1},
          new double[] {0, 0},
          new double[] {2, 0});

  private static final double[][] FLAT_NEAR = {
    {-1.3, 0},
    {1.2, -2.4},
    {1.2, 2.4},
    {3.6, 0},
    {0.4, -1.7},
    {0.4, 1.7},
    {2.9, -0.7},
    {2.9, 0.7},
    {2.1, 0}
  };

  private Surface() {}

  static void main() {
    for (double[] near : FLAT_NEAR) {
      FlatPlace flat = FlatPlace.near(Surface::height, near);
      IO.println(
          "%-7s at (%8.5f, %8.5f), J = %8.5f"
              .formatted(flat.kind(), flat.x()[0], flat.x()[1], flat.f()));
    }
    for (double[] start : STARTS) {
      var end = descend(start, 1000).end();
      IO.println(
          "from (%2.0f, %2.0f) to (%8.5f, %8.5f), J = %8.5f"
              .formatted(start[0], start[1], end.x()[0], end.x()[1], end.f()));
    }
  }

  static Tensor height(Tensor place) {
    Tensor waves = place.at(0).sin().mul(place.at(1).cos());
    return waves.add(place.square().sum().div(8));
  }

  static Path descend(double[] start, int steps) {
    return Path.descend(Surface::height, x -> new SGD(x, SGD.lr(0.1)), steps, start);
  }
}
