package gradus.nn;

import gradus.autograd.Tensor;

/// The hyperbolic tangent, in (−1, 1). As a layer. See [Tensor#tanh()]; like `torch.nn.Tanh`.
public final class Tanh extends Layer {
  /// Makes the layer.
  public Tanh() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }
}
