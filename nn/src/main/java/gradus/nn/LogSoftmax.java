package gradus.nn;

import gradus.autograd.Tensor;

/// The logarithms of the softmax along one dimension: `y = x − ln Σ eˣ`. As a layer. See
/// [Tensor#logSoftmax(int)]; like `torch.nn.LogSoftmax`.
public final class LogSoftmax extends Layer {
  private final int dim;

  /// Makes a layer that works along dimension `dim`, counted from the end if negative.
  public LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.logSoftmax(dim);
  }

  @Override
  protected String describe() {
    return "dim=" + dim;
  }
}
