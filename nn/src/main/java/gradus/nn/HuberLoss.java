package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// Squared error where it is small, absolute error where it is large: `d² / 2` where `d ≤ δ`, `δ (d
/// − δ/2)` elsewhere.
///
/// See [Losses#huberLoss]; like `torch.nn.HuberLoss`.
public final class HuberLoss extends Loss {
  private final double delta;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }

  private HuberLoss(double delta, Reduction reduction) {
    this.delta = delta;
    this.reduction = reduction;
  }

  /// This loss with the bend at an error of `delta`, more than 0; 1 unless set.
  public HuberLoss delta(double delta) {
    return new HuberLoss(delta, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public HuberLoss reduction(Reduction reduction) {
    return new HuberLoss(delta, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.huberLoss(prediction, target, delta, reduction);
  }
}
