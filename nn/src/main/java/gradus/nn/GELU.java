package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The Gaussian error linear unit: `y = x Φ(x)`, with the normal distribution's `Φ`. As a layer.
/// See [Activations#gelu] and [Activations#geluTanh]; like `torch.nn.GELU`.
public final class GELU extends Layer {
  private final boolean approximate;

  /// Makes the layer.
  public GELU() {
    this(false);
  }

  private GELU(boolean approximate) {
    this.approximate = approximate;
  }

  /// A layer that approximates `Φ` by a hyperbolic tangent, as many language models do. Like
  /// `torch.nn.GELU(approximate='tanh')`.
  public static GELU tanh() {
    return new GELU(true);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return approximate ? Activations.geluTanh(x) : Activations.gelu(x);
  }

  @Override
  protected String describe() {
    return "approximate='%s'".formatted(approximate ? "tanh" : "none");
  }
}
