package gradus.nn;

import gradus.autograd.DType;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// What batch and instance normalizations have in common: a factor and a summand per channel that
/// are learned, and a mean and variance per channel that follow the batches.
abstract sealed class ChannelNorm extends Layer permits BatchNorm, InstanceNorm2d {
  private final int numFeatures;
  final NormOptions options;
  final Tensor weight;
  final Tensor bias;
  final Tensor runningMean;
  final Tensor runningVar;
  final Tensor batchesTracked;

  ChannelNorm(int numFeatures, NormOptions options) {
    this.numFeatures = numFeatures;
    this.options = options;
    boolean affine = options.affine();
    boolean tracks = options.trackRunningStats();
    weight = affine ? parameter("weight", Tensor.ones(numFeatures)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(numFeatures)) : null;
    runningMean = tracks ? buffer("running_mean", Tensor.zeros(numFeatures)) : null;
    runningVar = tracks ? buffer("running_var", Tensor.ones(numFeatures)) : null;
    batchesTracked = tracks ? buffer("num_batches_tracked", Tensor.scalar(DType.INT64, 0L)) : null;
  }

  /// The learned factors, one per channel, or null if this layer has none.
  public final Tensor weight() {
    return weight;
  }

  /// The learned summands, one per channel, or null if this layer has none.
  public final Tensor bias() {
    return bias;
  }

  /// The running mean, or null if this layer keeps none.
  public final Tensor runningMean() {
    return runningMean;
  }

  /// The running variance, or null if this layer keeps none.
  public final Tensor runningVar() {
    return runningVar;
  }

  /// Whether mean and variance are those of the input, not the running ones.
  final boolean usesInput() {
    return training() || runningMean == null;
  }

  final void requireShape(Tensor x, int channelDim, String wanted, boolean fits) {
    if (!fits || x.size(channelDim) != numFeatures) {
      throw new ShapeException(
          "%s: an input of shape %s; this layer takes %s with %d channels",
          simpleName(), x.shape(), wanted, numFeatures);
    }
  }

  @Override
  protected final String describe() {
    return "%d, eps=%s, momentum=%s, affine=%s, track_running_stats=%s"
        .formatted(
            numFeatures,
            Repr.of(options.eps()),
            options.momentum() == null ? "None" : Repr.of(options.momentum()),
            Repr.of(options.affine()),
            Repr.of(options.trackRunningStats()));
  }
}
