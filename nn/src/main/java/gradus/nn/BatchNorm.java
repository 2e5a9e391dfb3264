package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// What batch normalizations of signals and images have in common: all but the shapes they take.
abstract sealed class BatchNorm extends ChannelNorm permits BatchNorm1d, BatchNorm2d {
  private boolean averaging;

  BatchNorm(int numFeatures, NormOptions options) {
    super(numFeatures, options);
  }

  /// Options with this number added to the variance.
  public static NormOptions eps(double eps) {
    return NormOptions.BATCH.eps(eps);
  }

  /// Options with running values that move so far towards each batch's; null for the mean over all
  /// batches.
  public static NormOptions momentum(Double momentum) {
    return NormOptions.BATCH.momentum(momentum);
  }

  /// Options with a learned factor and summand per channel, or without.
  public static NormOptions affine(boolean affine) {
    return NormOptions.BATCH.affine(affine);
  }

  /// Options with a running mean and variance, or without.
  public static NormOptions trackRunningStats(boolean trackRunningStats) {
    return NormOptions.BATCH.trackRunningStats(trackRunningStats);
  }

  /// Refuses an input of a shape that this layer does not take.
  abstract void requireFit(Tensor x);

  @Override
  protected final Tensor forward(Tensor x) {
    requireFit(x);
    boolean counts = training() && batchesTracked != null;
    double momentum = counts || options.momentum() != null ? momentum() : 0;
    Tensor y =
        Normalization.batchNorm(
            x, runningMean, runningVar, weight, bias, usesInput(), momentum, options.eps());
    if (counts) {
      Autograd.noGrad(() -> batchesTracked.add_(1L));
    }
    return y;
  }

  /// How far this batch moves the running values.
  private double momentum() {
    return averaging || options.momentum() == null
        ? 1.0 / (batchesTracked.itemLong() + 1)
        : options.momentum();
  }

  /// Forgets the running values and makes them the mean over all batches from here on, or ends
  /// that.
  final void averageBatches(boolean on) {
    averaging = on && batchesTracked != null;
    if (averaging) {
      try (var _ = Autograd.noGrad()) {
        runningMean.zero_();
        runningVar.fill_(1);
        batchesTracked.zero_();
      }
    }
  }
}
