package gradus.nn;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.nn.functional.Attention;
import gradus.nn.functional.Dropouts;
import gradus.nn.functional.Linears;

/// Attention of several heads: queries, keys and values are projected, cut into heads that attend
/// each on their own, put together, and projected again.
///
/// ```java
/// var attention = new MultiheadAttention(64, 8, MultiheadAttention.batchFirst(true));
/// Tensor y = attention.apply(x, x, x).output();
/// ```
///
/// Shape, for `E` features, `L` queries and `S` keys: query `[L, N, E]`, key and value `[S, N, E]`,
/// each `[N, …, E]` with `batchFirst` or without `N`; output as the query, weights `[N, L, S]`.
/// Parameters: `in_proj_weight` `[3E, E]` (or `q_proj_weight`, `k_proj_weight` and `v_proj_weight`
/// where keys or values have other sizes), `in_proj_bias` `[3E]`, `bias_k` and `bias_v` `[1, 1, E]`
/// where added, and the layer `out_proj`. See [Attention]; like `torch.nn.MultiheadAttention`.
/// Source: Vaswani et al., 2017.
public final class MultiheadAttention extends Block {
  private final int embedDim;
  private final int numHeads;
  private final AttentionOptions options;
  private final Tensor inProjection;
  private final Tensor[] projections;
  private final Tensor inBias;
  private final Tensor biasK;
  private final Tensor biasV;
  private final Linear outProjection;

  /// What attention gives.
  ///
  /// @param output one vector per query
  /// @param weights how much each query takes of each key, `[N, L, S]` as the mean over the heads
  ///   or `[N, heads, L, S]`; null where they were not asked for
  public record Result(Tensor output, Tensor weights) {}

  /// Makes attention for vectors of `embedDim` features, `embedDim / numHeads` for each head.
  ///
  /// @throws IllegalArgumentException if the heads do not divide the features
  public MultiheadAttention(int embedDim, int numHeads) {
    this(embedDim, numHeads, AttentionOptions.USUAL);
  }

  /// Makes attention that works as `options` say.
  ///
  /// @throws IllegalArgumentException if the heads do not divide the features
  public MultiheadAttention(int embedDim, int numHeads, AttentionOptions options) {
    if (embedDim < 1 || numHeads < 1 || embedDim % numHeads != 0) {
      throw new IllegalArgumentException(
          "MultiheadAttention: %d features in %d heads; the number of heads must divide that of features"
              .formatted(embedDim, numHeads));
    }
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.options = options;
    int kdim = options.kdim() == 0 ? embedDim : options.kdim();
    int vdim = options.vdim() == 0 ? embedDim : options.vdim();
    boolean together = kdim == embedDim && vdim == embedDim;
    inProjection =
        together ? parameter("in_proj_weight", Tensor.zeros(3 * embedDim, embedDim)) : null;
    projections =
        together
            ? new Tensor[0]
            : new Tensor[] {
              parameter("q_proj_weight", Tensor.zeros(embedDim, embedDim)),
              parameter("k_proj_weight", Tensor.zeros(embedDim, kdim)),
              parameter("v_proj_weight", Tensor.zeros(embedDim, vdim))
            };
    boolean bias = options.bias();
    inBias = bias ? parameter("in_proj_bias", Tensor.zeros(3 * embedDim)) : null;
    outProjection = register("out_proj", new Linear(embedDim, embedDim, bias));
    boolean added = options.addBiasKv();
    biasK = added ? parameter("bias_k", Tensor.zeros(1, 1, embedDim)) : null;
    biasV = added ? parameter("bias_v", Tensor.zeros(1, 1, embedDim)) : null;
    reset();
  }

  private void reset() {
    if (inProjection != null) {
      Init.xavierUniform_(inProjection);
    }
    for (Tensor projection : projections) {
      Init.xavierUniform_(projection);
    }
    if (outProjection.bias() != null) {
      Init.zeros_(outProjection.bias());
    }
    if (biasK != null) {
      Init.xavierNormal_(biasK);
      Init.xavierNormal_(biasV);
    }
  }

  /// Options with so much dropout of weights.
  public static AttentionOptions dropout(double dropout) {
    return AttentionOptions.USUAL.dropout(dropout);
  }

  /// Options with biases, or without.
  public static AttentionOptions bias(boolean bias) {
    return AttentionOptions.USUAL.bias(bias);
  }

  /// Options with inputs `[N, L, E]`, or `[L, N, E]`.
  public static AttentionOptions batchFirst(boolean batchFirst) {
    return AttentionOptions.USUAL.batchFirst(batchFirst);
  }

  /// Options with keys of so many features.
  public static AttentionOptions kdim(int kdim) {
    return AttentionOptions.USUAL.kdim(kdim);
  }

  /// Options with values of so many features.
  public static AttentionOptions vdim(int vdim) {
    return AttentionOptions.USUAL.vdim(vdim);
  }

  /// Attends without masks, and gives the weights as means over the heads.
  ///
  /// @throws ShapeException if the shapes do not belong together
  public Result apply(Tensor query, Tensor key, Tensor value) {
    return apply(query, key, value, null, true, null, true);
  }

