package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent.LstmState;
import gradus.nn.functional.Sequences;
import gradus.nn.functional.Sequences.LstmResult;

/// A long short-term memory: reads a sequence and remembers what its gates let in, until they let
/// it go.
///
/// ```java
/// var lstm = new LSTM(28, 64, LSTM.batchFirst(true));
/// Tensor last = lstm.apply(x).output().select(1, -1);
/// ```
///
/// Shape: input `[T, N, in]`, `[N, T, in]` with `batchFirst`, or `[T, in]`; states `[L D, N, H]` or
/// `[L D, H]`; output as the input, with `D H` features, for `L` layers and `D` directions.
/// Parameters, for each layer `k`: `weight_ih_lk` `[4H, in]`, `weight_hh_lk` `[4H, H]`,
/// `bias_ih_lk` and `bias_hh_lk` `[4H]`, gates in the order input, forget, cell, output, and the
/// same with `_reverse`; all drawn uniformly from `±1/√H`. See [Sequences#lstm]; like
/// `torch.nn.LSTM`.
public final class LSTM extends RecurrentBlock {
  /// Makes one layer that goes forward.
  public LSTM(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.USUAL);
  }

  /// Makes layers as `options` say.
  public LSTM(int inputSize, int hiddenSize, RecurrentOptions options) {
    super(inputSize, hiddenSize, 4, options);
  }

  /// Reads a sequence, beginning with states of zeros.
  ///
  /// @throws ShapeException if the input does not fit
  public LstmResult apply(Tensor input) {
    Tensor zeros = zeros(input);
    return apply(input, zeros, zeros);
  }

  /// Reads a sequence, beginning with these states, such as the last ones of another call.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public LstmResult apply(Tensor input, Tensor h, Tensor c) {
    return inScope(() -> read(input, h, c));
  }

  private LstmResult read(Tensor input, Tensor h, Tensor c) {
    Tensor x = timesFirst(input);
    LstmState start = new LstmState(batched(h, input), batched(c, input));
    LstmResult result = Sequences.lstm(x, start, stack());
    return new LstmResult(
        outputLike(input, result.output()),
        stateLike(input, result.h()),
        stateLike(input, result.c()));
  }
}
