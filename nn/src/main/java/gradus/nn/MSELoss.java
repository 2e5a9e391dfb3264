package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// The mean squared error `(1/n) Σ (x − y)²`. Like `torch.nn.MSELoss`.
public final class MSELoss extends Loss {
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /// Makes a loss that gives the mean, the sum, or all squared errors.
  public MSELoss(Reduction reduction) {
    this.reduction = reduction;
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.mseLoss(prediction, target, reduction);
  }
}
