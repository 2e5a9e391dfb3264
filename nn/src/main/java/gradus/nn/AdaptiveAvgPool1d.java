package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;

/// Means of windows that cover a signal evenly, as many as are wanted. See
/// [Pooling#adaptiveAvgPool1d]; like `torch.nn.AdaptiveAvgPool1d`.
public final class AdaptiveAvgPool1d extends Layer {
  private final int outputSize;

  /// Makes a layer whose results have this length.
  public AdaptiveAvgPool1d(int outputSize) {
    this.outputSize = outputSize;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Pooling.adaptiveAvgPool1d(x, outputSize);
  }

  @Override
  protected String describe() {
    return "output_size=" + outputSize;
  }
}
