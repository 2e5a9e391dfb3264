package gradus.nn;

/// How the cells of an [RNN], [LSTM] or [GRU] are stacked.
///
/// ```java
/// var lstm = new LSTM(28, 64, LSTM.numLayers(2).batchFirst(true).dropout(0.2));
/// ```
///
/// @param numLayers how many layers, each with the results of the one before as its inputs
/// @param bias whether the cells add biases
/// @param batchFirst whether input and output are `[N, T, …]` instead of `[T, N, …]`; the states
///   stay `[layers, N, H]`
/// @param dropout the probability with which a number between two layers is dropped in training
/// @param bidirectional whether each layer has a second cell that goes from the last time to the
///   first
public record RecurrentOptions(
    int numLayers, boolean bias, boolean batchFirst, double dropout, boolean bidirectional) {
  static final RecurrentOptions USUAL = new RecurrentOptions(1, true, false, 0, false);

  /// Makes options.
  ///
  /// @throws IllegalArgumentException if there is no layer, or `dropout` is not in [0, 1]
  public RecurrentOptions {
    if (numLayers < 1) {
      throw new IllegalArgumentException(
          "RecurrentOptions: numLayers is %d; there must be at least one".formatted(numLayers));
    }
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          "RecurrentOptions: dropout is %s; a probability is in [0, 1]".formatted(dropout));
    }
  }

  /// The same with so many layers.
  public RecurrentOptions numLayers(int numLayers) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, bidirectional);
  }

  /// The same with biases, or without.
  public RecurrentOptions bias(boolean bias) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, bidirectional);
  }

  /// The same with inputs `[N, T, …]`, or `[T, N, …]`.
  public RecurrentOptions batchFirst(boolean batchFirst) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, bidirectional);
  }

  /// The same with so much dropout between layers.
  public RecurrentOptions dropout(double dropout) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, bidirectional);
  }

  /// The same with both directions, or forward alone.
  public RecurrentOptions bidirectional(boolean bidirectional) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, bidirectional);
  }
}
