package gradus.optim;

import static gradus.autograd.DType.FLOAT32;

import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.DoubleMomentumSteps;
import gradus.autograd.kernel.FloatMomentumSteps;

/// The Java arrays behind tensors whose elements lie in order from their start: what a kernel sees.
final class Elements {
  private Elements() {}

  static float[] floats(Tensor x) {
    return Access.array(x).floats();
  }

  static double[] doubles(Tensor x) {
    return Access.array(x).doubles();
  }

  /// Sets to 0 what is nearer to it than any normal number.
  ///
  /// @throws IllegalArgumentException if `x` is not contiguous or not of a floating-point type
  static void flushSubnormals(Tensor x) {
    Array array = Access.array(x);
    if (!array.geometry().isContiguous() || !x.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "fading: a tensor of %s %s; what fades must be of FLOAT32 or FLOAT64 and contiguous,"
                  .formatted(x.dtype(), x.shape())
              + " as zerosLike() makes it");
    }
    int from = array.offset();
    int to = from + x.numel();
    if (x.dtype() == FLOAT32) {
      FloatMomentumSteps.flushSubnormals(array.floats(), from, to);
    } else {
      DoubleMomentumSteps.flushSubnormals(array.doubles(), from, to);
    }
  }

  /// Sets the only element of a tensor.
  static void set(Tensor number, double value) {
    Access.array(number).storage().set(0, value);
  }

  /// A copy of a saved tensor in memory of its own.
  ///
  /// @throws IllegalArgumentException if its shape or type is not that of `like`
  static Tensor copyOf(Tensor saved, Tensor like, String loader, String name) {
    if (!saved.shape().equals(like.shape()) || saved.dtype() != like.dtype()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: %s is %s %s in the state and %s %s here; shapes and types must be the same"
              .formatted(loader, name, saved.dtype(), saved.shape(), like.dtype(), like.shape()));
    }
    return Access.tensor(Access.array(saved).copy());
  }
}
