package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// Divides by the root of the mean square over the last dimensions: `y = w x / √(mean(x²) + ε)`.
///
/// Shape: `[…, normalizedShape]` to the same. Parameter: `weight` of the normalized shape, 1 at
/// first. See [Normalization#rmsNorm]; like `torch.nn.RMSNorm`. Source: Zhang and Sennrich, 2019.
public final class RMSNorm extends Layer {
  private final int[] normalizedShape;
  private final double eps;
  private final Tensor weight;

  /// Makes a layer that works over last dimensions of these sizes, with the smallest step from 1 in
  /// the input's type as `ε`.
  public RMSNorm(int... normalizedShape) {
    this(normalizedShape, Double.NaN, true);
  }

  /// Makes a layer with this number added to the mean square.
  public RMSNorm(int[] normalizedShape, double eps) {
    this(normalizedShape, eps, true);
  }

  /// Makes a layer.
  ///
  /// @param normalizedShape the sizes of the last dimensions
  /// @param eps added to the mean square; NaN for the smallest step from 1 in the input's type
  /// @param elementwiseAffine whether it learns factors
  public RMSNorm(int[] normalizedShape, double eps, boolean elementwiseAffine) {
    this.normalizedShape = normalizedShape.clone();
    this.eps = eps;
    weight = elementwiseAffine ? parameter("weight", Tensor.ones(normalizedShape)) : null;
  }

  /// The learned factors, or null if this layer has none.
  public Tensor weight() {
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Normalization.rmsNorm(x, normalizedShape, weight, eps);
  }

  @Override
  protected String describe() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(
            Repr.tuple(Repr.list(normalizedShape)),
            Double.isNaN(eps) ? "None" : Repr.of(eps),
            Repr.of(weight != null));
  }
}
