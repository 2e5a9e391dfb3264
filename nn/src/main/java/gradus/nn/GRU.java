package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Sequences;
import gradus.nn.functional.Sequences.Result;

/// Gated recurrent units: read a sequence and keep of their state what a gate does not replace.
///
/// ```java
/// var gru = new GRU(27, 64);
/// Tensor output = gru.apply(x).output();
/// ```
///
/// Shape: input `[T, N, in]`, `[N, T, in]` with `batchFirst`, or `[T, in]`; states `[L D, N, H]` or
/// `[L D, H]`; output as the input, with `D H` features, for `L` layers and `D` directions.
/// Parameters, for each layer `k`: `weight_ih_lk` `[3H, in]`, `weight_hh_lk` `[3H, H]`,
/// `bias_ih_lk` and `bias_hh_lk` `[3H]`, gates in the order reset, update, new, and the same with
/// `_reverse`; all drawn uniformly from `±1/√H`. See [Sequences#gru]; like `torch.nn.GRU`.
public final class GRU extends RecurrentBlock {
  /// Makes one layer that goes forward.
  public GRU(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.USUAL);
  }

  /// Makes layers as `options` say.
  public GRU(int inputSize, int hiddenSize, RecurrentOptions options) {
    super(inputSize, hiddenSize, 3, options);
  }

  /// Reads a sequence, beginning with states of zeros.
  ///
  /// @throws ShapeException if the input does not fit
  public Result apply(Tensor input) {
    return apply(input, zeros(input));
  }

  /// Reads a sequence, beginning with these states, such as the last ones of another call.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public Result apply(Tensor input, Tensor h) {
    return inScope(() -> read(input, h));
  }

  private Result read(Tensor input, Tensor h) {
    Result result = Sequences.gru(timesFirst(input), batched(h, input), stack());
    return new Result(outputLike(input, result.output()), stateLike(input, result.h()));
  }
}
