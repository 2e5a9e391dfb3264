package gradus.nn;

import gradus.autograd.Tensor;

/// Makes positive numbers that add up to 1 along one dimension: `y = eˣ / Σ eˣ`. As a layer. See
/// [Tensor#softmax(int)]; like `torch.nn.Softmax`.
public final class Softmax extends Layer {
  private final int dim;

  /// Makes a layer that works along dimension `dim`, counted from the end if negative.
  public Softmax(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.softmax(dim);
  }

  @Override
  protected String describe() {
    return "dim=" + dim;
  }
}
