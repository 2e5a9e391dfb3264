package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The leaky rectifier with learned slopes: `y = x` where `x > 0`, `w x` elsewhere.
///
/// Shape: any `S` to `S`; with several slopes `[N, C, …]`. Parameter: `weight`, one slope for all
/// or one per channel. See [Activations#prelu]; like `torch.nn.PReLU`. Source: He et al., 2015.
public final class PReLU extends Layer {
  private static final double FIRST_SLOPE = 0.25;

  private final Tensor weight;

  /// Makes a layer with one slope, 0.25 at first.
  public PReLU() {
    this(1, FIRST_SLOPE);
  }

  /// Makes a layer with so many slopes.
  ///
  /// @param numParameters 1, or the number of channels
  /// @param init what the slopes are at first
  public PReLU(int numParameters, double init) {
    weight = parameter("weight", Tensor.full(Tensor.defaultDtype(), init, numParameters));
  }

  /// The slopes.
  public Tensor weight() {
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.prelu(x, weight);
  }

  @Override
  protected String describe() {
    return "num_parameters=" + weight.numel();
  }
}
