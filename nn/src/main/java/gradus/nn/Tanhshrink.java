package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// What the hyperbolic tangent takes away: `y = x − tanh(x)`. As a layer. See
/// [Activations#tanhshrink]; like `torch.nn.Tanhshrink`.
public final class Tanhshrink extends Layer {
  /// Makes the layer.
  public Tanhshrink() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.tanhshrink(x);
  }
}
