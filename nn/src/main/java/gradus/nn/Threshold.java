package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Replaces small numbers: `y = x` where `x > threshold`, `value` elsewhere. As a layer. See
/// [Activations#threshold]; like `torch.nn.Threshold`.
public final class Threshold extends Layer {
  private final double threshold;
  private final double value;

  /// Makes a layer that puts `value` in the place of what is not above `threshold`.
  public Threshold(double threshold, double value) {
    this.threshold = threshold;
    this.value = value;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.threshold(x, threshold, value);
  }

  @Override
  protected String describe() {
    return "threshold=%s, value=%s".formatted(Repr.of(threshold), Repr.of(value));
  }
}
