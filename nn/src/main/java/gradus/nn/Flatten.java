package gradus.nn;

import gradus.autograd.Tensor;

/// Joins dimensions, all but the first unless told otherwise. See [Tensor#flatten(int, int)]; like
/// `torch.nn.Flatten`.
public final class Flatten extends Layer {
  private final int startDim;
  private final int endDim;

  /// Makes a layer that joins all dimensions but the first, which counts the samples.
  public Flatten() {
    this(1, -1);
  }

  /// Makes a layer that joins the dimensions from `startDim` to `endDim`, both included.
  public Flatten(int startDim, int endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.flatten(startDim, endDim);
  }

  @Override
  protected String describe() {
    return "start_dim=%d, end_dim=%d".formatted(startDim, endDim);
  }
}
