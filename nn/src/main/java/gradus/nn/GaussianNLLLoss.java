package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.LikelihoodLosses;
import gradus.nn.functional.Reduction;

/// How unlikely targets are under normal distributions with predicted means and variances.
///
/// See [LikelihoodLosses#gaussianNllLoss]; like `torch.nn.GaussianNLLLoss`.
public final class GaussianNLLLoss extends Block {
  private final boolean full;
  private final double eps;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public GaussianNLLLoss() {
    this(false, 1e-6, Reduction.MEAN);
  }

  private GaussianNLLLoss(boolean full, double eps, Reduction reduction) {
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  /// This loss with the constant term, or without it.
  public GaussianNLLLoss full(boolean full) {
    return new GaussianNLLLoss(full, eps, reduction);
  }

  /// This loss with variances of at least this, above 0.
  public GaussianNLLLoss eps(double eps) {
    return new GaussianNLLLoss(full, eps, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public GaussianNLLLoss reduction(Reduction reduction) {
    return new GaussianNLLLoss(full, eps, reduction);
  }

  /// Tells how unlikely `target` is under a normal distribution of this mean and variance.
  public Tensor apply(Tensor prediction, Tensor target, Tensor variance) {
    return LikelihoodLosses.gaussianNllLoss(prediction, target, variance, full, eps, reduction);
  }
}
