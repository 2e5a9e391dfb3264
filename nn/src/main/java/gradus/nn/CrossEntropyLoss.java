package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;

/// The cross-entropy of scores (before any softmax) with the right classes, or with the
/// probabilities that the classes should have.
///
/// ```java
/// var loss = new CrossEntropyLoss();
/// var smooth = new CrossEntropyLoss().labelSmoothing(0.1).ignoreIndex(0);
/// ```
///
/// Shape: see [Losses#crossEntropy(Tensor, Tensor, Tensor, long, Reduction, double)]. Like
/// `torch.nn.CrossEntropyLoss`.
public final class CrossEntropyLoss extends Loss {
  private final Tensor weight;
  private final long ignoreIndex;
  private final Reduction reduction;
  private final double labelSmoothing;

  /// Makes a loss that gives the mean and counts every class alike.
  public CrossEntropyLoss() {
    this(null, Losses.IGNORED, Reduction.MEAN, 0);
  }

  private CrossEntropyLoss(
      Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {
    this.weight = weight == null ? null : buffer("weight", weight);
    this.ignoreIndex = ignoreIndex;
    this.reduction = reduction;
    this.labelSmoothing = labelSmoothing;
  }

  /// This loss with the losses of each class multiplied by its number in `weight`; null for 1.
  public CrossEntropyLoss weight(Tensor weight) {
    return new CrossEntropyLoss(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// This loss with samples of this label not counted; −100 unless set.
  public CrossEntropyLoss ignoreIndex(long ignoreIndex) {
    return new CrossEntropyLoss(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public CrossEntropyLoss reduction(Reduction reduction) {
    return new CrossEntropyLoss(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// This loss with so much of the wanted probability spread evenly over all classes, in [0, 1].
  public CrossEntropyLoss labelSmoothing(double labelSmoothing) {
    return new CrossEntropyLoss(weight, ignoreIndex, reduction, labelSmoothing);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return Losses.crossEntropy(prediction, target, weight, ignoreIndex, reduction, labelSmoothing);
  }
}
