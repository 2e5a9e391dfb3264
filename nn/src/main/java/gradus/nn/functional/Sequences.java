package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent.LstmState;
import gradus.nn.functional.Recurrent.Weights;
import java.util.List;

/// Recurrent networks along whole sequences: several layers, one or both directions.
///
/// The inputs of all times are projected by one product; what remains for each time is the product
/// with the state before. A layer's results are the next layer's inputs; with both directions, the
/// results of forward and backward stand beside each other.
///
/// Shapes, for times `T`, batch `N`, layers `L` and `D` directions: input `[T, N, in]`, states `[L
/// D, N, H]`, results `[T, N, D H]`. Weights come in the order layer, then direction.
public final class Sequences {
  private Sequences() {}

  /// How the cells of a network are stacked.
  ///
  /// @param bidirectional whether each layer has a second cell that goes from the last time to the
  ///   first
  /// @param dropout the probability with which a number between two layers is dropped; 0 outside
  ///   training
  public record Stack(List<Weights> weights, boolean bidirectional, double dropout) {
    /// Makes a stack of these weights.
    public Stack {
      weights = List.copyOf(weights);
    }

    private int directions() {
      return bidirectional ? 2 : 1;
    }
  }

  /// What a network gives.
  ///
  /// @param output the last layer's states at all times
  /// @param h the last states of all layers and directions
  public record Result(Tensor output, Tensor h) {}

  /// What an LSTM gives.
  ///
  /// @param output what the last layer gives at all times
  /// @param h what all layers and directions give at last
  /// @param c what all layers and directions remember at last
  public record LstmResult(Tensor output, Tensor h, Tensor c) {}

  /// Cells of [Recurrent#rnnTanhCell] along a sequence. Like `torch.rnn_tanh`.
  ///
  /// @throws ShapeException if the shapes do not belong together, or the sequence is empty
  public static Result rnnTanh(Tensor input, Tensor h, Stack stack) {
    return run("rnnTanh", Recurrent::tanhStep, input, h, stack);
  }

  /// Cells of [Recurrent#rnnReluCell] along a sequence. Like `torch.rnn_relu`.
  ///
  /// @throws ShapeException if the shapes do not belong together, or the sequence is empty
  public static Result rnnRelu(Tensor input, Tensor h, Stack stack) {
    return run("rnnRelu", Recurrent::reluStep, input, h, stack);
  }

  /// Cells of [Recurrent#gruCell] along a sequence. Like `torch.gru`.
  ///
  /// @throws ShapeException if the shapes do not belong together, or the sequence is empty
  public static Result gru(Tensor input, Tensor h, Stack stack) {
    return run("gru", Recurrent::gruStep, input, h, stack);
  }

  /// Cells of [Recurrent#lstmCell] along a sequence. Like `torch.lstm`.
  ///
  /// @throws ShapeException if the shapes do not belong together, or the sequence is empty
  public static LstmResult lstm(Tensor input, LstmState state, Stack stack) {
    requireLinedUp("lstm", input, state == null ? null : state.h(), stack);
    requireLinedUp("lstm", input, state.c(), stack);
    Step step =
        (x, s, weights) -> {
          LstmState next = Recurrent.lstmStep(x, new LstmState(s[0], s[1]), weights);
          return new Tensor[] {next.h(), next.c()};
        };
    Tensor[] results = layers(step, input, new Tensor[] {state.h(), state.c()}, stack);
    return new LstmResult(results[0], results[1], results[2]);
  }

  private static Result run(String name, Simple step, Tensor input, Tensor h, Stack stack) {
    requireLinedUp(name, input, h, stack);
    Tensor[] results =
        layers(
            (x, state, weights) -> new Tensor[] {step.next(x, state[0], weights)},
            input,
            new Tensor[] {h},
            stack);
    return new Result(results[0], results[1]);
  }

  /// A step whose state is one tensor.
  private interface Simple {
    Tensor next(Tensor projected, Tensor h, Weights weights);
  }

  /// A step from a projected input and a state, whose first tensor is what the cell gives.
  private interface Step {
    Tensor[] next(Tensor projected, Tensor[] state, Weights weights);
  }

  /// The last layer's results, then for each tensor of a state its last values in all layers.
  private static Tensor[] layers(Step step, Tensor input, Tensor[] start, Stack stack) {
    int count = stack.weights().size();
    int directions = stack.directions();
    Tensor[][] last = new Tensor[start.length][count];
    Tensor x = input;
    for (int i = 0; i < count; i += directions) {
      Tensor[] outputs = new Tensor[directions];
      for (int direction = 0; direction < directions; direction++) {
        Tensor[] state = new Tensor[start.length];
        for (int s = 0; s < state.length; s++) {
          state[s] = start[s].select(0, i + direction);
        }
        Weights weights = stack.weights().get(i + direction);
        outputs[direction] = along(step, x, state, weights, direction == 1);
        for (int s = 0; s < state.length; s++) {
          last[s][i + direction] = state[s];
        }
      }
      x = directions == 1 ? outputs[0] : Tensor.cat(2, outputs);
      if (i + directions < count) {
        x = Dropouts.dropout(x, stack.dropout(), true);
      }
    }
    Tensor[] results = new Tensor[start.length + 1];
    results[0] = x;
    for (int s = 0; s < start.length; s++) {
      results[s + 1] = Tensor.stack(0, last[s]);
    }
    return results;
  }

  /// One layer in one direction; leaves the last state in `state`.
  private static Tensor along(
      Step step, Tensor input, Tensor[] state, Weights weights, boolean backward) {
    int times = input.size(0);
    Tensor[] projected = weights.projectedInput(input).unbind(0);
    Tensor[] outputs = new Tensor[times];
    for (int i = 0; i < times; i++) {
      int time = backward ? times - 1 - i : i;
      Tensor[] next = step.next(projected[time], state, weights);
      System.arraycopy(next, 0, state, 0, state.length);
      outputs[time] = next[0];
    }
    return Tensor.stack(0, outputs);
  }

  private static void requireLinedUp(String name, Tensor input, Tensor state, Stack stack) {
    Op.requireGiven(name, "the input", input);
    Op.requireGiven(name, "the state", state);
    Weights first = stack.weights().getFirst();
    if (input.dim() != 3 || input.size(2) != first.input().size(1)) {
      throw new ShapeException(
          "%s: an input of shape %s; it must be [T, N, %d]: times, batch, features",
          name, input.shape(), first.input().size(1));
    }
    if (input.size(0) == 0) {
      throw new ShapeException(
          "%s: an input of shape %s has no time; give a sequence of at least one",
          name, input.shape());
    }
    int count = stack.weights().size();
    int hidden = first.hiddenSize();
    boolean fits =
        state.dim() == 3
            && state.size(0) == count
            && state.size(1) == input.size(1)
            && state.size(2) == hidden;
    if (!fits) {
      throw new ShapeException(
          "%s: a state of shape %s for an input of shape %s; it must be [%d, %d, %d]: layers times"
              + " directions, batch, hidden size",
          name, state.shape(), input.shape(), count, input.size(1), hidden);
    }
  }
}
