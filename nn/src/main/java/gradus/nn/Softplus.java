package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// A smooth rectifier: `y = ln(1 + eᵝˣ) / β`, above 0; `x` itself where `β x` is above a threshold.
/// As a layer. See [Activations#softplus(Tensor, double, double)]; like `torch.nn.Softplus`.
public final class Softplus extends Layer {
  private final double beta;
  private final double threshold;

  /// Makes the layer with `beta = 1` and `threshold = 20`.
  public Softplus() {
    this(1, 20);
  }

  /// Makes the layer.
  ///
  /// @param beta how sharp the bend is
  /// @param threshold from where on the layer gives `x`
  public Softplus(double beta, double threshold) {
    this.beta = beta;
    this.threshold = threshold;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.softplus(x, beta, threshold);
  }

  @Override
  protected String describe() {
    return "beta=%s, threshold=%s".formatted(Repr.of(beta), Repr.of(threshold));
  }
}
