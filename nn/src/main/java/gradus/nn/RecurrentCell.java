package gradus.nn;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent.Weights;

/// What [RNNCell], [LSTMCell] and [GRUCell] have in common: their parameters.
abstract sealed class RecurrentCell extends Block permits RNNCell, LSTMCell, GRUCell {
  private final int inputSize;
  private final int hiddenSize;
  final Weights weights;

  RecurrentCell(int inputSize, int hiddenSize, int gates, boolean bias) {
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "%s: %d inputs and a state of %d; both must be at least 1"
              .formatted(simpleName(), inputSize, hiddenSize));
    }
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    int rows = gates * hiddenSize;
    weights =
        new Weights(
            parameter("weight_ih", Tensor.zeros(rows, inputSize)),
            parameter("weight_hh", Tensor.zeros(rows, hiddenSize)),
            bias ? parameter("bias_ih", Tensor.zeros(rows)) : null,
            bias ? parameter("bias_hh", Tensor.zeros(rows)) : null);
    Init.resetRecurrent(parameters(), hiddenSize);
  }

  /// A state of zeros for this input.
  final Tensor zeros(Tensor input) {
    Op.requireGiven(simpleName(), "the input", input);
    if (input.dim() < 1 || input.dim() > 2 || input.size(-1) != inputSize) {
      throw new ShapeException(
          "%s: an input of shape %s; it must be [N, %d], or [%3$d] without a batch",
          simpleName(), input.shape(), inputSize);
    }
    int[] sizes = input.shape().toArray();
    sizes[sizes.length - 1] = hiddenSize;
    return Tensor.zeros(input.dtype(), sizes);
  }

  @Override
  protected String describe() {
    return "%d, %d%s"
        .formatted(inputSize, hiddenSize, weights.inputBias() == null ? ", bias=False" : "");
  }
}
