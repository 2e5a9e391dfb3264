package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The self-normalizing exponential linear unit. As a layer. See [Activations#selu]; like
/// `torch.nn.SELU`.
public final class SELU extends Layer {
  /// Makes the layer.
  public SELU() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.selu(x);
  }
}
