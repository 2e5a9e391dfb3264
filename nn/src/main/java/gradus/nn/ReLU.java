package gradus.nn;

import gradus.autograd.Tensor;

/// Sets negative numbers to 0: `y = max(x, 0)`. As a layer. See [Tensor#relu()]; like
/// `torch.nn.ReLU`.
public final class ReLU extends Layer {
  /// Makes the layer.
  public ReLU() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.relu();
  }
}
