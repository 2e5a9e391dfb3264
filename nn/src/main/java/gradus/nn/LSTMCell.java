package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent;
import gradus.nn.functional.Recurrent.LstmState;

/// One step of an [LSTM].
///
/// ```java
/// var state = cell.apply(x0);
/// state = cell.apply(x1, state);
/// ```
///
/// Shape: `[N, in]` and states `[N, H]` to states `[N, H]`, or without `N`. Parameters: `weight_ih`
/// `[4H, in]`, `weight_hh` `[4H, H]`, `bias_ih` and `bias_hh` `[4H]`, drawn uniformly from `±1/√H`.
/// See [Recurrent#lstmCell]; like `torch.nn.LSTMCell`.
public final class LSTMCell extends RecurrentCell {
  /// Makes a cell with biases.
  public LSTMCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /// Makes a cell, with biases or without.
  public LSTMCell(int inputSize, int hiddenSize, boolean bias) {
    super(inputSize, hiddenSize, 4, bias);
  }

  /// The state after `input`, beginning with zeros.
  ///
  /// @throws ShapeException if the input does not fit
  public LstmState apply(Tensor input) {
    Tensor zeros = zeros(input);
    return apply(input, new LstmState(zeros, zeros));
  }

  /// The state after `input` where it was `state`.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public LstmState apply(Tensor input, LstmState state) {
    return inScope(() -> Recurrent.lstmCell(input, state, weights));
  }
}
