package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;

/// Random zeros, against overfitting.
public final class Dropouts {
  /// Minus the value that `selu` tends to far below 0.
  private static final double SELU_FLOOR = 1.7580993408473766;

  private Dropouts() {}

  /// Drops one half while training. See [#dropout(Tensor, double, boolean)].
  public static Tensor dropout(Tensor input) {
    return dropout(input, 0.5, true);
  }

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

  /// Sets whole channels to 0 with probability `p` and divides the others by `1 − p`: neighbours in
  /// an image say much the same, so that dropping single ones would take little away.
  ///
  /// Shape: `[N, C, …]`. Gradient: `dx = dy · mask / (1 − p)`, so only the mask is kept. Like
  /// `torch.nn.functional.dropout2d`. Source: Tompson et al., 2015.
  ///
  /// @throws ShapeException if there are fewer than two dimensions
  /// @throws IllegalArgumentException if `p` is not in [0, 1], or `input` not of a floating-point
  ///   type
  public static Tensor dropout2d(Tensor input, double p, boolean training) {
    requireDroppable("dropout2d", input, p);
    if (input.dim() < 2) {
      throw new ShapeException(
          "dropout2d: shape %s has no channels to drop; it takes [N, C, …]", input.shape());
    }
    if (!training || p == 0) {
      return input;
    }
    int[] sizes = new int[input.dim()];
    Arrays.fill(sizes, 1);
    sizes[0] = input.size(0);
    sizes[1] = input.size(1);
    return masked("dropout2d", input, mask(Tensor.zeros(input.dtype(), sizes), p));
  }

  /// Sets each element with probability `p` to what [Activations#selu] tends to far below 0, and
  /// stretches and moves all so that mean 0 and variance 1 stay.
  ///
  /// Shape: any. Gradient: `dx = a · mask · dy` with the stretch `a`. Like
  /// `torch.nn.functional.alpha_dropout`. Source: Klambauer et al., 2017.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1], or `input` not of a floating-point
  ///   type
  public static Tensor alphaDropout(Tensor input, double p, boolean training) {
    requireDroppable("alphaDropout", input, p);
    if (!training || p == 0) {
      return input;
    }
    if (p == 1) {
      return masked("alphaDropout", input, input.zerosLike());
    }
    double stretch = 1 / Math.sqrt((SELU_FLOOR * SELU_FLOOR * p + 1) * (1 - p));
    Tensor kept = input.zerosLike().bernoulli_(1 - p);
    Tensor moved = kept.sub(1).add_(p).mul_(SELU_FLOOR * stretch);
    return masked("alphaDropout", input, kept.mul(stretch)).add(moved);
  }

  /// The factors that `dropout` multiplies by: 0, or `1 / (1 − p)`.
  private static Tensor mask(Tensor zeros, double p) {
    return p == 1 ? zeros : zeros.bernoulli_(1 - p).div_(1 - p);
  }

  private static Tensor masked(String name, Tensor input, Tensor mask) {
    return Op.of(name, input).forward(() -> input.mul(mask)).backward(g -> g.mul(mask));
  }

  private static void requireDroppable(String name, Tensor input, double p) {
    Op.requireGiven(name, "the input", input);
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
