package gradus.nn;

/// How a [MultiheadAttention] works.
///
/// ```java
/// var attention = new MultiheadAttention(64, 8, MultiheadAttention.batchFirst(true).dropout(0.1));
/// ```
///
/// @param dropout the probability with which a weight is dropped in training
/// @param bias whether the projections add biases
/// @param addBiasKv whether a learned key and value are added to those given
/// @param addZeroAttn whether a key and value of zeros are added to those given
/// @param kdim the number of features of a key; 0 for that of a query
/// @param vdim the number of features of a value; 0 for that of a query
/// @param batchFirst whether inputs and output are `[N, L, E]` instead of `[L, N, E]`
public record AttentionOptions(
    double dropout,
    boolean bias,
    boolean addBiasKv,
    boolean addZeroAttn,
    int kdim,
    int vdim,
    boolean batchFirst) {
  static final AttentionOptions USUAL = new AttentionOptions(0, true, false, false, 0, 0, false);

  /// Makes options.
  ///
  /// @throws IllegalArgumentException if `dropout` is not in [0, 1]
  public AttentionOptions {
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          "AttentionOptions: dropout is %s; a probability is in [0, 1]".formatted(dropout));
    }
  }

  /// The same with so much dropout of weights.
  public AttentionOptions dropout(double dropout) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with biases, or without.
  public AttentionOptions bias(boolean bias) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with a learned key and value more, or without.
  public AttentionOptions addBiasKv(boolean addBiasKv) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with a key and value of zeros more, or without.
  public AttentionOptions addZeroAttn(boolean addZeroAttn) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with keys of so many features.
  public AttentionOptions kdim(int kdim) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with values of so many features.
  public AttentionOptions vdim(int vdim) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /// The same with inputs `[N, L, E]`, or `[L, N, E]`.
  public AttentionOptions batchFirst(boolean batchFirst) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }
}
