package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// Moves numbers towards 0: `y = x ∓ λ` where `|x| > λ`, 0 elsewhere. As a layer. See
/// [Activations#softshrink]; like `torch.nn.Softshrink`.
public final class Softshrink extends Layer {
  private final double lambda;

  /// Makes the layer with `lambda = 0.5`.
  public Softshrink() {
    this(0.5);
  }

  /// Makes the layer.
  ///
  /// @param lambda how far numbers are moved; 0 or more
  public Softshrink(double lambda) {
    this.lambda = lambda;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.softshrink(x, lambda);
  }

  @Override
  protected String describe() {
    return Repr.of(lambda);
  }
}
