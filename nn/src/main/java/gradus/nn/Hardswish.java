package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// `y = x · hardsigmoid(x)`. As a layer. See [Activations#hardswish]; like `torch.nn.Hardswish`.
public final class Hardswish extends Layer {
  /// Makes the layer.
  public Hardswish() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.hardswish(x);
  }
}
