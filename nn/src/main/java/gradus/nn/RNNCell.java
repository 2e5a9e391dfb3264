package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent;

/// One step of an [RNN]: `h' = tanh(Wᵢ x + bᵢ + Wₕ h + bₕ)`.
///
/// Shape: `[N, in]` and `[N, H]` to `[N, H]`, or without `N`. Parameters: `weight_ih` `[H, in]`,
/// `weight_hh` `[H, H]`, `bias_ih` and `bias_hh` `[H]`, drawn uniformly from `±1/√H`. See
/// [Recurrent#rnnTanhCell] and [Recurrent#rnnReluCell]; like `torch.nn.RNNCell`.
public final class RNNCell extends RecurrentCell {
  private final Nonlinearity nonlinearity;

  /// Makes a cell with biases and the hyperbolic tangent.
  public RNNCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true, Nonlinearity.TANH);
  }

  /// Makes a cell.
  ///
  /// @param nonlinearity TANH or RELU
  /// @throws IllegalArgumentException if it is another nonlinearity
  public RNNCell(int inputSize, int hiddenSize, boolean bias, Nonlinearity nonlinearity) {
    super(inputSize, hiddenSize, 1, bias);
    this.nonlinearity = requireKnown("RNNCell", nonlinearity);
  }

  static Nonlinearity requireKnown(String name, Nonlinearity nonlinearity) {
    if (nonlinearity != Nonlinearity.TANH && nonlinearity != Nonlinearity.RELU) {
      throw new IllegalArgumentException(
          "%s: the nonlinearity is %s; use TANH or RELU".formatted(name, nonlinearity));
    }
    return nonlinearity;
  }

  /// The state after `input`, beginning with zeros.
  ///
  /// @throws ShapeException if the input does not fit
  public Tensor apply(Tensor input) {
    return apply(input, zeros(input));
  }

  /// The state after `input` where it was `h`.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public Tensor apply(Tensor input, Tensor h) {
    return inScope(() ->
        nonlinearity == Nonlinearity.TANH
            ? Recurrent.rnnTanhCell(input, h, weights)
            : Recurrent.rnnReluCell(input, h, weights));
  }

  @Override
  protected String describe() {
    return super.describe() + (nonlinearity == Nonlinearity.RELU ? ", nonlinearity=relu" : "");
  }
}
