package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// One step of a recurrent network: a new state from an input and the state before.
///
/// Every cell projects its input and its state by a matrix each, `x Wᵢᵀ + bᵢ` and `h Wₕᵀ + bₕ`, and
/// differs in what it makes of the two. [Sequences] takes cells along whole sequences.
public final class Recurrent {
  private Recurrent() {}

  /// What a cell learns.
  ///
  /// @param input `Wᵢ`, shape `[g H, in]`, the matrices of the cell's `g` gates one below the other
  /// @param hidden `Wₕ`, shape `[g H, H]`
  /// @param inputBias `bᵢ`, shape `[g H]`; null for none
  /// @param hiddenBias `bₕ`, shape `[g H]`; null for none
  public record Weights(Tensor input, Tensor hidden, Tensor inputBias, Tensor hiddenBias) {
    /// The size of a state.
    int hiddenSize() {
      return hidden.size(-1);
    }

    Tensor projectedInput(Tensor x) {
      return Linears.linear(x, input, inputBias);
    }

    Tensor projectedHidden(Tensor h) {
      return Linears.linear(h, hidden, hiddenBias);
    }
  }

  /// The state of an LSTM.
  ///
  /// @param h what the cell gives, shape `[…, H]`
  /// @param c what it remembers, shape `[…, H]`
  public record LstmState(Tensor h, Tensor c) {}

  /// A step of Elman's network: `h' = tanh(Wᵢ x + bᵢ + Wₕ h + bₕ)`.
  ///
  /// Shape: `[…, in]` and `[…, H]` to `[…, H]`. Like `torch.rnn_tanh_cell`. Source: Elman, 1990.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public static Tensor rnnTanhCell(Tensor input, Tensor hidden, Weights weights) {
    requireState("rnnTanhCell", input, hidden, weights, 1);
    return tanhStep(weights.projectedInput(input), hidden, weights);
  }

  static Tensor tanhStep(Tensor projected, Tensor h, Weights weights) {
    return projected.add(weights.projectedHidden(h)).tanh();
  }

  /// [#rnnTanhCell] with a rectifier in the place of the hyperbolic tangent. Like
  /// `torch.rnn_relu_cell`.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public static Tensor rnnReluCell(Tensor input, Tensor hidden, Weights weights) {
    requireState("rnnReluCell", input, hidden, weights, 1);
    return reluStep(weights.projectedInput(input), hidden, weights);
  }

  static Tensor reluStep(Tensor projected, Tensor h, Weights weights) {
    return projected.add(weights.projectedHidden(h)).relu();
  }

  /// A step of a gated recurrent unit: with `i = Wᵢ x + bᵢ` and `j = Wₕ h + bₕ`, each in three
  /// parts, `r = σ(i₁ + j₁)`, `z = σ(i₂ + j₂)`, `n = tanh(i₃ + r j₃)`, `h' = (1 − z) n + z h`.
  ///
  /// Shape: `[…, in]` and `[…, H]` to `[…, H]`. Like `torch.gru_cell`. Source: Cho et al., 2014.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public static Tensor gruCell(Tensor input, Tensor hidden, Weights weights) {
    requireState("gruCell", input, hidden, weights, 3);
    return gruStep(weights.projectedInput(input), hidden, weights);
  }

  static Tensor gruStep(Tensor projected, Tensor h, Weights weights) {
    int size = weights.hiddenSize();
    Tensor j = weights.projectedHidden(h);
    Tensor gates = projected.narrow(-1, 0, 2 * size).add(j.narrow(-1, 0, 2 * size)).sigmoid();
    Tensor reset = gates.narrow(-1, 0, size);
    Tensor keep = gates.narrow(-1, size, size);
    Tensor fresh =
        projected.narrow(-1, 2 * size, size).add(reset.mul(j.narrow(-1, 2 * size, size))).tanh();
    return fresh.add(keep.mul(h.sub(fresh)));
  }

  /// A step of a long short-term memory: with `g = Wᵢ x + bᵢ + Wₕ h + bₕ` in four parts, `c' =
  /// σ(g₂) c + σ(g₁) tanh(g₃)` and `h' = σ(g₄) tanh(c')`.
  ///
  /// Shape: `[…, in]` and `[…, H]` to `[…, H]`. Like `torch.lstm_cell`. Source: Hochreiter and
  /// Schmidhuber, 1997, with the forget gate of Gers et al., 2000.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public static LstmState lstmCell(Tensor input, LstmState state, Weights weights) {
    requireState("lstmCell", input, state == null ? null : state.h(), weights, 4);
    requireState("lstmCell", input, state.c(), weights, 4);
    return lstmStep(weights.projectedInput(input), state, weights);
  }

  static LstmState lstmStep(Tensor projected, LstmState state, Weights weights) {
    int size = weights.hiddenSize();
    Tensor gates = projected.add(weights.projectedHidden(state.h()));
    Tensor open = gates.narrow(-1, 0, 2 * size).sigmoid();
    Tensor fresh = gates.narrow(-1, 2 * size, size).tanh();
    Tensor give = gates.narrow(-1, 3 * size, size).sigmoid();
    Tensor kept = open.narrow(-1, size, size).mul(state.c());
    Tensor c = kept.add(open.narrow(-1, 0, size).mul(fresh));
    return new LstmState(give.mul(c.tanh()), c);
  }

  private static void requireState(
      String name, Tensor input, Tensor state, Weights weights, int gates) {
    Op.requireGiven(name, "the input", input);
    Op.requireGiven(name, "the state", state);
    int size = weights.hiddenSize();
    boolean fits = input.dim() > 0 && input.dim() == state.dim() && state.size(-1) == size;
    for (int d = 0; fits && d < input.dim() - 1; d++) {
      fits = input.size(d) == state.size(d);
    }
    if (!fits || input.size(-1) != weights.input.size(-1)) {
      throw new ShapeException(
          "%s: input %s and state %s do not belong together: they must be [N, %d] and [N, %d], or"
              + " [%4$d] and [%5$d] without a batch",
          name, input.shape(), state.shape(), weights.input.size(-1), size);
    }
    if (weights.input.size(0) != gates * size || weights.hidden.size(0) != gates * size) {
      throw new ShapeException(
          "%s: weights %s and %s; for states of %d numbers they must have %d rows, %d for each",
          name, weights.input.shape(), weights.hidden.shape(), size, gates * size, gates);
    }
  }
}
