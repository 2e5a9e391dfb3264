package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent;

/// One step of a [GRU].
///
/// Shape: `[N, in]` and `[N, H]` to `[N, H]`, or without `N`. Parameters: `weight_ih` `[3H, in]`,
/// `weight_hh` `[3H, H]`, `bias_ih` and `bias_hh` `[3H]`, drawn uniformly from `±1/√H`. See
/// [Recurrent#gruCell]; like `torch.nn.GRUCell`.
public final class GRUCell extends RecurrentCell {
  /// Makes a cell with biases.
  public GRUCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /// Makes a cell, with biases or without.
  public GRUCell(int inputSize, int hiddenSize, boolean bias) {
    super(inputSize, hiddenSize, 3, bias);
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
    return inScope(() -> Recurrent.gruCell(input, h, weights));
  }
}