  /// Attends.
  ///
  /// A query that may see no key gets zeros of every value.
  ///
  /// @param keyPaddingMask `[N, S]`: true where a key is only padding and must not be seen, or
  ///   numbers that are added to the scores; null for none
  /// @param needWeights whether the weights are wanted
  /// @param attnMask `[L, S]` or `[N heads, L, S]`: true where a query must not see a key, or
  ///   numbers that are added to the scores; null for none
  /// @param averageAttnWeights whether the weights are the mean over the heads
  /// @throws ShapeException if the shapes do not belong together
  public Result apply(
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor keyPaddingMask,
      boolean needWeights,
      Tensor attnMask,
      boolean averageAttnWeights) {
    return inScope(
        () -> attend(query, key, value, keyPaddingMask, needWeights, attnMask, averageAttnWeights));
  }

  private Result attend(
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor keyPaddingMask,
      boolean needWeights,
      Tensor attnMask,
      boolean averageAttnWeights) {
    requireInputs(query, key, value);
    Tensor[] projected = projected(query, key, value);
    var masks = new AttentionMasks(numHeads, projected[0], projected[1]);
    Tensor mask = masks.joined(keyPaddingMask, attnMask);
    Tensor k = withMore(projected[1], biasK);
    Tensor v = withMore(projected[2], biasV);
    mask = AttentionMasks.widened(mask, k.size(1) - projected[1].size(1));
    Tensor q = heads(projected[0]);
    Tensor all = Attention.weights(q, heads(k), heads(v), mask, false, Attention.scale(q));
    Tensor weights = Dropouts.dropout(all, options.dropout(), training());
    Tensor output = outProjection.apply(weights.matmul(heads(v)).transpose(1, 2).flatten(2));
    boolean batched = query.dim() == 3;
    return new Result(
        !batched ? output.squeeze(0) : options.batchFirst() ? output : output.transpose(0, 1),
        needWeights ? shown(weights, averageAttnWeights, batched) : null);
  }

  /// The projections of query, key and value, `[N, …, E]`; one product where they are the same.
  private Tensor[] projected(Tensor query, Tensor key, Tensor value) {
    if (query == key && key == value && inProjection != null) {
      return Linears.linear(batchFirst(query), inProjection, inBias).chunk(3, -1);
    }
    Tensor[] inputs = {query, key, value};
    Tensor[] projected = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      int first = i * embedDim;
      Tensor weight =
          inProjection == null ? projections[i] : inProjection.narrow(0, first, embedDim);
      Tensor bias = inBias == null ? null : inBias.narrow(0, first, embedDim);
      projected[i] = Linears.linear(batchFirst(inputs[i]), weight, bias);
    }
    return projected;
  }

  private Tensor batchFirst(Tensor x) {
    if (x.dim() == 2) {
      return x.unsqueeze(0);
    }
    return options.batchFirst() ? x : x.transpose(0, 1);
  }

  /// Keys or values with what this block adds to them.
  private Tensor withMore(Tensor x, Tensor learned) {
    int batch = x.size(0);
    Tensor more = learned == null ? x : Tensor.cat(1, x, learned.expand(batch, 1, embedDim));
    return options.addZeroAttn()
        ? Tensor.cat(1, more, Tensor.zeros(x.dtype(), batch, 1, embedDim))
        : more;
  }

  /// `[N, L, E]` as `[N, heads, L, E / heads]`.
  private Tensor heads(Tensor x) {
    return x.unflatten(2, numHeads, embedDim / numHeads).transpose(1, 2);
  }

  private static Tensor shown(Tensor weights, boolean average, boolean batched) {
    Tensor shown = average ? weights.mean(1) : weights;
    return batched ? shown : shown.squeeze(0);
  }

  private void requireInputs(Tensor query, Tensor key, Tensor value) {
    Op.requireGiven("MultiheadAttention", "the query", query);
    Op.requireGiven("MultiheadAttention", "the key", key);
    Op.requireGiven("MultiheadAttention", "the value", value);
    int kdim = options.kdim() == 0 ? embedDim : options.kdim();
    int vdim = options.vdim() == 0 ? embedDim : options.vdim();
    boolean dims =
        (query.dim() == 2 || query.dim() == 3)
            && key.dim() == query.dim()
            && value.dim() == query.dim();
    int batch = options.batchFirst() ? 0 : 1;
    int length = 1 - batch;
    boolean fits =
        dims
            && query.size(-1) == embedDim
            && key.size(-1) == kdim
            && value.size(-1) == vdim
            && key.size(query.dim() == 2 ? 0 : length) == value.size(query.dim() == 2 ? 0 : length)
            && (query.dim() == 2
                || query.size(batch) == key.size(batch) && key.size(batch) == value.size(batch));
    if (!fits) {
      String form = options.batchFirst() ? "[N, %s, %d]" : "[%s, N, %d]";
      throw new ShapeException(
          "MultiheadAttention: query %s, key %s and value %s do not belong together; they must be"
              + " %s, %s and %s, or without N",
          query.shape(),
          key.shape(),
          value.shape(),
          form.formatted("L", embedDim),
          form.formatted("S", kdim),
          form.formatted("S", vdim));
    }
  }
}
