package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The exponential linear unit: `y = x` where `x > 0`, `α (eˣ − 1)` elsewhere. As a layer. See
/// [Activations#elu(Tensor, double)]; like `torch.nn.ELU`.
public final class ELU extends Layer {
  private final double alpha;

  /// Makes the layer with `alpha = 1`.
  public ELU() {
    this(1);
  }

  /// Makes the layer.
  ///
  /// @param alpha minus the value that the layer tends to far below 0
  public ELU(double alpha) {
    this.alpha = alpha;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.elu(x, alpha);
  }

  @Override
  protected String describe() {
    return "alpha=" + Repr.of(alpha);
  }
}
