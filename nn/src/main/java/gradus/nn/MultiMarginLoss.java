package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// What the other classes' scores lack to stay a margin below the right one's.
///
/// See [MarginLosses#multiMarginLoss]; like `torch.nn.MultiMarginLoss`.
public final class MultiMarginLoss extends Loss {
  private final int p;
  private final double margin;
  private final Tensor weight;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public MultiMarginLoss() {
    this(1, 1, null, Reduction.MEAN);
  }

  private MultiMarginLoss(int p, double margin, Tensor weight, Reduction reduction) {
    this.p = p;
    this.margin = margin;
    this.weight = weight == null ? null : buffer("weight", weight);
    this.reduction = reduction;
  }

  /// This loss with the `p`-th power of what is lacking, 1 or 2; 1 unless set.
  public MultiMarginLoss p(int p) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  /// This loss with this margin; 1 unless set.
  public MultiMarginLoss margin(double margin) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  /// This loss with the losses of each class multiplied by its number in `weight`; null for 1.
  public MultiMarginLoss weight(Tensor weight) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public MultiMarginLoss reduction(Reduction reduction) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return MarginLosses.multiMarginLoss(prediction, target, p, margin, weight, reduction);
  }
}
