package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Sets numbers near 0 to 0: `y = x` where `|x| > λ`, 0 elsewhere. As a layer. See
/// [Activations#hardshrink]; like `torch.nn.Hardshrink`.
public final class Hardshrink extends Layer {
  private final double lambda;

  /// Makes the layer with `lambda = 0.5`.
  public Hardshrink() {
    this(0.5);
  }

  /// Makes the layer.
  ///
  /// @param lambda up to where a number counts as near 0
  public Hardshrink(double lambda) {
    this.lambda = lambda;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.hardshrink(x, lambda);
  }

  @Override
  protected String describe() {
    return Repr.of(lambda);
  }
}
