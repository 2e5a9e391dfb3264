package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// Normalizes each channel over the batch: `y = w (x − x̄) / √(var + ε) + b`. In training, mean and
/// variance are the batch's, and running ones follow them; in evaluation they are the running ones.
///
/// Shape: `[N, C]` or `[N, C, L]`, to the same. Parameters: `weight`, 1 at first, and `bias`, 0 at
/// first. Buffers: `running_mean`, `running_var` and `num_batches_tracked`. See
/// [Normalization#batchNorm]; like `torch.nn.BatchNorm1d`. Source: Ioffe and Szegedy, 2015.
public final class BatchNorm1d extends ChannelNorm {
  /// Makes a layer for so many channels.
  public BatchNorm1d(int numFeatures) {
    this(numFeatures, NormOptions.BATCH);
  }

  /// Makes a layer for so many channels that works as `options` say.
  public BatchNorm1d(int numFeatures, NormOptions options) {
    super(numFeatures, options);
  }

  /// The usual options: `eps = 1e-5`, `momentum = 0.1`, learned factors, running values.
  public static NormOptions options() {
    return NormOptions.BATCH;
  }

  @Override
  protected Tensor forward(Tensor x) {
    requireShape(x, 1, "[N, C] or [N, C, L]", x.dim() == 2 || x.dim() == 3);
    double momentum = countedMomentum();
    return Normalization.batchNorm(
        x, runningMean, runningVar, weight, bias, usesInput(), momentum, options.eps());
  }
}
