package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Linears;

/// A fully connected layer: `y = x Wᵀ + b` along the last dimension.
///
/// Shape: `[…, in]` to `[…, out]`. Parameters: `weight` `[out, in]` and `bias` `[out]`, both drawn
/// uniformly from `±1/√in`. Like `torch.nn.Linear`.
public final class Linear extends Layer {
  private final int inFeatures;
  private final int outFeatures;
  private final Tensor weight;
  private final Tensor bias;

  /// Makes a layer of `outFeatures` sums of `inFeatures` inputs each, with a bias.
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /// Makes a layer, with a bias or without.
  public Linear(int inFeatures, int outFeatures, boolean bias) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    weight = parameter("weight", Tensor.zeros(outFeatures, inFeatures));
    this.bias = bias ? parameter("bias", Tensor.zeros(outFeatures)) : null;
    Init.resetLinear(weight, this.bias);
  }

  /// The matrix `[out, in]`.
  public Tensor weight() {
    return weight;
  }

  /// The vector `[out]`, or null if this layer has none.
  public Tensor bias() {
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Linears.linear(x, weight, bias);
  }

  @Override
  protected String describe() {
    return "in_features=%d, out_features=%d, bias=%s"
        .formatted(inFeatures, outFeatures, Repr.of(bias != null));
  }
}
