package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Bounds numbers to an interval. As a layer. See [Activations#hardtanh(Tensor, double, double)];
/// like `torch.nn.Hardtanh`.
public final class Hardtanh extends Layer {
  private final double min;
  private final double max;

  /// Makes the layer with `min = -1` and `max = 1`.
  public Hardtanh() {
    this(-1, 1);
  }

  /// Makes the layer.
  ///
  /// @param min the least result
  /// @param max the greatest result
  public Hardtanh(double min, double max) {
    this.min = min;
    this.max = max;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.hardtanh(x, min, max);
  }

  @Override
  protected String describe() {
    return "min_val=%s, max_val=%s".formatted(Repr.of(min), Repr.of(max));
  }
}
