package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Sort;

/// Elements in order of size along a dimension. Equal elements keep their order, and NaN is greater
/// than everything.
public sealed interface Sorting permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Sorts along the last dimension, smallest first.
  default SortResult sort() {
    return sort(-1, false);
  }

  /// Sorts along `dim`, smallest first.
  default SortResult sort(int dim) {
    return sort(dim, false);
  }

  /// Sorts along `dim`; stable.
  ///
  /// Shape: any. Gradient: every `dy` goes to where its element was. Like `torch.sort`.
  ///
  /// @param descending greatest first
  /// @throws ShapeException if the dimension does not exist
  default SortResult sort(int dim, boolean descending) {
    Tensor indices = ordered("sort", dim, descending);
    return new SortResult(
        self().dim() == 0 ? self().clone() : self().gather(dim, indices), indices);
  }

  /// [#sort(int, boolean)], which is stable whether `stable` asks for it or not.
  default SortResult sort(int dim, boolean descending, boolean stable) {
    return sort(dim, descending);
  }

  /// The places that sort the last dimension, smallest first.
  default Tensor argsort() {
    return argsort(-1, false);
  }

  /// The places that sort along `dim`, smallest first.
  default Tensor argsort(int dim) {
    return argsort(dim, false);
  }

  /// The places that sort along `dim`, INT64; stable. Not differentiable. Like `torch.argsort`.
  ///
  /// @param descending greatest first
  /// @throws ShapeException if the dimension does not exist
  default Tensor argsort(int dim, boolean descending) {
    return ordered("argsort", dim, descending);
  }

  /// [#argsort(int, boolean)], which is stable whether `stable` asks for it or not.
  default Tensor argsort(int dim, boolean descending, boolean stable) {
    return argsort(dim, descending);
  }

  private Tensor ordered(String name, int dim, boolean descending) {
    int along = self().shape().checkDim(name, dim);
    if (self().dim() == 0) {
      return Tensor.scalar(0L);
    }
    Array numbers = self().dtype() == DType.BOOL ? self().array().to(DType.INT64) : self().array();
    return new Tensor(Sort.order(numbers, along, descending));
  }

  /// The `k` greatest elements along the last dimension, greatest first.
  default SortResult topk(int k) {
    return topk(k, -1);
  }

  /// The `k` greatest elements along `dim`, greatest first.
  default SortResult topk(int k, int dim) {
    return topk(k, dim, true);
  }

  /// The `k` greatest (or smallest) elements along `dim`, the most extreme first.
  ///
  /// Shape: `S` with size `k` at `dim`. Gradient: every `dy` goes to where its element was. Like
  /// `torch.topk`.
  ///
  /// @param largest whether the greatest are wanted, or the smallest
  /// @throws ShapeException if the dimension does not exist or has fewer than `k` elements
  /// @throws IllegalArgumentException for BOOL
  default SortResult topk(int k, int dim, boolean largest) {
    Promotion.refuseBool("topk", self());
    int along = self().shape().checkDim("topk", dim);
    int size = self().dim() == 0 ? 1 : self().size(along);
    if (k < 0 || k > size) {
      throw new ShapeException(
          "topk: k = %d of dimension %d of shape %s, which has %d elements; use 0 to %d",
          k, along, self().shape(), size, size);
    }
    if (self().dim() == 0) {
      return new SortResult(self().clone(), Tensor.scalar(0L));
    }
    Tensor indices = ordered("topk", along, largest).narrow(along, 0, k).contiguous();
    return new SortResult(self().gather(along, indices), indices);
  }

  /// [#topk(int, int, boolean)], which sorts what it gives whether `sorted` asks for it or not.
  default SortResult topk(int k, int dim, boolean largest, boolean sorted) {
    return topk(k, dim, largest);
  }

  /// The median of all elements: of an even number, the lower of the middle two; NaN if there is
  /// one, or no element.
  ///
  /// Shape: any to a single number. Gradient: `dy`, shared evenly by the elements that equal the
  /// median. Like `torch.median`.
  ///
  /// @throws ShapeException if there is no element and the type has no NaN
  /// @throws IllegalArgumentException for BOOL
  default Tensor median() {
    Promotion.refuseBool("median", self());
    if (self().numel() == 0) {
      if (self().dtype().isFloatingPoint()) {
        return self().mean();
      }
      throw new ShapeException(
          "median: shape %s of %s has no elements, and no whole number is the median of none; cast"
              + " with to(FLOAT32) for NaN",
          self().shape(), self().dtype());
    }
    Saved x = Op.save(self());
    return Op.of("median", self())
        .forward(() -> self().reshape(-1).median(0).values().clone())
        .backwardFromOutput((g, y) -> {
          Tensor chosen =
              x.get().eq(y).logicalOr(x.get().isnan().logicalAnd(y.isnan())).to(g.dtype());
          return g.mul(chosen).div(chosen.sum());
        });
  }

  /// The medians along `dim` and where they are.
  default MedianResult median(int dim) {
    return median(dim, false);
  }

  /// The medians along `dim` and where they are: of an even number of elements, the lower of the
  /// middle two; NaN if there is one.
  ///
  /// Shape: `S` without `dim`. Gradient: `dy` to the element at the index. Like `torch.median(x,
  /// dim)`.
  ///
  /// @param keepDim keeps the dimension, with size 1
  /// @throws ShapeException if the dimension does not exist or is empty
  /// @throws IllegalArgumentException for BOOL
  default MedianResult median(int dim, boolean keepDim) {
    Promotion.refuseBool("median", self());
    int along = self().shape().checkDim("median", dim);
    if (self().dim() == 0) {
      return new MedianResult(self().clone(), Tensor.scalar(0L));
    }
    if (self().size(along) == 0) {
      throw new ShapeException(
          "median: dimension %d of shape %s is empty, and nothing is the median of none",
          along, self().shape());
    }
    Tensor order = ordered("median", along, false);
    Tensor middle = order.narrow(along, (self().size(along) - 1) / 2, 1);
    Tensor firstNan = self().isnan().to(DType.INT64).argmax(along, true);
    Tensor hasNan = self().isnan().any(along, true);
    Tensor indices = Tensor.where(hasNan, firstNan, middle);
    Tensor values = self().gather(along, indices);
    return keepDim
        ? new MedianResult(values, indices)
        : new MedianResult(values.squeeze(along), indices.squeeze(along));
  }
}
