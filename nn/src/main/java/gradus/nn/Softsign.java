package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// `y = x / (1 + |x|)`, in (−1, 1). As a layer. See [Activations#softsign]; like
/// `torch.nn.Softsign`.
public final class Softsign extends Layer {
  /// Makes the layer.
  public Softsign() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.softsign(x);
  }
}
