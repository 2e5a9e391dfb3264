package gradus.nn;

import gradus.autograd.Tensor;

/// The logistic function `1 / (1 + e⁻ˣ)`, in (0, 1). As a layer. See [Tensor#sigmoid()]; like
/// `torch.nn.Sigmoid`.
public final class Sigmoid extends Layer {
  /// Makes the layer.
  public Sigmoid() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.sigmoid();
  }
}
