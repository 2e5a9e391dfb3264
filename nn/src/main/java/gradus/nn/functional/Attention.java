package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// Weighted means whose weights come from comparing queries with keys.
public final class Attention {
  private Attention() {}

  /// Attends without mask and dropout. See [#scaledDotProductAttention(Tensor, Tensor, Tensor,
  /// Tensor, double, boolean, double)].
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    requireLinedUp(query, key, value);
    return scaledDotProductAttention(query, key, value, null, 0, false, scale(query));
  }

  /// [#scaledDotProductAttention(Tensor, Tensor, Tensor, Tensor, double, boolean, double)] with a
  /// mask, without dropout.
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, Tensor mask) {
    return scaledDotProductAttention(query, key, value, mask, 0, false, scale(query));
  }

  /// Means of `value`, weighted by how well each query matches each key: `softmax(s q kᵀ + mask)
  /// v`.
  ///
  /// Shape: `[…, L, E]`, `[…, S, E]`, `[…, S, V]` to `[…, L, V]`; the mask broadcasts to `[…, L,
  /// S]`. Like `torch.nn.functional.scaled_dot_product_attention`. Source: Vaswani et al., 2017.
  ///
  /// @param mask true where a query may see a key, or numbers that are added; null for none
  /// @param dropout the probability with which a weight is dropped, in [0, 1]; draws where it is
  ///   not 0
  /// @param causal whether query `i` sees only the keys 0 to `i`; not together with a mask
  /// @param scale `s`; [#scale] gives the usual `1 / √E`
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if a mask is given together with `causal`
  public static Tensor scaledDotProductAttention(
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor mask,
      double dropout,
      boolean causal,
      double scale) {
    Tensor weights = weights(query, key, value, mask, causal, scale);
    return Dropouts.dropout(weights, dropout, true).matmul(value);
  }

  /// [#scaledDotProductAttention(Tensor, Tensor, Tensor, Tensor, double, boolean, double)] whose
  /// keys and values may have fewer heads than the queries: neighbouring queries share them.
  ///
  /// Shape: `[…, H, L, E]`, `[…, G, S, E]`, `[…, G, S, V]` to `[…, H, L, V]`, where query head `h`
  /// sees head `h G / H` of the keys and values. Source: Ainslie et al., 2023.
  ///
  /// @param enableGqa whether heads are shared; false asks for as many of each
  /// @throws ShapeException if `G` does not divide `H`, or the shapes do not line up
  public static Tensor scaledDotProductAttention(
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor mask,
      double dropout,
      boolean causal,
      double scale,
      boolean enableGqa) {
    if (!enableGqa) {
      return scaledDotProductAttention(query, key, value, mask, dropout, causal, scale);
    }
    requireLinedUp(query, key, value);
    int shared = queriesPerHead(query, key, value);
    Tensor keys = key.repeatInterleave(shared, -3);
    Tensor values = value.repeatInterleave(shared, -3);
    return scaledDotProductAttention(query, keys, values, mask, dropout, causal, scale);
  }

  private static int queriesPerHead(Tensor query, Tensor key, Tensor value) {
    boolean heads = query.dim() > 2 && key.dim() > 2 && value.dim() > 2;
    if (!heads
        || key.size(-3) != value.size(-3)
        || key.size(-3) == 0
        || query.size(-3) % key.size(-3) != 0) {
      throw new ShapeException(
          "scaledDotProductAttention: query %s, key %s and value %s cannot share heads: they must"
              + " be […, H, L, E], […, G, S, E] and […, G, S, V], with H a multiple of G",
          query.shape(), key.shape(), value.shape());
    }
    return query.size(-3) / key.size(-3);
  }

  /// The weights of [#scaledDotProductAttention(Tensor, Tensor, Tensor, Tensor, double, boolean,
  /// double)], before dropout: `softmax(s q kᵀ + mask)`, shape `[…, L, S]`.
  ///
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if a mask is given together with `causal`
  public static Tensor weights(
      Tensor query, Tensor key, Tensor value, Tensor mask, boolean causal, double scale) {
    requireLinedUp(query, key, value);
    requireOneType(query, key, value);
    if (Double.isNaN(scale)) {
      throw new IllegalArgumentException(
          "scaledDotProductAttention: the scale is NaN, and so would be every weight; give a"
              + " number, such as scale(query)");
    }
    if (mask != null && causal) {
      throw new IllegalArgumentException(
          "scaledDotProductAttention: a mask is given together with causal; leave one of them out");
    }
    Tensor scores = query.mul(scale).matmul(key.mT());
    Tensor seen = causal ? Tensor.ones(query.size(-2), key.size(-2)).tril().to(DType.BOOL) : mask;
    if (seen == null) {
      return scores.softmax(-1);
    }
    Shape shape = scores.shape();
    if (!shape.broadcast("scaledDotProductAttention", seen.shape()).equals(shape)) {
      throw new ShapeException(
          "scaledDotProductAttention: a mask of shape %s for scores of shape %s; it must broadcast to"
              + " the scores: reshape it, or expand the query",
          seen.shape(), shape);
    }
    if (seen.dtype() != DType.BOOL) {
      return scores.add(seen).softmax(-1);
    }
    return softmaxWhere(seen, scores);
  }

  /// The softmax over what is seen; a query that sees nothing has weights 0.
  private static Tensor softmaxWhere(Tensor seen, Tensor scores) {
    Tensor hidden = Tensor.scalar(scores.dtype(), Double.NEGATIVE_INFINITY);
    Tensor blind = seen.any(-1, true).logicalNot();
    Tensor masked = Tensor.where(seen.logicalOr(blind), scores, hidden);
    Tensor weights = masked.softmax(-1);
    return Tensor.where(blind, weights.zerosLike(), weights);
  }

  /// The usual scale of the scores: `1 / √E`, with the size `E` of a query.
  public static double scale(Tensor query) {
    Op.requireGiven("scaledDotProductAttention", "the query", query);
    if (query.dim() == 0) {
      throw new ShapeException(
          "scaledDotProductAttention: the query is a single number; it must be […, L, E]");
    }
    return 1 / Math.sqrt(query.size(-1));
  }

  private static void requireLinedUp(Tensor query, Tensor key, Tensor value) {
    Op.requireGiven("scaledDotProductAttention", "the query", query);
    Op.requireGiven("scaledDotProductAttention", "the key", key);
    Op.requireGiven("scaledDotProductAttention", "the value", value);
    boolean matrices = query.dim() > 1 && key.dim() > 1 && value.dim() > 1;
    if (!matrices || query.size(-1) != key.size(-1) || key.size(-2) != value.size(-2)) {
      throw new ShapeException(
          "scaledDotProductAttention: query %s, key %s and value %s do not line up: they must be"
              + " […, L, E], […, S, E] and […, S, V]",
          query.shape(), key.shape(), value.shape());
    }
  }

  private static void requireOneType(Tensor query, Tensor key, Tensor value) {
    DType type = query.dtype();
    if (!type.isFloatingPoint() || key.dtype() != type || value.dtype() != type) {
      throw new IllegalArgumentException(
          "scaledDotProductAttention: query %s, key %s and value %s: all must have one floating-point type; cast with to(FLOAT32)"
              .formatted(type, key.dtype(), value.dtype()));
    }
  }
}
