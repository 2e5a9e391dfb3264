package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// `y = x tanh(ln(1 + eˣ))`. As a layer. See [Activations#mish]; like `torch.nn.Mish`.
public final class Mish extends Layer {
  /// Makes the layer.
  public Mish() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.mish(x);
  }
}
