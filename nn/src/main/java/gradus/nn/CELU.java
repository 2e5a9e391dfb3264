package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The continuously differentiable exponential linear unit: `y = x` where `x > 0`, `α (eˣᐟᵅ − 1)`
/// elsewhere. As a layer. See [Activations#celu]; like `torch.nn.CELU`.
public final class CELU extends Layer {
  private final double alpha;

  /// Makes the layer with `alpha = 1`.
  public CELU() {
    this(1);
  }

  /// Makes the layer.
  ///
  /// @param alpha minus the value that the layer tends to far below 0; not 0
  public CELU(double alpha) {
    this.alpha = alpha;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.celu(x, alpha);
  }

  @Override
  protected String describe() {
    return "alpha=" + Repr.of(alpha);
  }
}
