package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.MarginLosses;
import gradus.nn.functional.Reduction;

/// What an anchor's distance to a sample unlike it lacks to be a margin above its distance to one
/// alike.
///
/// See [MarginLosses#tripletMarginLoss]; like `torch.nn.TripletMarginLoss`.
public final class TripletMarginLoss extends Block {
  private final double margin;
  private final double p;
  private final double eps;
  private final boolean swap;
  private final Reduction reduction;

  /// Makes a loss that gives the mean.
  public TripletMarginLoss() {
    this(1, 2, 1e-6, false, Reduction.MEAN);
  }

  private TripletMarginLoss(
      double margin, double p, double eps, boolean swap, Reduction reduction) {
    this.margin = margin;
    this.p = p;
    this.eps = eps;
    this.swap = swap;
    this.reduction = reduction;
  }

  /// This loss with this margin; 1 unless set.
  public TripletMarginLoss margin(double margin) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /// This loss with distances in this norm; 2 unless set.
  public TripletMarginLoss p(double p) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /// This loss with this number added to differences.
  public TripletMarginLoss eps(double eps) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /// This loss with the distance between the two samples in the place of the anchor's where that is
  /// less, or not.
  public TripletMarginLoss swap(boolean swap) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /// This loss with the mean, the sum, or all losses as its result.
  public TripletMarginLoss reduction(Reduction reduction) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /// Tells how far the anchor is from being nearer to `positive` than to `negative`.
  public Tensor apply(Tensor anchor, Tensor positive, Tensor negative) {
    return MarginLosses.tripletMarginLoss(
        anchor, positive, negative, margin, p, eps, swap, reduction);
  }
}
