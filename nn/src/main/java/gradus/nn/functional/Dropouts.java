package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Tensor;

/// Random zeros, against overfitting.
public final class Dropouts {
  private Dropouts() {}

  /// Sets each element to 0 with probability `p` and divides the others by `1 − p`, so that the
  /// expected value stays. Outside training it gives `input` itself.
  ///
  /// Shape: any. Gradient: `dx = dy · mask / (1 − p)`, so only the mask is kept. Draws two words of
  /// the shared generator an element, none where `p` is 0 or 1. Like `torch.nn.functional.dropout`.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1], or `input` not of a floating-point
  ///   type
  public static Tensor dropout(Tensor input, double p, boolean training) {
    requireDroppable("dropout", input, p);
    if (!training || p == 0) {
      return input;
    }
    return masked("dropout", input, mask(input.zerosLike(), p));
  }

  /// The factors that `dropout` multiplies by: 0, or `1 / (1 − p)`.
  private static Tensor mask(Tensor zeros, double p) {
    return p == 1 ? zeros : zeros.bernoulli_(1 - p).div_(1 - p);
  }

  private static Tensor masked(String name, Tensor input, Tensor mask) {
    return Op.of(name, input).forward(() -> input.mul(mask)).backward(g -> g.mul(mask));
  }

  private static void requireDroppable(String name, Tensor input, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "%s: p is %s; a probability is in [0, 1]".formatted(name, p));
    }
    if (!input.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the input is %s; cast it with to(FLOAT32)".formatted(name, input.dtype()));
    }
  }
}
