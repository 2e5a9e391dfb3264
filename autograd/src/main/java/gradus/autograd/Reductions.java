package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Fold;
import gradus.autograd.kernel.Rows;
import gradus.autograd.kernel.Select;
import java.util.Arrays;

/// What becomes of many elements one: sums, means, extremes. Each works along any dimensions, named
/// by number and counted from the end if negative; none means all. With `keepDim` the reduced
/// dimensions stay, with size 1.
public sealed interface Reductions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Adds up: `y = Σ x`; 0 for no elements, an INT64 for whole numbers and booleans.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy`, repeated. Like `torch.sum`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor sum(int... dims) {
    return sum(dims, false);
  }

  /// [#sum(int...)] along one dimension, which may be kept.
  default Tensor sum(int dim, boolean keepDim) {
    return sum(new int[] {dim}, keepDim);
  }

  /// [#sum(int...)] with dimensions that may be kept.
  default Tensor sum(int[] dims, boolean keepDim) {
    Shape from = self().shape();
    int[] along = from.checkDims("sum", dims);
    Shape to = from.reduce(along, keepDim);
    return Op.of("sum", self())
        .forward(() -> new Tensor(Fold.SUM.apply(Op.countable(self()), along, to)))
        .backward(g -> Op.spread(g, from, along));
  }

  /// [#sum(int...)] computed as this type.
  default Tensor sum(DType dtype, int... dims) {
    return sum(dtype, dims, false);
  }

  /// [#sum(int...)] computed as this type along one dimension, which may be kept.
  default Tensor sum(DType dtype, int dim, boolean keepDim) {
    return sum(dtype, new int[] {dim}, keepDim);
  }

  /// [#sum(int...)] computed as this type, with dimensions that may be kept.
  default Tensor sum(DType dtype, int[] dims, boolean keepDim) {
    return self().to(dtype).sum(dims, keepDim);
  }

  /// The arithmetic mean: `y = Σ x / n`; NaN for no elements.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy / n`, repeated. Like `torch.mean`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor mean(int... dims) {
    return mean(dims, false);
  }

  /// [#mean(int...)] along one dimension, which may be kept.
  default Tensor mean(int dim, boolean keepDim) {
    return mean(new int[] {dim}, keepDim);
  }

  /// [#mean(int...)] with dimensions that may be kept.
  default Tensor mean(int[] dims, boolean keepDim) {
    requireFloating("mean");
    Shape from = self().shape();
    int[] along = from.checkDims("mean", dims);
    Shape to = from.reduce(along, keepDim);
    double count = (double) from.numel() / to.numel();
    return Op.of("mean", self())
        .forward(() -> new Tensor(Fold.SUM.apply(self().array(), along, to)).div(count))
        .backward(g -> Op.spread(g.div(count), from, along));
  }

  /// [#mean(int...)] computed as this type.
  default Tensor mean(DType dtype, int... dims) {
    return mean(dtype, dims, false);
  }

  /// [#mean(int...)] computed as this type along one dimension, which may be kept.
  default Tensor mean(DType dtype, int dim, boolean keepDim) {
    return mean(dtype, new int[] {dim}, keepDim);
  }

  /// [#mean(int...)] computed as this type, with dimensions that may be kept.
  default Tensor mean(DType dtype, int[] dims, boolean keepDim) {
    return self().to(dtype).mean(dims, keepDim);
  }

  private void requireFloating(String name) {
    if (!self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: of %s: only floating-point tensors have one; cast first: x.to(FLOAT32).%s()"
              .formatted(name, self().dtype(), name));
    }
  }

  /// The greatest element; NaN if there is one.
  ///
  /// Shape: any to a single number. Gradient: `dy`, shared evenly by the elements that are
  /// greatest, or by those that are NaN. Like `torch.max`.
  ///
  /// @throws ShapeException if there is no element
  default Tensor max() {
    return extreme("max", Fold.MAX, new int[0], false);
  }

  /// The smallest element; NaN if there is one.
  ///
  /// Shape: any to a single number. Gradient: `dy`, shared evenly by the elements that are
  /// smallest, or by those that are NaN. Like `torch.min`.
  ///
  /// @throws ShapeException if there is no element
  default Tensor min() {
    return extreme("min", Fold.MIN, new int[0], false);
  }

  /// The greatest elements along a dimension and where they are; of several, the first; NaN is
  /// greatest.
  ///
  /// Shape: `S` without `dim`. Gradient: `dy` to the element at the index, and to no other that is
  /// as great. Like `torch.max(x, dim)`.
  ///
  /// @throws ShapeException if the dimension does not exist or is empty
  default MaxResult max(int dim) {
    return max(dim, false);
  }

  /// [#max(int)] with a dimension that may be kept.
  default MaxResult max(int dim, boolean keepDim) {
    return picked("max", dim, true, keepDim);
  }

  /// The smallest elements along a dimension and where they are; of several, the first; NaN is
  /// smallest.
  ///
  /// Shape: `S` without `dim`. Gradient: `dy` to the element at the index, and to no other that is
  /// as small. Like `torch.min(x, dim)`.
  ///
  /// @throws ShapeException if the dimension does not exist or is empty
  default MaxResult min(int dim) {
    return min(dim, false);
  }

  /// [#min(int)] with a dimension that may be kept.
  default MaxResult min(int dim, boolean keepDim) {
    return picked("min", dim, false, keepDim);
  }

  private MaxResult picked(String name, int dim, boolean greatest, boolean keepDim) {
    Tensor indices = placeOf(Op.countable(self()), name, dim, true, greatest);
    Tensor values = self().dim() == 0 ? self().clone() : self().gather(dim, indices);
    boolean drop = !keepDim && self().dim() > 0;
    return new MaxResult(
        drop ? values.squeeze(dim) : values, drop ? indices.squeeze(dim) : indices);
  }

  /// The greatest elements along dimensions; NaN if there is one.
  ///
  /// Shape: `S` without `dims`. Gradient: `dy`, shared evenly by the elements that are greatest.
  /// Like `torch.amax`.
  ///
  /// @throws ShapeException if a dimension does not exist, is named twice, or is empty
  default Tensor amax(int... dims) {
    return amax(dims, false);
  }

  /// [#amax(int...)] along one dimension, which may be kept.
  default Tensor amax(int dim, boolean keepDim) {
    return amax(new int[] {dim}, keepDim);
  }

  /// [#amax(int...)] with dimensions that may be kept.
  default Tensor amax(int[] dims, boolean keepDim) {
    return extreme("amax", Fold.MAX, dims, keepDim);
  }

  /// The smallest elements along dimensions; NaN if there is one.
  ///
  /// Shape: `S` without `dims`. Gradient: `dy`, shared evenly by the elements that are smallest.
  /// Like `torch.amin`.
  ///
  /// @throws ShapeException if a dimension does not exist, is named twice, or is empty
  default Tensor amin(int... dims) {
    return amin(dims, false);
  }

  /// [#amin(int...)] along one dimension, which may be kept.
  default Tensor amin(int dim, boolean keepDim) {
    return amin(new int[] {dim}, keepDim);
  }

  /// [#amin(int...)] with dimensions that may be kept.
  default Tensor amin(int[] dims, boolean keepDim) {
    return extreme("amin", Fold.MIN, dims, keepDim);
  }

  private Tensor extreme(String name, Fold fold, int[] dims, boolean keepDim) {
    Shape from = self().shape();
    int[] along = from.checkDims(name, dims);
    Shape to = from.reduce(along, keepDim);
    requireElements(name, from, to);
    Saved x = Op.save(self());
    return Op.of(name, self())
        .forward(() -> new Tensor(fold.apply(Op.countable(self()), along, to)).to(self().dtype()))
        .backwardFromOutput((g, y) -> {
          Tensor chosen = equalTo(y, x.get(), from, along).to(g.dtype());
          return Op.spread(g, from, along).mul(chosen).div(chosen.sum(along, true));
        });
  }

  /// Where `x` is the extreme `y`; where it is NaN if the extreme of all elements is.
  private static Tensor equalTo(Tensor y, Tensor x, Shape from, int[] along) {
    boolean nan = along.length == from.dim() && Double.isNaN(y.item());
    return nan ? x.isnan() : x.eq(Op.spread(y, from, along));
  }

  private static void requireElements(String name, Shape from, Shape to) {
    if (from.numel() == 0 && to.numel() > 0) {
      throw new ShapeException(
          "%s: shape %s has no elements along the dimensions to reduce, and nothing is the extreme"
              + " of none; name dimensions that are not empty",
          name, from);
    }
  }

  /// The place of the greatest element in row-major order; of several, the first; NaN is greatest.
  ///
  /// Shape: any to a single INT64. Not differentiable. Like `torch.argmax`.
  ///
  /// @throws ShapeException if there is no element
  /// @throws IllegalArgumentException for BOOL
  default Tensor argmax() {
    return self().reshape(-1).argmax(0);
  }

  /// [#argmax()] with every dimension kept, with size 1, or none.
  default Tensor argmax(boolean keepDim) {
    return keepDim ? keptIn(self().shape(), argmax()) : argmax();
  }

  /// The place of the greatest element along a dimension; of several, the first; NaN is greatest.
  ///
  /// @throws ShapeException if the dimension does not exist or is empty
  /// @throws IllegalArgumentException for BOOL
  default Tensor argmax(int dim) {
    return argmax(dim, false);
  }

  /// [#argmax(int)] with a dimension that may be kept.
  default Tensor argmax(int dim, boolean keepDim) {
    return place("argmax", dim, keepDim, true);
  }

  /// The place of the smallest element in row-major order; of several, the first; NaN is smallest.
  ///
  /// Shape: any to a single INT64. Not differentiable. Like `torch.argmin`.
  ///
  /// @throws ShapeException if there is no element
  /// @throws IllegalArgumentException for BOOL
  default Tensor argmin() {
    return self().reshape(-1).argmin(0);
  }

  /// [#argmin()] with every dimension kept, with size 1, or none.
  default Tensor argmin(boolean keepDim) {
    return keepDim ? keptIn(self().shape(), argmin()) : argmin();
  }

  /// The place of the smallest element along a dimension; of several, the first; NaN is smallest.
  ///
  /// @throws ShapeException if the dimension does not exist or is empty
  /// @throws IllegalArgumentException for BOOL
  default Tensor argmin(int dim) {
    return argmin(dim, false);
  }

  /// [#argmin(int)] with a dimension that may be kept.
  default Tensor argmin(int dim, boolean keepDim) {
    return place("argmin", dim, keepDim, false);
  }

  /// A single element with as many dimensions as `from`.
  private static Tensor keptIn(Shape from, Tensor single) {
    int[] ones = new int[from.dim()];
    Arrays.fill(ones, 1);
    return single.reshape(ones);
  }

  private Tensor place(String name, int dim, boolean keepDim, boolean greatest) {
    if (self().dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: BOOL elements are true or not, none is greatest or smallest; count them as to(INT64)"
              .formatted(name));
    }
    return placeOf(Op.countable(self()), name, dim, keepDim, greatest);
  }

  private Tensor placeOf(Array x, String name, int dim, boolean keepDim, boolean greatest) {
    int along = self().shape().checkDim(name, dim);
    Shape to = self().shape().reduce(new int[] {along}, keepDim);
    requireElements(name, self().shape(), to);
    return new Tensor(Select.extreme(Rows.along(x, along), greatest, to));
  }

  /// The logarithm of the sum of the exponentials, `y = ln Σ eˣ`, computed so that it neither
  /// overflows nor vanishes.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy · eˣ⁻ʸ`, the softmax; NaN where all are −∞. Like
  /// `torch.logsumexp`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor logsumexp(int... dims) {
    return logsumexp(dims, false);
  }

  /// [#logsumexp(int...)] along one dimension, which may be kept.
  default Tensor logsumexp(int dim, boolean keepDim) {
    return logsumexp(new int[] {dim}, keepDim);
  }

  /// [#logsumexp(int...)] with dimensions that may be kept.
  default Tensor logsumexp(int[] dims, boolean keepDim) {
    Shape from = self().shape();
    int[] along = from.checkDims("logsumexp", dims);
    Shape to = from.reduce(along, keepDim);
    Saved x = Op.save(self());
    return Op.of("logsumexp", self())
        .forward(() -> new Tensor(Fold.LOG_SUM_EXP.apply(Op.floating(self()), along, to)))
        .backwardFromOutput(
            (g, y) -> Op.spread(g, from, along).mul(x.get().sub(Op.spread(y, from, along)).exp()));
  }

  /// Tells whether all elements along dimensions are true (not 0); true for none. Like `torch.all`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor all(int... dims) {
    return all(dims, false);
  }

  /// [#all(int...)] along one dimension, which may be kept.
  default Tensor all(int dim, boolean keepDim) {
    return all(new int[] {dim}, keepDim);
  }

  /// [#all(int...)] with dimensions that may be kept.
  default Tensor all(int[] dims, boolean keepDim) {
    return self().eq(0).sum(self().shape().checkDims("all", dims), keepDim).eq(0);
  }

  /// Tells whether any element along dimensions is true (not 0); false for none. Like `torch.any`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor any(int... dims) {
    return any(dims, false);
  }

  /// [#any(int...)] along one dimension, which may be kept.
  default Tensor any(int dim, boolean keepDim) {
    return any(new int[] {dim}, keepDim);
  }

  /// [#any(int...)] with dimensions that may be kept.
  default Tensor any(int[] dims, boolean keepDim) {
    return self().ne(0).sum(self().shape().checkDims("any", dims), keepDim).ne(0);
  }

  /// Adds up so that the result has the shape `sizes`, which must broadcast to this shape: the
  /// opposite of `expand`. Like `sum_to_size`.
  ///
  /// @throws ShapeException if `sizes` does not broadcast to this shape
  default Tensor sumToSize(int... sizes) {
    Shape from = self().shape();
    Shape to = Shape.of(sizes);
    if (to.equals(from)) {
      return self();
    }
    if (!to.broadcast("sumToSize", from).equals(from)) {
      throw new ShapeException(
          "sumToSize: %s does not broadcast to this shape %s; name a shape that expand would bring"
              + " back here",
          to, from);
    }
    int added = from.dim() - to.dim();
    int[] dims = new int[from.dim()];
    int count = 0;
    for (int d = 0; d < dims.length; d++) {
      if (d < added || to.size(d - added) == 1 && from.size(d) != 1) {
        dims[count++] = d;
      }
    }
    Tensor summed = self().sum(Arrays.copyOf(dims, count), true);
    return added == 0 ? summed : summed.view(sizes);
  }
}
