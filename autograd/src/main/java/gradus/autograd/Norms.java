package gradus.autograd;

/// Lengths and distances.
public sealed interface Norms permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The Euclidean length of all elements: `y = √(Σ x²)`. Like `torch.norm`.
  default Tensor norm() {
    return norm(2);
  }

  /// The `p`-norm of all elements.
  default Tensor norm(double p) {
    return norm(p, new int[0], false);
  }

  /// The `p`-norm along dimensions, all if none is named.
  default Tensor norm(double p, int... dims) {
    return norm(p, dims, false);
  }

  /// The `p`-norm along dimensions: `y = (Σ |x|ᵖ)^(1/p)`; the greatest `|x|` for `p = ∞`, the
  /// smallest for `p = −∞`, the number of elements that are not 0 for `p = 0`.
  ///
  /// Shape: `S` without `dims`. Gradient: `dx = dy · sign(x) · (|x| / y)^(p−1)`; 0 where `y` is 0
  /// and, for `p < 2`, where `x` is 0; for `p = ±∞`, `dy · sign(x)` shared evenly by the extreme
  /// elements; for `p = 0`, none. Like `torch.norm` and `torch.linalg.vector_norm`.
  ///
  /// @param keepDim keeps the dimensions, with size 1
  /// @throws ShapeException if a dimension does not exist or is named twice, or is empty and `p` is
  ///   negative or infinite
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor norm(double p, int[] dims, boolean keepDim) {
    if (!self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "norm: of %s: only floating-point tensors have one; cast first: x.to(FLOAT32).norm()"
              .formatted(self().dtype()));
    }
    Shape from = self().shape();
    int[] along = from.checkDims("norm", dims);
    requireSome("norm", from, from.reduce(along, keepDim), p);
    Saved x = Op.save(self());
    return Op.of(nameOfOrder(p), self())
        .forward(() -> length(self(), p, along, keepDim))
        .backwardFromOutput(
            (g, y) -> slope(kept(g, from, along), x.get(), kept(y, from, along), p, along));
  }

  /// What the norm is called in a graph: those at the ends of the scale have formulas of their own.
  private static String nameOfOrder(double p) {
    if (Double.isInfinite(p)) {
      return p > 0 ? "maxNorm" : "minNorm";
    }
    return p == 0 ? "countNorm" : "norm";
  }

  private static void requireSome(String name, Shape from, Shape to, double p) {
    boolean needsOne = p < 0 || p == Double.POSITIVE_INFINITY;
    if (needsOne && from.numel() == 0 && to.numel() > 0) {
      throw new ShapeException(
          "%s: shape %s has no elements along the dimensions, and no norm of order %s is that of"
              + " none; name dimensions that are not empty",
          name, from, p);
    }
  }

  /// `y` with the dimensions that were reduced, of size 1.
  private static Tensor kept(Tensor y, Shape from, int[] along) {
    boolean broadcasts = y.dim() == 0 || y.dim() == from.dim();
    return broadcasts ? y : y.reshape(from.reduce(along, true).toArray());
  }

  /// [#norm(double, int[], boolean)] along one dimension.
  default Tensor norm(double p, int dim, boolean keepDim) {
    return norm(p, new int[] {dim}, keepDim);
  }

  /// [#norm(double, int...)] computed as this type. Like `torch.norm` with `dtype`.
  default Tensor norm(DType dtype, double p, int... dims) {
    return norm(dtype, p, dims, false);
  }

  /// [#norm(double, int[], boolean)] computed as this type. Like `torch.norm` with `dtype`.
  ///
  /// @throws IllegalArgumentException if `dtype` is not a floating-point type
  default Tensor norm(DType dtype, double p, int[] dims, boolean keepDim) {
    return self().to(dtype).norm(p, dims, keepDim);
  }

  private static Tensor length(Tensor x, double p, int[] dims, boolean keepDim) {
    if (p == 0) {
      return x.ne(0).sum(dims, keepDim).to(x.dtype());
    }
    if (p == 1) {
      return x.abs().sum(dims, keepDim);
    }
    if (p == 2) {
      return x.square().sum(dims, keepDim).sqrt();
    }
    if (Double.isInfinite(p)) {
      return p > 0 ? x.abs().amax(dims, keepDim) : x.abs().amin(dims, keepDim);
    }
    Tensor unit = unit(x.abs(), p, dims);
    Tensor y = x.abs().div(unit).pow(p).sum(dims, true).pow(1 / p).mul(unit);
    return y.reshape(x.shape().reduce(dims, keepDim).toArray());
  }

  /// The greatest of `x` for positive `p`, the smallest for negative: its power counts most, and of
  /// numbers in this unit no power overflows that matters, and a single one has power 1 exactly. 1
  /// where that would be 0 or infinite.
  private static Tensor unit(Tensor x, double p, int[] dims) {
    if (x.numel() == 0) {
      return Tensor.scalar(x.dtype(), 1);
    }
    Tensor unit = p > 0 ? x.amax(dims, true) : x.amin(dims, true);
    return Tensor.where(unit.gt(0).logicalAnd(unit.isfinite()), unit, 1);
  }

  /// The gradient of `x`; null, for none, where the norm is a count.
  private static Tensor slope(Tensor g, Tensor x, Tensor y, double p, int[] dims) {
    if (p == 0) {
      return null;
    }
    if (p == 1) {
      return g.mul(x.sign());
    }
    if (Double.isInfinite(p)) {
      Tensor extreme = x.abs().eq(y).to(g.dtype());
      return g.mul(x.sign()).mul(extreme).div(extreme.sum(dims, true));
    }
    Tensor nothing = y.eq(0);
    Tensor length = Tensor.where(nothing, 1, y);
    if (p == 2) {
      return x.mul(Tensor.where(nothing, 0, g.div(length)));
    }
    Tensor share = Tensor.where(x.eq(0), 1, x.abs().div(length));
    return x.sign().mul(share.pow(p - 1)).mul(Tensor.where(nothing, 0, g));
  }

  /// The Euclidean distance: `y = ‖a − b‖`. Like `torch.dist`.
  default Tensor dist(Tensor b) {
    return dist(b, 2);
  }

  /// The `p`-norm of the difference; both broadcast. Like `torch.dist`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if neither is of a floating-point type
  default Tensor dist(Tensor b, double p) {
    Promotion.requireSecond("dist", b);
    Shape shape = self().shape().broadcast("dist", b.shape());
    requireSome("dist", shape, Shape.of(), p);
    Promotion.refuseBool("dist", self(), b);
    Promotion.requireFloatingPoint("dist", self(), b);
    return self().sub(b).norm(p);
  }

  /// The Euclidean distance of every row of this matrix from every row of `b`. Like `torch.cdist`.
  default Tensor cdist(Tensor b) {
    return cdist(b, 2);
  }

  /// The `p`-norm distance of every row of this matrix from every row of `b`; dimensions before the
  /// last two are a batch and broadcast. The gradient is 0 where two rows are equal; for `p = ∞`
  /// the greatest differences share it evenly.
  ///
  /// Shape: `[…, m, k]` and `[…, n, k]` to `[…, m, n]`. Like `torch.cdist`.
  ///
  /// @param p 0 or more
  /// @throws ShapeException if they are no matrices with rows of one length
  /// @throws IllegalArgumentException if `p` is negative, or neither is of a floating-point type
  default Tensor cdist(Tensor b, double p) {
    Promotion.requireSecond("cdist", b);
    if (self().dim() < 2 || b.dim() < 2 || self().size(-1) != b.size(-1)) {
      throw new ShapeException(
          "cdist: %s and %s: both must be matrices whose rows have one length",
          self().shape(), b.shape());
    }
    self().shape().leading(2).broadcast("cdist", b.shape().leading(2));
    Promotion.refuseBool("cdist", self(), b);
    Promotion.requireFloatingPoint("cdist", self(), b);
    if (!(p >= 0)) {
      throw new IllegalArgumentException(
          "cdist: p = %s: the order of a distance is 0 or more".formatted(p));
    }
    if (self().size(-1) == 0) {
      return self().sum(-1).unsqueeze(-1).add(b.sum(-1).unsqueeze(-2));
    }
    Tensor differences = self().unsqueeze(-2).sub(b.unsqueeze(-3));
    return p == 0
        ? differences.ne(0).to(differences.dtype()).add(differences.mul(0)).sum(-1)
        : differences.norm(p, -1);
  }
}
