package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// For pairs of vectors: 1 minus their cosine where the target is 1, the cosine above a margin
/// where it is −1.
///
/// See [MarginLosses#cosineEmbeddingLoss]; like `torch.nn.CosineEmbeddingLoss`.
public final class CosineEmbeddingLoss extends Block {
  private final double margin;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public CosineEmbeddingLoss() {
    this(0, Reduction.MEAN);
  }

  private CosineEmbeddingLoss(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  /// This loss with this margin, from −1 to 1; 0 unless set.
  public CosineEmbeddingLoss margin(double margin) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public CosineEmbeddingLoss reduction(Reduction reduction) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  /// Tells how far `x1` and `x2` are from being alike (target 1) or unlike (−1).
  public Tensor apply(Tensor x1, Tensor x2, Tensor target) {
    return MarginLosses.cosineEmbeddingLoss(x1, x2, target, margin, reduction);
  }
}
