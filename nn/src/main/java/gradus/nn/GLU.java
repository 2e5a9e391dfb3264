package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Splits a dimension into halves `a` and `b`: `y = a σ(b)`. As a layer. See [Activations#glu];
/// like `torch.nn.GLU`.
public final class GLU extends Layer {
  private final int dim;

  /// Makes the layer with `dim = -1`.
  public GLU() {
    this(-1);
  }

  /// Makes the layer.
  ///
  /// @param dim the dimension that is split
  public GLU(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.glu(x, dim);
  }

  @Override
  protected String describe() {
    return "dim=" + dim;
  }
}
