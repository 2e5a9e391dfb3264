package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// Squared error where it is small, absolute error where it is large: `d² / (2β)` where `d < β`, `d
/// − β/2` elsewhere.
///
/// See [Losses#smoothL1Loss]; like `torch.nn.SmoothL1Loss`.
public final class SmoothL1Loss extends Loss {
  private final double beta;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }

  private SmoothL1Loss(double beta, Reduction reduction) {
    this.beta = beta;
    this.reduction = reduction;
  }

  /// This loss with the bend at an error of `beta`, 0 or more; 1 unless set.
  public SmoothL1Loss beta(double beta) {
    return new SmoothL1Loss(beta, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public SmoothL1Loss reduction(Reduction reduction) {
    return new SmoothL1Loss(beta, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.smoothL1Loss(prediction, target, beta, reduction);
  }
}
