package gradus.autograd;

import gradus.autograd.kernel.Fold;

/// Products, counts and spreads along dimensions; see [Reductions] for how dimensions are named.
public sealed interface Statistics permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Multiplies all elements: `y = Π x`; 1 for none, an INT64 for whole numbers and booleans.
  ///
  /// Shape: any to a single number. Gradient: `dxᵢ = dy · Π xⱼ` over `j ≠ i`. Like `torch.prod`.
  default Tensor prod() {
    Tensor flat = self().reshape(-1);
    return flat.prod(0);
  }

  /// Multiplies along `dim`.
  default Tensor prod(int dim) {
    return prod(dim, false);
  }

  /// Multiplies along `dim`: `y = Π x`; 1 for no elements, an INT64 for whole numbers and booleans.
  ///
  /// Shape: `S` without `dim`. Gradient: `dxᵢ = dy · Π xⱼ` over `j ≠ i`. Like `torch.prod`.
  ///
  /// @param keepDim keeps the dimension, with size 1
  /// @throws ShapeException if the dimension does not exist
  default Tensor prod(int dim, boolean keepDim) {
    Shape from = self().shape();
    int[] along = {from.checkDim("prod", dim)};
    Shape to = from.reduce(along, keepDim);
    Saved x = Op.save(self());
    return Op.of("prod", self())
        .forward(() -> new Tensor(Fold.PRODUCT.apply(Op.countable(self()), along, to)))
        .backwardFromOutput((g, y) ->
            Op.spread(g, from, along).mul(others(x.get(), Op.spread(y, from, along), along[0])));
  }

  /// [#prod()] computed as this type.
  default Tensor prod(DType dtype) {
    return self().to(dtype).prod();
  }

  /// [#prod(int)] computed as this type.
  default Tensor prod(DType dtype, int dim) {
    return prod(dtype, dim, false);
  }

  /// [#prod(int, boolean)] computed as this type.
  default Tensor prod(DType dtype, int dim, boolean keepDim) {
    return self().to(dtype).prod(dim, keepDim);
  }

  /// For every element the product of the others along `dim`.
  private static Tensor others(Tensor x, Tensor product, int dim) {
    if (!x.eq(0).any().itemBoolean()) {
      return product.div(x);
    }
    if (x.dim() == 0) {
      return x.onesLike();
    }
    int n = x.size(dim);
    Tensor last = x.transpose(dim, -1);
    Tensor diagonal = Tensor.eye(DType.BOOL, n, n);
    Tensor factors = Tensor.where(diagonal, last.onesLike().unsqueeze(-2), last.unsqueeze(-2));
    return factors.prod(-1, false).transpose(dim, -1);
  }

  /// Counts the elements along dimensions that are not 0, INT64. Not differentiable. Like
  /// `torch.count_nonzero`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor countNonzero(int... dims) {
    return self().ne(0).sum(self().shape().checkDims("countNonzero", dims), false);
  }

  /// Adds up along dimensions, leaving out NaN.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy`, repeated, 0 where `x` is NaN. Like
  /// `torch.nansum`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor nansum(int... dims) {
    return nansum(dims, false);
  }

  /// [#nansum(int...)] along one dimension, which may be kept.
  default Tensor nansum(int dim, boolean keepDim) {
    return nansum(new int[] {dim}, keepDim);
  }

  /// [#nansum(int...)] computed as this type.
  default Tensor nansum(DType dtype, int... dims) {
    return nansum(dtype, dims, false);
  }

  /// [#nansum(int...)] computed as this type along one dimension, which may be kept.
  default Tensor nansum(DType dtype, int dim, boolean keepDim) {
    return nansum(dtype, new int[] {dim}, keepDim);
  }

  /// [#nansum(int...)] computed as this type, with dimensions that may be kept.
  default Tensor nansum(DType dtype, int[] dims, boolean keepDim) {
    return self().to(dtype).nansum(dims, keepDim);
  }

  /// [#nansum(int...)] with dimensions that may be kept.
  default Tensor nansum(int[] dims, boolean keepDim) {
    int[] along = self().shape().checkDims("nansum", dims);
    if (!self().dtype().isFloatingPoint()) {
      return self().sum(along, keepDim);
    }
    return Tensor.where(self().isnan(), self().zerosLike(), self()).sum(along, keepDim);
  }

  /// The variance along dimensions, of a sample: `y = Σ (x − x̄)² / (n − 1)`.
  default Tensor var(int... dims) {
    return var(dims, 1, false);
  }

  /// The variance along dimensions: `y = Σ (x − x̄)² / max(0, n − correction)`; NaN where that is 0
  /// / 0, and of no elements.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy · 2 (x − x̄) / (n − correction)`, NaN where that
  /// is 0 / 0, and nowhere infinite for a correction above `n`, though `y` is. Like `torch.var`.
  ///
  /// @param correction 1 for a sample (Bessel's correction), 0 for a whole population
  /// @param keepDim keeps the dimensions, with size 1
  /// @throws ShapeException if a dimension does not exist or is named twice
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor var(int[] dims, double correction, boolean keepDim) {
    requireFloating("var");
    Shape from = self().shape();
    int[] along = from.checkDims("var", dims);
    Shape to = from.reduce(along, keepDim);
    double count = freedom(from, to, correction);
    Saved x = Op.save(self());
    return Op.of("var", self())
        .forward(() ->
            new Tensor(Fold.SQUARED_DEVIATIONS.apply(self().array(), along, to))
                .div(Math.max(0, count)))
        .backward(g -> deviations(x.get(), along).mul(Op.spread(g, from, along).mul(2 / count)));
  }

  /// [#var(int[], double, boolean)] along one dimension.
  default Tensor var(int dim, double correction, boolean keepDim) {
    return var(new int[] {dim}, correction, keepDim);
  }

  /// The number of elements in each sum less the correction; 0 for none, and at least 0 for a
  /// single number, whose slope is NaN then.
  private static double freedom(Shape from, Shape to, double correction) {
    double freedom = from.numel() == 0 ? 0 : (double) from.numel() / to.numel() - correction;
    return from.dim() == 0 ? Math.max(0, freedom) : freedom;
  }

  private static Tensor deviations(Tensor x, int[] dims) {
    return x.sub(x.mean(dims, true));
  }

  /// The standard deviation along dimensions, of a sample: `y = √(Σ (x − x̄)² / (n − 1))`.
  default Tensor std(int... dims) {
    return std(dims, 1, false);
  }

  /// The standard deviation along dimensions: the square root of the variance.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy · (x − x̄) / ((n − correction) · y)`, 0 where
  /// `y` is 0 or the correction above `n`, NaN where it is `n`. Like `torch.std`.
  ///
  /// @param correction 1 for a sample (Bessel's correction), 0 for a whole population
  /// @param keepDim keeps the dimensions, with size 1
  /// @throws ShapeException if a dimension does not exist or is named twice
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor std(int[] dims, double correction, boolean keepDim) {
    requireFloating("std");
    Shape from = self().shape();
    int[] along = from.checkDims("std", dims);
    Shape to = from.reduce(along, keepDim);
    double count = freedom(from, to, correction);
    Saved x = Op.save(self());
    return Op.of("std", self())
        .forward(() -> self().var(along, correction, keepDim).sqrt())
        .backwardFromOutput((g, y) -> {
          Tensor flat = y.eq(0);
          Tensor slope = g.div(Tensor.where(flat, y.onesLike(), y).mul(count));
          Tensor part = Tensor.where(flat, slope.zerosLike(), slope);
          return deviations(x.get(), along).mul(Op.spread(part, from, along));
        });
  }

  /// [#std(int[], double, boolean)] along one dimension.
  default Tensor std(int dim, double correction, boolean keepDim) {
    return std(new int[] {dim}, correction, keepDim);
  }

  /// The variance of a sample and the mean along dimensions.
  default VarMean varMean(int... dims) {
    return varMean(dims, 1, false);
  }

  /// The variance and the mean along dimensions. Like `torch.var_mean`.
  default VarMean varMean(int[] dims, double correction, boolean keepDim) {
    requireFloating("varMean");
    self().shape().checkDims("varMean", dims);
    return new VarMean(self().var(dims, correction, keepDim), self().mean(dims, keepDim));
  }

  /// [#varMean(int[], double, boolean)] along one dimension.
  default VarMean varMean(int dim, double correction, boolean keepDim) {
    return varMean(new int[] {dim}, correction, keepDim);
  }

  /// The standard deviation of a sample and the mean along dimensions.
  default StdMean stdMean(int... dims) {
    return stdMean(dims, 1, false);
  }

  /// The standard deviation and the mean along dimensions. Like `torch.std_mean`.
  default StdMean stdMean(int[] dims, double correction, boolean keepDim) {
    requireFloating("stdMean");
    self().shape().checkDims("stdMean", dims);
    return new StdMean(self().std(dims, correction, keepDim), self().mean(dims, keepDim));
  }

  /// [#stdMean(int[], double, boolean)] along one dimension.
  default StdMean stdMean(int dim, double correction, boolean keepDim) {
    return stdMean(new int[] {dim}, correction, keepDim);
  }

  private void requireFloating(String name) {
    if (!self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: of %s: only floating-point tensors have one; cast first: x.to(FLOAT32).%s()"
              .formatted(name, self().dtype(), name));
    }
  }
}
