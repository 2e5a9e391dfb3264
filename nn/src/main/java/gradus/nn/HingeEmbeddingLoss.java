package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// For distances: the distance itself where the target is 1, what is missing to a margin where it
/// is −1.
///
/// See [MarginLosses#hingeEmbeddingLoss]; like `torch.nn.HingeEmbeddingLoss`.
public final class HingeEmbeddingLoss extends Loss {
  private final double margin;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public HingeEmbeddingLoss() {
    this(1, Reduction.MEAN);
  }

  private HingeEmbeddingLoss(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  /// This loss with this margin; 1 unless set.
  public HingeEmbeddingLoss margin(double margin) {
    return new HingeEmbeddingLoss(margin, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public HingeEmbeddingLoss reduction(Reduction reduction) {
    return new HingeEmbeddingLoss(margin, reduction);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return MarginLosses.hingeEmbeddingLoss(prediction, target, margin, reduction);
  }
}
