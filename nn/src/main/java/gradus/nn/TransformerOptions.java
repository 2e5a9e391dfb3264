package gradus.nn;

import gradus.autograd.Tensor;
import java.util.function.UnaryOperator;

/// How a [TransformerEncoderLayer] works.
///
/// @param dimFeedforward the number of features between its two linear layers
/// @param dropout the probability with which a number is dropped in training
/// @param activation what comes between the two linear layers, such as `Tensor::relu` or
///   `Activations::gelu`
/// @param layerNormEps added to the variance in its normalizations
/// @param batchFirst whether input and output are `[N, T, E]` instead of `[T, N, E]`
/// @param normFirst whether it normalizes before attention and linear layers instead of after
/// @param bias whether its linear layers and normalizations add biases
public record TransformerOptions(
    int dimFeedforward,
    double dropout,
    UnaryOperator<Tensor> activation,
    double layerNormEps,
    boolean batchFirst,
    boolean normFirst,
    boolean bias) {
  static final TransformerOptions USUAL =
      new TransformerOptions(2048, 0.1, Tensor::relu, 1e-5, false, false, true);

  /// The same with so many features between the linear layers.
  public TransformerOptions dimFeedforward(int dimFeedforward) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with so much dropout.
  public TransformerOptions dropout(double dropout) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with this function, or layer, between the linear layers.
  public TransformerOptions activation(UnaryOperator<Tensor> activation) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with this number added to variances.
  public TransformerOptions layerNormEps(double layerNormEps) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with inputs `[N, T, E]`, or `[T, N, E]`.
  public TransformerOptions batchFirst(boolean batchFirst) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with normalization before, or after.
  public TransformerOptions normFirst(boolean normFirst) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /// The same with biases, or without.
  public TransformerOptions bias(boolean bias) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }
}
