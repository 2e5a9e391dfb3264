package gradus.nn;

import gradus.autograd.DType;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;

/// Which keys each query must not see, said in two ways, as one mask for
/// [gradus.nn.functional.Attention#weights], which wants to know what may be seen.
record AttentionMasks(int batch, int heads, int queries, int keys, DType dtype) {
  /// For projected queries `[N, L, E]` and keys `[N, S, E]`.
  AttentionMasks(int heads, Tensor query, Tensor key) {
    this(query.size(0), heads, query.size(1), key.size(1), query.dtype());
  }

  /// Both masks, of which each may be null, as one; null for none.
  Tensor joined(Tensor padding, Tensor attention) {
    Tensor ofKeys = padding == null ? null : ofKeys(padding);
    Tensor ofPairs = attention == null ? null : ofPairs(attention);
    if (ofKeys == null || ofPairs == null) {
      Tensor one = ofKeys == null ? ofPairs : ofKeys;
      return one == null || one.dtype() != DType.BOOL ? one : one.logicalNot();
    }
    return ofKeys.dtype() == DType.BOOL && ofPairs.dtype() == DType.BOOL
        ? ofKeys.logicalOr(ofPairs).logicalNot()
        : added(ofKeys).add(added(ofPairs));
  }

  /// `[N, S]` as `[N, 1, 1, S]`.
  private Tensor ofKeys(Tensor mask) {
    requireShape("keyPaddingMask", mask, new int[] {batch, keys}, new int[] {keys});
    return mask.reshape(batch, 1, 1, keys);
  }

  /// `[L, S]` as it is, `[N heads, L, S]` as `[N, heads, L, S]`.
  private Tensor ofPairs(Tensor mask) {
    requireShape(
        "attnMask", mask, new int[] {queries, keys}, new int[] {batch * heads, queries, keys});
    return mask.dim() == 2 ? mask : mask.reshape(batch, heads, queries, keys);
  }

  /// A mask as numbers that are added to scores.
  private Tensor added(Tensor mask) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(dtype, mask.shape().toArray()).maskedFill(mask, Double.NEGATIVE_INFINITY)
        : mask;
  }

  private void requireShape(String name, Tensor mask, int[] one, int[] other) {
    int[] sizes = mask.shape().toArray();
    boolean alone = other.length == 1 && batch != 1;
    boolean fits = Arrays.equals(sizes, one) || !alone && Arrays.equals(sizes, other);
    if (!fits || mask.dtype() == DType.INT64) {
      throw new ShapeException(
          "MultiheadAttention: %s is %s %s; it must be BOOL or %s, of shape %s%s",
          name,
          mask.dtype(),
          mask.shape(),
          dtype,
          Arrays.toString(one),
          alone ? "" : " or " + Arrays.toString(other));
    }
  }

  /// The mask with so many keys more, which every query may see.
  static Tensor widened(Tensor mask, int more) {
    if (mask == null || more == 0) {
      return mask;
    }
    int[] sizes = mask.shape().toArray();
    sizes[sizes.length - 1] = more;
    Tensor seen =
        mask.dtype() == DType.BOOL
            ? Tensor.ones(DType.BOOL, sizes)
            : Tensor.zeros(mask.dtype(), sizes);
    return Tensor.cat(-1, mask, seen);
  }
}
