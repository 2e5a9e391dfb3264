package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.LikelihoodLosses;
import gradus.nn.functional.Reduction;

/// The cross-entropy of scores, before any sigmoid, with what was.
///
/// See [LikelihoodLosses#binaryCrossEntropyWithLogits(Tensor, Tensor, Tensor, Tensor, Reduction)];
/// like `torch.nn.BCEWithLogitsLoss`.
public final class BCEWithLogitsLoss extends Loss {
  private final Tensor weight;
  private final Tensor posWeight;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public BCEWithLogitsLoss() {
    this(null, null, Reduction.MEAN);
  }

  private BCEWithLogitsLoss(Tensor weight, Tensor posWeight, Reduction reduction) {
    this.weight = weight == null ? null : buffer("weight", weight);
    this.posWeight = posWeight == null ? null : buffer("pos_weight", posWeight);
    this.reduction = reduction;
  }

  /// This loss with the losses multiplied by `weight`, which broadcasts; null for 1.
  public BCEWithLogitsLoss weight(Tensor weight) {
    return new BCEWithLogitsLoss(weight, posWeight, reduction);
  }

  /// This loss with the part for yes multiplied by `posWeight`, one number per class; null for 1.
  public BCEWithLogitsLoss posWeight(Tensor posWeight) {
    return new BCEWithLogitsLoss(weight, posWeight, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public BCEWithLogitsLoss reduction(Reduction reduction) {
    return new BCEWithLogitsLoss(weight, posWeight, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return LikelihoodLosses.binaryCrossEntropyWithLogits(
        prediction, target, weight, posWeight, reduction);
  }
}
