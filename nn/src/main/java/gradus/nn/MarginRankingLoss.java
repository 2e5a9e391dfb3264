package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// For pairs of scores: what the first lacks to be a margin above the second where the target is 1,
/// below where it is −1.
///
/// See [MarginLosses#marginRankingLoss]; like `torch.nn.MarginRankingLoss`.
public final class MarginRankingLoss extends Block {
  private final double margin;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public MarginRankingLoss() {
    this(0, Reduction.MEAN);
  }

  private MarginRankingLoss(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  /// This loss with this margin; 0 unless set.
  public MarginRankingLoss margin(double margin) {
    return new MarginRankingLoss(margin, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public MarginRankingLoss reduction(Reduction reduction) {
    return new MarginRankingLoss(margin, reduction);
  }

  /// Tells how far `x1` and `x2` are from the order that `target` wants.
  public Tensor apply(Tensor x1, Tensor x2, Tensor target) {
    return MarginLosses.marginRankingLoss(x1, x2, target, margin, reduction);
  }
}
