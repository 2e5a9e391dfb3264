package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Sequences;
import gradus.nn.functional.Sequences.Result;

/// Elman's recurrent network: reads a sequence and makes its state anew at each time from the input
/// and the state before, `h' = tanh(Wᵢ x + bᵢ + Wₕ h + bₕ)`.
///
/// Shape: input `[T, N, in]`, `[N, T, in]` with `batchFirst`, or `[T, in]`; states `[L D, N, H]` or
/// `[L D, H]`; output as the input, with `D H` features, for `L` layers and `D` directions.
/// Parameters, for each layer `k`: `weight_ih_lk` `[H, in]`, `weight_hh_lk` `[H, H]`, `bias_ih_lk`
/// and `bias_hh_lk` `[H]`, and the same with `_reverse`; all drawn uniformly from `±1/√H`. See
/// [Sequences#rnnTanh] and [Sequences#rnnRelu]; like `torch.nn.RNN`.
public final class RNN extends RecurrentBlock {
  private final Nonlinearity nonlinearity;

  /// Makes one layer that goes forward, with the hyperbolic tangent.
  public RNN(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.USUAL);
  }

  /// Makes layers with the hyperbolic tangent as `options` say.
  public RNN(int inputSize, int hiddenSize, RecurrentOptions options) {
    this(inputSize, hiddenSize, Nonlinearity.TANH, options);
  }

  /// Makes layers as `options` say.
  ///
  /// @param nonlinearity TANH or RELU
  /// @throws IllegalArgumentException if it is another nonlinearity
  public RNN(int inputSize, int hiddenSize, Nonlinearity nonlinearity, RecurrentOptions options) {
    super(inputSize, hiddenSize, 1, options);
    this.nonlinearity = RNNCell.requireKnown("RNN", nonlinearity);
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
    Tensor x = timesFirst(input);
    Tensor start = batched(h, input);
    Result result =
        nonlinearity == Nonlinearity.TANH
            ? Sequences.rnnTanh(x, start, stack())
            : Sequences.rnnRelu(x, start, stack());
    return new Result(outputLike(input, result.output()), stateLike(input, result.h()));
  }
}
