package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;

/// Lesson: the gradient points the steepest way up. On the landscape of [Surface], at (1.5, −1),
/// look around in a circle: how steep is the ground in each direction?
///
/// Steepest along the gradient, and just as steep, downwards, against it: so descent goes there.
/// Across the gradient the ground is level; that is the way of the contour line on a map. In
/// between it is `length of the gradient · cos(angle between)`.
///
/// To try: other places. What do you see at (−1.2524, 0)?
final class SteepestWay {
  private SteepestWay() {}

  static void main(String[] args) {
    System.exit(Lesson.run(SteepestWay::tell, SteepestWay::page, args));
  }

  private static void tell() {
    Tensor place = Tensor.of(FLOAT64, 1.5, -1);
    Tensor gradient = Autograd.jacobian(Surface::height, place);
    double uphill = angleOf(gradient);
    IO.println("gradient %s, length %.4f".formatted(gradient, gradient.norm().item()));
    for (int turn = 0; turn <= 180; turn += 30) {
      double slope = slope(place, uphill + Math.toRadians(turn));
      IO.println("%3d° from the gradient: slope %7.4f".formatted(turn, slope));
    }
  }

  static double angleOf(Tensor vector) {
    return Math.atan2(vector.at(1).item(), vector.at(0).item());
  }

  /// How steep the ground is at `place` for one who looks in the direction `angle`, in radians.
  static double slope(Tensor place, double angle) {
    Tensor direction = Tensor.of(FLOAT64, Math.cos(angle), Math.sin(angle));
    return Autograd.jvp(Surface::height, place, direction).product().item();
  }

  // ---- pictures ----

  private static Page page() {
    double[] angles = new double[361];
    double[] slopes = new double[361];
    Tensor place = Tensor.of(FLOAT64, 1.5, -1);
    double uphill = angleOf(Autograd.jacobian(Surface::height, place));
    for (int turn = 0; turn < angles.length; turn++) {
      angles[turn] = turn - 180;
      slopes[turn] = slope(place, uphill + Math.toRadians(angles[turn]));
    }
    double[] eastward = {1.5, 1.5 + Math.cos(uphill)};
    double[] northward = {-1, -1 + Math.sin(uphill)};
    return Page.of("The steepest way")
        .text("At (1.5, −1) on the landscape, how steep is the ground in each direction?")
        .add(
            Figure.of(
                    "The gradient crosses the contours at right angles",
                    Trace.contours(Grid.of(Surface::height, -1.5, 4.5, -3, 3)),
                    Trace.path("gradient", eastward, northward))
                .x("w")
                .y("b")
                .equalScale(),
            Figure.of("Looking around", Trace.line("slope", angles, slopes))
                .x("degrees from the gradient")
                .y("slope")
                .caption(
                    "Steepest along the gradient, level across it, and steepest downwards against"
                        + " it."));
  }
}
