package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The logistic function in three straight pieces: `y = x/6 + ½`, bounded to [0, 1]. As a layer.
/// See [Activations#hardsigmoid]; like `torch.nn.Hardsigmoid`.
public final class Hardsigmoid extends Layer {
  /// Makes the layer.
  public Hardsigmoid() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.hardsigmoid(x);
  }
}
