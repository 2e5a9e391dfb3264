package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Bounds numbers to [0, 6]. As a layer. See [Activations#relu6]; like `torch.nn.ReLU6`.
public final class ReLU6 extends Layer {
  /// Makes the layer.
  public ReLU6() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.relu6(x);
  }
}
