package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The softmax of the negated numbers along one dimension: the least gets the greatest share. As a
/// layer. See [Activations#softmin(Tensor, int)]; like `torch.nn.Softmin`.
public final class Softmin extends Layer {
  private final int dim;

  /// Makes a layer that works along dimension `dim`, counted from the end if negative.
  public Softmin(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.softmin(x, dim);
  }

  @Override
  protected String describe() {
    return "dim=" + dim;
  }
}
