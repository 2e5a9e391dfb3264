package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// The negative logarithms of the probabilities of the right classes; takes what [LogSoftmax]
/// gives.
///
/// See [Losses#nllLoss(Tensor, Tensor, Tensor, long, Reduction)]; like `torch.nn.NLLLoss`.
public final class NLLLoss extends Loss {
  private final Tensor weight;
  private final long ignoreIndex;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public NLLLoss() {
    this(null, Losses.IGNORED, Reduction.MEAN);
  }

  private NLLLoss(Tensor weight, long ignoreIndex, Reduction reduction) {
    this.weight = weight == null ? null : buffer("weight", weight);
    this.ignoreIndex = ignoreIndex;
    this.reduction = reduction;
  }

  /// This loss with the losses of each class multiplied by its number in `weight`; null for 1.
  public NLLLoss weight(Tensor weight) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  /// This loss with samples of this label not counted; −100 unless set.
  public NLLLoss ignoreIndex(long ignoreIndex) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public NLLLoss reduction(Reduction reduction) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.nllLoss(prediction, target, weight, ignoreIndex, reduction);
  }
}
