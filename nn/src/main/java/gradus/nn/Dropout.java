package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Dropouts;

/// Sets each element to 0 with probability `p` while training, and divides the others by `1 − p`.
/// In evaluation it does nothing. See [Dropouts#dropout]; like `torch.nn.Dropout`.
public final class Dropout extends Layer {
  private final double p;

  /// Makes a layer that drops half of the elements.
  public Dropout() {
    this(0.5);
  }

  /// Makes a layer that drops elements with probability `p`.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1]
  public Dropout(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Dropout: p is %s; a probability is in [0, 1]".formatted(p));
    }
    this.p = p;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Dropouts.dropout(x, p, training());
  }

  @Override
  protected String describe() {
    return "p=%s, inplace=False".formatted(Repr.of(p));
  }
}
