package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import java.util.function.UnaryOperator;

/// How much a function of one or two coordinates bends: its second derivative in the direction in
/// which that is least, and in the one in which it is most. These are the eigenvalues of the
/// Hessian, the matrix of all second derivatives.
record Curvature(double least, double most) {
  static Curvature at(UnaryOperator<Tensor> f, Tensor place) {
    return of(Autograd.hessian(f, place));
  }

  /// The eigenvalues of a symmetric matrix `[1, 1]` or `[2, 2]`.
  static Curvature of(Tensor hessian) {
    double[] h = hessian.toDoubleArray();
    if (h.length == 1) {
      return new Curvature(h[0], h[0]);
    }
    double middle = (h[0] + h[3]) / 2;
    double radius = Math.hypot((h[0] - h[3]) / 2, h[1]);
    return new Curvature(middle - radius, middle + radius);
  }

  /// The largest learning rate with which plain descent does not diverge: a step multiplies the
  /// error in a direction of curvature c by `1 − lr · c`, whose size must stay below 1.
  double rateLimit() {
    return 2 / most;
  }

  /// How many times more it bends in one direction than in another: the larger, the slower descent
  /// is, since the steps that the steepest direction allows are far too short for the flattest.
  double condition() {
    return most / least;
  }
}
