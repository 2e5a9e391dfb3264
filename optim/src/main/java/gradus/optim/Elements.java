package gradus.optim;

import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;

/// The Java arrays behind tensors whose elements lie in order from their start: what a kernel sees.
final class Elements {
  private Elements() {}

  static float[] floats(Tensor x) {
    return Access.array(x).floats();
  }

  static double[] doubles(Tensor x) {
    return Access.array(x).doubles();
  }

  /// Sets the only element of a tensor.
  static void set(Tensor number, double value) {
    Access.array(number).storage().set(0, value);
  }
}
