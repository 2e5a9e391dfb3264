package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.LikelihoodLosses;
import gradus.nn.functional.Reduction;

/// How unlikely counts are under predicted rates, or logarithms of rates.
///
/// See [LikelihoodLosses#poissonNllLoss]; like `torch.nn.PoissonNLLLoss`.
public final class PoissonNLLLoss extends Loss {
  private final boolean logInput;
  private final boolean full;
  private final double eps;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public PoissonNLLLoss() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  private PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction) {
    this.logInput = logInput;
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  /// This loss with predictions that are logarithms of rates, as they are unless set, or rates.
  public PoissonNLLLoss logInput(boolean logInput) {
    return new PoissonNLLLoss(logInput, full, eps, reduction);
  }

  /// This loss with the term that depends on the target alone, by Stirling's formula, or without
  /// it.
  public PoissonNLLLoss full(boolean full) {
    return new PoissonNLLLoss(logInput, full, eps, reduction);
  }

  /// This loss with this number added to rates before their logarithm is taken.
  public PoissonNLLLoss eps(double eps) {
    return new PoissonNLLLoss(logInput, full, eps, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public PoissonNLLLoss reduction(Reduction reduction) {
    return new PoissonNLLLoss(logInput, full, eps, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return LikelihoodLosses.poissonNllLoss(prediction, target, logInput, full, eps, reduction);
  }
}
