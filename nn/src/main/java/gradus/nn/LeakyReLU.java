package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The leaky rectifier: `y = x` where `x > 0`, `s x` elsewhere. As a layer. See
/// [Activations#leakyRelu(Tensor, double)]; like `torch.nn.LeakyReLU`.
public final class LeakyReLU extends Layer {
  private final double negativeSlope;

  /// Makes the layer with `negativeSlope = 0.01`.
  public LeakyReLU() {
    this(0.01);
  }

  /// Makes the layer.
  ///
  /// @param negativeSlope the slope `s` below 0
  public LeakyReLU(double negativeSlope) {
    this.negativeSlope = negativeSlope;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.leakyRelu(x, negativeSlope);
  }

  @Override
  protected String describe() {
    return "negative_slope=" + Repr.of(negativeSlope);
  }
}
