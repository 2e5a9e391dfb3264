package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.LikelihoodLosses;
import gradus.nn.functional.Reduction;

/// The divergence of a predicted distribution, given by the logarithms of its probabilities, from a
/// target distribution.
///
/// The mean over all elements, as it is unless set, is not the divergence: that is [#batchMean()].
/// See [LikelihoodLosses#klDiv]; like `torch.nn.KLDivLoss`.
public final class KLDivLoss extends Loss {
  private final boolean logTarget;
  private final boolean batchMean;
  private final Reduction reduction;

  /// Makes a loss that gives the mean over all elements.
  public KLDivLoss() {
    this(false, false, Reduction.MEAN);
  }

  private KLDivLoss(boolean logTarget, boolean batchMean, Reduction reduction) {
    this.logTarget = logTarget;
    this.batchMean = batchMean;
    this.reduction = reduction;
  }

  /// This loss with targets that are logarithms too, or not.
  public KLDivLoss logTarget(boolean logTarget) {
    return new KLDivLoss(logTarget, batchMean, reduction);
  }

  /// This loss with the sum divided by the number of samples, which is the divergence, as its
  /// result. Like `reduction='batchmean'`.
  public KLDivLoss batchMean() {
    return new KLDivLoss(logTarget, true, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public KLDivLoss reduction(Reduction reduction) {
    return new KLDivLoss(logTarget, false, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return batchMean
        ? LikelihoodLosses.klDivBatchMean(prediction, target, logTarget)
        : LikelihoodLosses.klDiv(prediction, target, reduction, logTarget);
  }
}
