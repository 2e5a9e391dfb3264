package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;

/// Leaves of a graph in 64 bits, and what a walk left in them.
final class Leaves {
  private Leaves() {}

  static Tensor leaf(double... values) {
    return Tensor.of(FLOAT64, values).requiresGrad(true);
  }

  static double[] gradient(Tensor tensor) {
    return tensor.grad().toDoubleArray();
  }
}
