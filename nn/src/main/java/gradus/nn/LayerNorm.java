package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// Normalizes over the last dimensions: `y = w (x − x̄) / √(var + ε) + b`.
///
/// Shape: `[…, normalizedShape]` to the same. Parameters: `weight`, 1 at first, and `bias`, 0 at
/// first, both of the normalized shape. See [Normalization#layerNorm]; like `torch.nn.LayerNorm`.
/// Source: Ba et al., 2016.
public final class LayerNorm extends Layer {
  private static final double EPS = 1e-5;

  private final int[] normalizedShape;
  private final double eps;
  private final Tensor weight;
  private final Tensor bias;

  /// Makes a layer that normalizes over last dimensions of these sizes.
  public LayerNorm(int... normalizedShape) {
    this(normalizedShape, EPS, true, true);
  }

  /// Makes a layer with this number added to the variance.
  public LayerNorm(int[] normalizedShape, double eps) {
    this(normalizedShape, eps, true, true);
  }

  /// Makes a layer.
  ///
  /// @param normalizedShape the sizes of the last dimensions
  /// @param eps added to the variance
  /// @param elementwiseAffine whether it learns factors and summands
  /// @param bias whether it learns summands where it learns factors
  public LayerNorm(int[] normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
    this.normalizedShape = normalizedShape.clone();
    this.eps = eps;
    weight = elementwiseAffine ? parameter("weight", Tensor.ones(normalizedShape)) : null;
    this.bias = elementwiseAffine && bias ? parameter("bias", Tensor.zeros(normalizedShape)) : null;
  }

  /// The learned factors, or null if this layer has none.
  public Tensor weight() {
    return weight;
  }

  /// The learned summands, or null if this layer has none.
  public Tensor bias() {
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Normalization.layerNorm(x, normalizedShape, weight, bias, eps);
  }

  @Override
  protected String describe() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(Repr.tuple(Repr.list(normalizedShape)), Repr.of(eps), Repr.of(weight != null));
  }
}
