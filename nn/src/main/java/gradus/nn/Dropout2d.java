package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Dropouts;

/// Sets whole channels to 0 with probability `p` while training, and divides the others by `1 − p`.
/// In evaluation it does nothing. See [Dropouts#dropout2d]; like `torch.nn.Dropout2d`.
public final class Dropout2d extends Layer {
  private final double p;

  /// Makes a layer that drops half of the channels.
  public Dropout2d() {
    this(0.5);
  }

  /// Makes a layer that drops channels with probability `p`.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1]
  public Dropout2d(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Dropout2d: p is %s; a probability is in [0, 1]".formatted(p));
    }
    this.p = p;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Dropouts.dropout2d(x, p, training());
  }

  @Override
  protected String describe() {
    return "p=%s, inplace=False".formatted(Repr.of(p));
  }
}
