package gradus.nn;

import gradus.autograd.Tensor;

/// Normalizes each channel over the batch: `y = w (x − x̄) / √(var + ε) + b`. In training, mean and
/// variance are the batch's, and running ones follow them; in evaluation they are the running ones.
///
/// Shape: `[N, C, H, W]`, to the same. Parameters: `weight`, 1 at first, and `bias`, 0 at first.
/// Buffers: `running_mean`, `running_var` and `num_batches_tracked`. See
/// [batchNorm][gradus.nn.functional.Normalization#batchNorm]; like `torch.nn.BatchNorm2d`. Source:
/// Ioffe and Szegedy, 2015.
public final class BatchNorm2d extends BatchNorm {
  /// Makes a layer for so many channels.
  public BatchNorm2d(int numFeatures) {
    this(numFeatures, NormOptions.BATCH);
  }

  /// Makes a layer for so many channels that works as `options` say.
  public BatchNorm2d(int numFeatures, NormOptions options) {
    super(numFeatures, options);
  }

  @Override
  void requireFit(Tensor x) {
    requireShape(x, 1, "[N, C, H, W]", x.dim() == 4);
  }
}
