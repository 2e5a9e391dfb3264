package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Dropouts;

/// The dropout that goes with [SELU]: while training, sets elements with probability `p` to what
/// `selu` tends to far below 0, and keeps mean 0 and variance 1. In evaluation it does nothing. See
/// [Dropouts#alphaDropout]; like `torch.nn.AlphaDropout`.
public final class AlphaDropout extends Layer {
  private final double p;

  /// Makes a layer that drops half of the elements.
  public AlphaDropout() {
    this(0.5);
  }

  /// Makes a layer that drops elements with probability `p`.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1]
  public AlphaDropout(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "AlphaDropout: p is %s; a probability is in [0, 1]".formatted(p));
    }
    this.p = p;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Dropouts.alphaDropout(x, p, training());
  }

  @Override
  protected String describe() {
    return "p=%s, inplace=False".formatted(Repr.of(p));
  }
}
