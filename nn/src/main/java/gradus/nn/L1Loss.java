package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// The mean absolute error `(1/n) Σ |x − y|`. See [Losses#l1Loss(Tensor, Tensor, Reduction)]; like
/// `torch.nn.L1Loss`.
public final class L1Loss extends Loss {
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /// Makes a loss that gives the mean, the sum, or all absolute errors.
  public L1Loss(Reduction reduction) {
    this.reduction = reduction;
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.l1Loss(prediction, target, reduction);
  }
}
