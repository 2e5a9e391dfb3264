package gradus.nn;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent.Weights;
import gradus.nn.functional.Sequences.Stack;
import java.util.ArrayList;
import java.util.List;

/// What [RNN], [LSTM] and [GRU] have in common: their parameters, and how inputs and states with a
/// batch in another place, or without one, become those of [gradus.nn.functional.Sequences].
abstract sealed class RecurrentBlock extends Block permits RNN, LSTM, GRU {
  private final int inputSize;
  private final int hiddenSize;
  private final RecurrentOptions options;
  private final List<Weights> weights = new ArrayList<>();

  RecurrentBlock(int inputSize, int hiddenSize, int gates, RecurrentOptions options) {
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "%s: %d inputs and a state of %d; both must be at least 1"
              .formatted(simpleName(), inputSize, hiddenSize));
    }
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.options = options;
    int rows = gates * hiddenSize;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      int columns = layer == 0 ? inputSize : directions() * hiddenSize;
      for (int direction = 0; direction < directions(); direction++) {
        weights.add(weights("_l" + layer + (direction == 0 ? "" : "_reverse"), rows, columns));
      }
    }
    Init.resetRecurrent(parameters(), hiddenSize);
  }

  /// Options with so many layers.
  public static RecurrentOptions numLayers(int numLayers) {
    return RecurrentOptions.USUAL.numLayers(numLayers);
  }

  /// Options with biases, or without.
  public static RecurrentOptions bias(boolean bias) {
    return RecurrentOptions.USUAL.bias(bias);
  }

  /// Options with inputs `[N, T, …]`, or `[T, N, …]`.
  public static RecurrentOptions batchFirst(boolean batchFirst) {
    return RecurrentOptions.USUAL.batchFirst(batchFirst);
  }

  /// Options with so much dropout between layers.
  public static RecurrentOptions dropout(double dropout) {
    return RecurrentOptions.USUAL.dropout(dropout);
  }

  /// Options with both directions, or forward alone.
  public static RecurrentOptions bidirectional(boolean bidirectional) {
    return RecurrentOptions.USUAL.bidirectional(bidirectional);
  }

  private Weights weights(String place, int rows, int columns) {
    return new Weights(
        parameter("weight_ih" + place, Tensor.zeros(rows, columns)),
        parameter("weight_hh" + place, Tensor.zeros(rows, hiddenSize)),
        options.bias() ? parameter("bias_ih" + place, Tensor.zeros(rows)) : null,
        options.bias() ? parameter("bias_hh" + place, Tensor.zeros(rows)) : null);
  }

  private int directions() {
    return options.bidirectional() ? 2 : 1;
  }

  final Stack stack() {
    return new Stack(weights, options.bidirectional(), training() ? options.dropout() : 0);
  }

  /// States of zeros for this input.
  final Tensor zeros(Tensor input) {
    requireInput(input);
    int count = weights.size();
    return input.dim() == 2
        ? Tensor.zeros(input.dtype(), count, hiddenSize)
        : Tensor.zeros(input.dtype(), count, input.size(options.batchFirst() ? 0 : 1), hiddenSize);
  }

  /// The input as `[T, N, in]`.
  final Tensor timesFirst(Tensor input) {
    requireInput(input);
    if (input.dim() == 2) {
      return input.unsqueeze(1);
    }
    return options.batchFirst() ? input.transpose(0, 1) : input;
  }

  /// The state as `[layers, N, H]`.
  final Tensor batched(Tensor state, Tensor input) {
    Op.requireGiven(simpleName(), "the state", state);
    if (state.dim() != input.dim()) {
      throw new ShapeException(
          "%s: a state of shape %s for an input of shape %s; both must have a batch, or neither",
          simpleName(), state.shape(), input.shape());
    }
    return input.dim() == 2 ? state.unsqueeze(1) : state;
  }

  /// The results `[T, N, …]` as the input had its dimensions.
  final Tensor outputLike(Tensor input, Tensor output) {
    if (input.dim() == 2) {
      return output.squeeze(1);
    }
    return options.batchFirst() ? output.transpose(0, 1) : output;
  }

  /// The states `[layers, N, H]` with a batch where the input has one.
  final Tensor stateLike(Tensor input, Tensor state) {
    return input.dim() == 2 ? state.squeeze(1) : state;
  }

  private void requireInput(Tensor input) {
    Op.requireGiven(simpleName(), "the input", input);
    if (input.dim() < 2 || input.dim() > 3 || input.size(-1) != inputSize) {
      throw new ShapeException(
          "%s: an input of shape %s; it must be %s, or [T, %d] without a batch",
          simpleName(),
          input.shape(),
          (options.batchFirst() ? "[N, T, %d]" : "[T, N, %d]").formatted(inputSize),
          inputSize);
    }
  }

  @Override
  protected final String describe() {
    StringBuilder text = new StringBuilder("%d, %d".formatted(inputSize, hiddenSize));
    if (options.numLayers() != 1) {
      text.append(", num_layers=").append(options.numLayers());
    }
    if (!options.bias()) {
      text.append(", bias=False");
    }
    if (options.batchFirst()) {
      text.append(", batch_first=True");
    }
    if (options.dropout() != 0) {
      text.append(", dropout=").append(Repr.of(options.dropout()));
    }
    if (options.bidirectional()) {
      text.append(", bidirectional=True");
    }
    return text.toString();
  }
}
