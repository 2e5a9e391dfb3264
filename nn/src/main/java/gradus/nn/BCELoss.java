package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.LikelihoodLosses;
import gradus.nn.functional.Reduction;

/// The cross-entropy of probabilities of yes with what was: `−(t ln x + (1 − t) ln(1 − x))`; takes
/// what [Sigmoid] gives.
///
/// See [LikelihoodLosses#binaryCrossEntropy(Tensor, Tensor, Tensor, Reduction)]; like
/// `torch.nn.BCELoss`.
public final class BCELoss extends Loss {
  private final Tensor weight;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public BCELoss() {
    this(null, Reduction.MEAN);
  }

  private BCELoss(Tensor weight, Reduction reduction) {
    this.weight = weight == null ? null : buffer("weight", weight);
    this.reduction = reduction;
  }

  /// This loss with the losses multiplied by `weight`, which broadcasts; null for 1.
  public BCELoss weight(Tensor weight) {
    return new BCELoss(weight, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public BCELoss reduction(Reduction reduction) {
    return new BCELoss(weight, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return LikelihoodLosses.binaryCrossEntropy(prediction, target, weight, reduction);
  }
}
