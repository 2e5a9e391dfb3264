package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import java.util.function.UnaryOperator;

/// A place where the ground is flat: every slope is 0. It is a valley, a hilltop or a saddle, and
/// only the second derivatives tell which.
record FlatPlace(double[] x, double f, Curvature bends) {
  private static final int MOST_STEPS = 50;
  private static final double FLAT = 1e-14;

  /// The flat place near `guess`, by Newton's method: the Hessian says where the slope, as it
  /// changes here, will be 0, and that is where to go next. It finds valleys, hilltops and saddles
  /// alike, since it looks for a slope of 0 and not for depth.
  static FlatPlace near(UnaryOperator<Tensor> f, double... guess) {
    Tensor x = Tensor.of(FLOAT64, guess);
    for (int step = 0; step < MOST_STEPS; step++) {
      Tensor slope = Autograd.jacobian(f, x).reshape(-1);
      if (slope.norm().item() < FLAT) {
        break;
      }
      x = x.sub(Autograd.hessian(f, x).solve(slope));
    }
    return new FlatPlace(x.toDoubleArray(), f.apply(x).item(), Curvature.at(f, x));
  }

  String kind() {
    if (bends.least() > 0) {
      return "valley";
    }
    return bends.most() < 0 ? "hilltop" : "saddle";
  }
}
