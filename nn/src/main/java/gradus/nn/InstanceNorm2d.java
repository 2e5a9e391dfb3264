package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// Normalizes each channel of each sample: `y = w (x − x̄) / √(var + ε) + b`.
///
/// Shape: `[N, C, H, W]` or `[C, H, W]`, to the same. Without options it learns nothing and keeps
/// nothing; with [NormOptions#affine] it has the parameters and with
/// [NormOptions#trackRunningStats] the buffers of [BatchNorm2d], of which `num_batches_tracked`
/// stays 0. See [Normalization#instanceNorm]; like `torch.nn.InstanceNorm2d`. Source: Ulyanov et
/// al., 2016.
public final class InstanceNorm2d extends ChannelNorm {
  /// Makes a layer for so many channels.
  public InstanceNorm2d(int numFeatures) {
    this(numFeatures, NormOptions.INSTANCE);
  }

  /// Makes a layer for so many channels that works as `options` say.
  public InstanceNorm2d(int numFeatures, NormOptions options) {
    super(numFeatures, options);
  }

  /// Options with this number added to the variance.
  public static NormOptions eps(double eps) {
    return NormOptions.INSTANCE.eps(eps);
  }

  /// Options with running values that move so far towards each batch's; null for the mean over all
  /// batches.
  public static NormOptions momentum(Double momentum) {
    return NormOptions.INSTANCE.momentum(momentum);
  }

  /// Options with a learned factor and summand per channel, or without.
  public static NormOptions affine(boolean affine) {
    return NormOptions.INSTANCE.affine(affine);
  }

  /// Options with a running mean and variance, or without.
  public static NormOptions trackRunningStats(boolean trackRunningStats) {
    return NormOptions.INSTANCE.trackRunningStats(trackRunningStats);
  }

  @Override
  protected Tensor forward(Tensor x) {
    boolean single = x.dim() == 3;
    requireShape(x, single ? 0 : 1, "[N, C, H, W] or [C, H, W]", single || x.dim() == 4);
    return single ? normalized(x.unsqueeze(0)).squeeze(0) : normalized(x);
  }

  private Tensor normalized(Tensor x) {
    double momentum = options.momentum() == null ? 0 : options.momentum();
    return Normalization.instanceNorm(
        x, runningMean, runningVar, weight, bias, usesInput(), momentum, options.eps());
  }
}
