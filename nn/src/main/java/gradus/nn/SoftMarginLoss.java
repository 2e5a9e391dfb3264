package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// For targets 1 and −1: `ln(1 + e⁻ᵗˣ)`. See [MarginLosses#softMarginLoss]; like
/// `torch.nn.SoftMarginLoss`.
public final class SoftMarginLoss extends Loss {
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  /// Makes a loss that gives the mean, the sum, or all losses.
  public SoftMarginLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return MarginLosses.softMarginLoss(prediction, target, reduction);
  }
}
