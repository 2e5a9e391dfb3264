package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Linears;

/// A linear layer of two inputs: `yₖ = x₁ᵀ Wₖ x₂ + bₖ`.
///
/// Shape: `[…, in1]` and `[…, in2]` to `[…, out]`. Parameters: `weight` `[out, in1, in2]` and
/// `bias` `[out]`, both drawn uniformly from `±1/√in1`. Like `torch.nn.Bilinear`.
public final class Bilinear extends Block {
  private final int in1Features;
  private final int in2Features;
  private final int outFeatures;
  private final Tensor weight;
  private final Tensor bias;

  /// Makes a layer with a bias.
  public Bilinear(int in1Features, int in2Features, int outFeatures) {
    this(in1Features, in2Features, outFeatures, true);
  }

  /// Makes a layer, with a bias or without.
  ///
  /// @throws IllegalArgumentException if `in1Features` is below 1
  public Bilinear(int in1Features, int in2Features, int outFeatures, boolean bias) {
    if (in1Features < 1) {
      throw new IllegalArgumentException(
          "Bilinear: in1Features is %d; it must be at least 1".formatted(in1Features));
    }
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    weight = parameter("weight", Tensor.zeros(outFeatures, in1Features, in2Features));
    this.bias = bias ? parameter("bias", Tensor.zeros(outFeatures)) : null;
    double bound = 1 / Math.sqrt(in1Features);
    Init.uniform_(weight, -bound, bound);
    if (bias) {
      Init.uniform_(this.bias, -bound, bound);
    }
  }

  /// The matrices `[out, in1, in2]`.
  public Tensor weight() {
    return weight;
  }

  /// The vector `[out]`, or null if this layer has none.
  public Tensor bias() {
    return bias;
  }

  /// Computes this layer's result for two inputs.
  public Tensor apply(Tensor x1, Tensor x2) {
    return Linears.bilinear(x1, x2, weight, bias);
  }

  @Override
  protected String describe() {
    return "in1_features=%d, in2_features=%d, out_features=%d, bias=%s"
        .formatted(in1Features, in2Features, outFeatures, Repr.of(bias != null));
  }
}
