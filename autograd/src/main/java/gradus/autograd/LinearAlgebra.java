package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Matrices;

/// Functions of square matrices and batches of them: dimensions before the last two count as a
/// batch.
public sealed interface LinearAlgebra permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The determinant.
  ///
  /// Shape: `[…, n, n]` to `[…]`. Gradient: `dx = dy · det(x) · x⁻ᵀ`, from the cofactors where `x`
  /// has no inverse. Like `torch.linalg.det`.
  ///
  /// @throws ShapeException if the matrices are not square
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor det() {
    requireSquare("det");
    Saved x = Op.save(self());
    return Op.of("det", self())
        .forward(() -> new Tensor(Matrices.det(self().array(), self().shape().leading(2))))
        .backwardFromOutput((g, y) -> g.unsqueeze(-1).unsqueeze(-1).mul(cofactors(x.get(), y)));
  }

  /// The derivative of the determinant `det` with respect to every element.
  private static Tensor cofactors(Tensor x, Tensor det) {
    if (Matrices.firstSingular(x.array()) < 0) {
      return x.inv().mT().mul(det.unsqueeze(-1).unsqueeze(-1));
    }
    int n = x.size(-1);
    Tensor[] rows = new Tensor[n];
    for (int i = 0; i < n; i++) {
      Tensor[] row = new Tensor[n];
      for (int j = 0; j < n; j++) {
        Tensor minor = without(without(x, -2, i), -1, j).det();
        row[j] = (i + j) % 2 == 0 ? minor : minor.neg();
      }
      rows[i] = Tensor.stack(-1, row);
    }
    return Tensor.stack(-2, rows);
  }

  private static Tensor without(Tensor x, int dim, int place) {
    int size = x.size(dim);
    return Tensor.cat(
        x.dim() + dim, x.narrow(dim, 0, place), x.narrow(dim, place + 1, size - place - 1));
  }

  /// The inverse.
  ///
  /// Shape: `[…, n, n]`. Gradient: `dx = −yᵀ dy yᵀ`, so only `y` is kept. Like `torch.linalg.inv`.
  ///
  /// @throws ShapeException if the matrices are not square
  /// @throws IllegalArgumentException if a matrix has no inverse, or this is not of a
  ///   floating-point type
  default Tensor inv() {
    requireSquare("inv");
    requireInvertible("inv");
    Tensor unit = Tensor.eye(self().dtype(), self().size(-1), self().size(-1));
    return Op.of("inv", self())
        .forward(
            () -> new Tensor(Matrices.solve(self().array(), unit.array().expand(self().shape()))))
        .backwardFromOutput((g, y) -> y.mT().matmul(g).matmul(y.mT()).neg());
  }

  /// The solution `y` of `x y = b`.
  ///
  /// Shape: `[…, n, n]` and `[…, n, k]` to `[…, n, k]`, where batches broadcast; or `[…, n]` to
  /// `[…, n]`, where `b` has one dimension, or this shape without its last. Gradient: `db` solves
  /// `xᵀ db = dy`, and `dx = −db yᵀ`. Like `torch.linalg.solve`.
  ///
  /// @throws ShapeException if the matrices are not square or do not line up with `b`
  /// @throws IllegalArgumentException if a matrix has no inverse, or the types are not one
  ///   floating-point type
  default Tensor solve(Tensor b) {
    requireSquare("solve");
    Promotion.requireSecond("solve", b);
    if (b.dtype() != self().dtype()) {
      throw new IllegalArgumentException(
          "solve: %s and %s: both must have one type; cast one with to(%s)"
              .formatted(self().dtype(), b.dtype(), DType.promote(self().dtype(), b.dtype())));
    }
    if (isVector(b)) {
      requireLinesUp(b, -1);
      requireInvertible("solve");
      return solveMatrix(b.unsqueeze(-1)).squeeze(-1);
    }
    requireLinesUp(b, -2);
    requireInvertible("solve");
    return solveMatrix(b);
  }

  /// The solution of `x y = b`, or of `y x = b` where the matrix does not stand on the left.
  ///
  /// Shape: on the right, `[…, n, n]` and `[…, k, n]` to `[…, k, n]`. Like `torch.linalg.solve`
  /// with `left`.
  ///
  /// @throws ShapeException as in [#solve(Tensor)], or if `b` is a vector while the matrix stands
  ///   on the right
  /// @throws IllegalArgumentException as in [#solve(Tensor)]
  default Tensor solve(Tensor b, boolean left) {
    if (left) {
      return solve(b);
    }
    requireSquare("solve");
    Promotion.requireSecond("solve", b);
    if (isVector(b)) {
      throw new ShapeException(
          "solve: %s and the vectors %s: a matrix on the right multiplies rows; use"
              + " b.unsqueeze(-2)",
          self().shape(), b.shape());
    }
    if (b.dim() < 2 || b.size(-1) != self().size(-1)) {
      throw new ShapeException(
          "solve: %s and %s do not line up: with the matrix on the right, what it makes must have"
              + " as many columns as the matrix",
          self().shape(), b.shape());
    }
    return self().mT().solve(b.mT()).mT();
  }

  private boolean isVector(Tensor b) {
    return b.dim() == 1 || b.shape().equals(self().shape().leading(1));
  }

  private void requireLinesUp(Tensor b, int dim) {
    if (b.dim() < -dim || b.size(dim) != self().size(-1)) {
      throw new ShapeException(
          "solve: %s and %s do not line up: the right side must have as many rows as the matrix",
          self().shape(), b.shape());
    }
  }

  /// The solution for a right side that is a matrix.
  private Tensor solveMatrix(Tensor b) {
    Shape batch = self().shape().leading(2).broadcast("solve", b.shape().leading(2));
    Tensor x = self().expand(matrices(batch, self()));
    Tensor right = b.expand(matrices(batch, b));
    Saved left = Op.save(x);
    Saved known = Op.save(right);
    return Op.of("solve", x, right)
        .forward(() -> new Tensor(Matrices.solve(x.array(), right.array())))
        .backward(
            g -> {
              Tensor slope = solution(left.get().mT(), g);
              return slope.matmul(solution(left.get(), known.get()).mT()).neg();
            },
            g -> solution(left.get().mT(), g));
  }

  private static Tensor solution(Tensor x, Tensor b) {
    return ((LinearAlgebra) x).solveMatrix(b);
  }

  private static int[] matrices(Shape batch, Tensor x) {
    int[] sizes = java.util.Arrays.copyOf(batch.toArray(), batch.dim() + 2);
    sizes[batch.dim()] = x.size(-2);
    sizes[batch.dim() + 1] = x.size(-1);
    return sizes;
  }

  /// The lower triangular `y` with `y yᵀ = x` of a symmetric positive definite matrix.
  default Tensor cholesky() {
    return cholesky(false);
  }

  /// The triangular root of a symmetric positive definite matrix: `y yᵀ = x` for the lower, `yᵀ y =
  /// x` for the upper one. Only that triangle of `x` is read.
  ///
  /// Shape: `[…, n, n]`. Gradient: `dx = y⁻ᵀ S y⁻¹` with `S` the symmetric part of the lower
  /// triangle of `yᵀ dy`, its diagonal halved; it is symmetric. Like `torch.linalg.cholesky`.
  ///
  /// @throws ShapeException if the matrices are not square
  /// @throws IllegalArgumentException if one is not positive definite, or this is not of a
  ///   floating-point type
  default Tensor cholesky(boolean upper) {
    requireSquare("cholesky");
    if (upper) {
      return self().mT().cholesky(false).mT();
    }
    Array root = Matrices.cholesky(self().array());
    if (root == null) {
      throw new IllegalArgumentException(
          "cholesky: a matrix of shape %s is not positive definite; add a small multiple of the unit matrix, or use solve"
              .formatted(self().shape()));
    }
    return Op.of("cholesky", self())
        .forward(() -> new Tensor(root))
        .backwardFromOutput(LinearAlgebra::slopeOfRoot);
  }

  private static Tensor slopeOfRoot(Tensor g, Tensor y) {
    int n = y.size(-1);
    Tensor row = Tensor.arange(n).unsqueeze(1);
    Tensor weights =
        row.gt(Tensor.arange(n)).to(y.dtype()).add(Tensor.eye(y.dtype(), n, n).mul(0.5));
    Tensor lower = y.mT().matmul(g).mul(weights);
    Tensor symmetric = lower.add(lower.mT()).mul(0.5);
    Tensor inverse = y.inv();
    return inverse.mT().matmul(symmetric).matmul(inverse);
  }

  /// The sum of the singular values.
  ///
  /// Shape: `[…, m, n]` to `[…]`. Gradient: `dx = dy · u vᵀ`, with the singular vectors; it can be
  /// derived once more, and not a third time. Like `torch.norm(x, "nuc")`.
  ///
  /// @throws ShapeException if there are fewer than two dimensions
  /// @throws IllegalArgumentException if this is not of a floating-point type
  default Tensor nuclearNorm() {
    requireMatrices("nuclearNorm");
    Saved x = Op.save(self());
    return Op.of("nuclearNorm", self())
        .forward(() -> new Tensor(Matrices.svd(self().array()).values()).sum(-1))
        .backward(g -> g.unsqueeze(-1).unsqueeze(-1).mul(rotation(x.get())));
  }

  /// The nearest matrix with orthonormal columns (or rows): `u vᵀ`.
  private static Tensor rotation(Tensor x) {
    Matrices.Singular svd = Matrices.svd(x.array());
    Tensor u = new Tensor(svd.left());
    Tensor v = new Tensor(svd.right());
    Tensor values = new Tensor(svd.values());
    return Op.of("rotation", x)
        .forward(() -> u.matmul(v.mT()))
        .once()
        .backward(g -> slopeOfRotation(g, u, v, values));
  }

  private static Tensor slopeOfRotation(Tensor g, Tensor u, Tensor v, Tensor values) {
    Tensor inner = u.mT().matmul(g).matmul(v);
    Tensor sums = values.unsqueeze(-1).add(values.unsqueeze(-2));
    Tensor turned = u.matmul(inner.sub(inner.mT()).div(sums)).matmul(v.mT());
    Tensor inverse = values.reciprocal().unsqueeze(-2);
    Tensor gv = g.matmul(v);
    Tensor left = gv.sub(u.matmul(u.mT().matmul(gv))).mul(inverse).matmul(v.mT());
    Tensor ug = u.mT().matmul(g);
    Tensor right = u.mul(inverse).matmul(ug.sub(ug.matmul(v).matmul(v.mT())));
    return turned.add(left).add(right);
  }

  private void requireSquare(String name) {
    requireMatrices(name);
    if (self().size(-1) != self().size(-2)) {
      throw new ShapeException(
          "%s: the matrices of shape %s are not square; the last two sizes must be equal",
          name, self().shape());
    }
  }

  private void requireMatrices(String name) {
    if (self().dim() < 2) {
      throw new ShapeException(
          "%s: shape %s is no matrix; it needs two dimensions or more", name, self().shape());
    }
    if (!self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: of %s: it is for floating-point tensors; cast first: x.to(FLOAT32)"
              .formatted(name, self().dtype()));
    }
  }

  private void requireInvertible(String name) {
    int singular = Matrices.firstSingular(self().array());
    if (singular >= 0) {
      throw new IllegalArgumentException(
          "%s: matrix %d of shape %s has no inverse: its rows depend on one another; check how it was made, or add a small multiple of the unit matrix"
              .formatted(name, singular, self().shape()));
    }
  }
}
