package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// For samples with several labels: the binary cross-entropy of the scores, averaged over the
/// classes.
///
/// See [MarginLosses#multilabelSoftMarginLoss]; like `torch.nn.MultiLabelSoftMarginLoss`.
public final class MultiLabelSoftMarginLoss extends Loss {
  private final Tensor weight;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public MultiLabelSoftMarginLoss() {
    this(null, Reduction.MEAN);
  }

  private MultiLabelSoftMarginLoss(Tensor weight, Reduction reduction) {
    this.weight = weight == null ? null : buffer("weight", weight);
    this.reduction = reduction;
  }

  /// This loss with the losses of each class multiplied by its number in `weight`; null for 1.
  public MultiLabelSoftMarginLoss weight(Tensor weight) {
    return new MultiLabelSoftMarginLoss(weight, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public MultiLabelSoftMarginLoss reduction(Reduction reduction) {
    return new MultiLabelSoftMarginLoss(weight, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return MarginLosses.multilabelSoftMarginLoss(prediction, target, weight, reduction);
  }
}
