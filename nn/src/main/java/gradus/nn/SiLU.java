package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The sigmoid-weighted linear unit `y = x σ(x)`. As a layer. See [Activations#silu]; like
/// `torch.nn.SiLU`.
public final class SiLU extends Layer {
  /// Makes the layer.
  public SiLU() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.silu(x);
  }
}
