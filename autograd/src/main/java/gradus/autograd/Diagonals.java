package gradus.autograd;

import gradus.autograd.kernel.Array;

/// The diagonals of matrices. `offset` names a diagonal: 0 is the main one, 1 the one above it, −1
/// the one below.
public sealed interface Diagonals permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The diagonal of the matrices that dimensions `dim1` and `dim2` span, as a new last dimension;
  /// a view.
  ///
  /// Shape: `[…, m, …, n, …]` to `[…, length]`. Gradient: `dx` is `dy` on the diagonal, 0
  /// elsewhere. Like `torch.diagonal`.
  ///
  /// @throws ShapeException if a dimension does not exist or both are the same
  default Tensor diagonal(int offset, int dim1, int dim2) {
    return diagonal("diagonal", offset, dim1, dim2);
  }

  /// A diagonal of the first two dimensions. Like `torch.diagonal`.
  default Tensor diagonal(int offset) {
    return diagonal(offset, 0, 1);
  }

  /// The main diagonal of the first two dimensions. Like `torch.diagonal`.
  default Tensor diagonal() {
    return diagonal(0, 0, 1);
  }

  private Tensor diagonal(String name, int offset, int dim1, int dim2) {
    int a = self().shape().checkDim(name, dim1);
    int b = self().shape().checkDim(name, dim2);
    requireTwo(name, a, b, self().shape());
    return Op.view(name, self(), geometry -> geometry.diagonal(offset, a, b));
  }

  private static void requireTwo(String name, int a, int b, Shape shape) {
    if (a == b) {
      throw new ShapeException(
          "%s: both dimensions are %d in shape %s; a diagonal needs two", name, a, shape);
    }
  }

  /// Matrices with the last dimension on their diagonal and zeros elsewhere; they are spanned by
  /// dimensions `dim1` and `dim2` of the result.
  ///
  /// Shape: `[…, n]` to `[…, m, …, m, …]` with `m = n + |offset|`. Gradient: `dx` is the diagonal
  /// of `dy`. Like `torch.diag_embed`.
  ///
  /// @throws ShapeException if this has no dimension, or a dimension of the result does not exist,
  ///   or both are the same
  default Tensor diagEmbed(int offset, int dim1, int dim2) {
    return diagEmbed("diagEmbed", offset, dim1, dim2);
  }

  /// Matrices in the last two dimensions with a given diagonal. Like `torch.diag_embed`.
  default Tensor diagEmbed(int offset) {
    return diagEmbed(offset, -2, -1);
  }

  /// Matrices in the last two dimensions with a given main diagonal. Like `torch.diag_embed`.
  default Tensor diagEmbed() {
    return diagEmbed(0, -2, -1);
  }

  private Tensor diagEmbed(String name, int offset, int dim1, int dim2) {
    if (self().dim() == 0) {
      throw new ShapeException(
          "%s: a single number is no diagonal; unsqueeze(0) gives it a dimension", name);
    }
    int last = self().dim() - 1;
    long side = self().size(last) + Math.abs((long) offset);
    int dims = last + 2;
    int a = requireResultDim(name, dims, dim1);
    int b = requireResultDim(name, dims, dim2);
    requireTwo(name, a, b, self().shape());
    long[] sizes = new long[dims];
    for (int d = 0, from = 0; d < dims; d++) {
      sizes[d] = d == a || d == b ? side : self().size(from++);
    }
    Shape to = Shape.made(name, sizes);
    return Op.of(name, self())
        .forward(() -> {
          Array out = Array.zeros(self().dtype(), to);
          out.with(out.geometry().diagonal(offset, a, b)).copyFrom(self().array());
          return new Tensor(out);
        })
        .backward(g -> g.diagonal(offset, a, b));
  }

  private int requireResultDim(String name, int dims, int dim) {
    if (dim < -dims || dim >= dims) {
      throw new ShapeException(
          "%s: dim %d does not exist in the result, which has one dimension more than shape %s; use"
              + " %d to %d",
          name, dim, self().shape(), -dims, dims - 1);
    }
    return dim < 0 ? dim + dims : dim;
  }

  /// For a vector, the square matrix that has it on a diagonal; for a matrix, a copy of a diagonal.
  ///
  /// Gradient: of the vector, the diagonal of `dy`; of the matrix, `dy` on the diagonal. Like
  /// `torch.diag`.
  ///
  /// @throws ShapeException if there are neither one nor two dimensions
  default Tensor diag(int diagonal) {
    return switch (self().dim()) {
      case 1 -> diagEmbed("diag", diagonal, 0, 1);
      case 2 -> diagonal("diag", diagonal, 0, 1).clone();
      default ->
          throw new ShapeException(
              "diag: shape %s is neither a vector nor a matrix; use diagEmbed or diagonal",
              self().shape());
    };
  }

  /// [#diag(int)] with the main diagonal. Like `torch.diag`.
  default Tensor diag() {
    return diag(0);
  }

  /// The sum of the main diagonal of a matrix.
  ///
  /// Shape: `[m, n]` to `[]`. Gradient: `dx` is `dy` on the diagonal, 0 elsewhere. Like
  /// `torch.trace`.
  ///
  /// @throws ShapeException if this is no matrix
  default Tensor trace() {
    if (self().dim() != 2) {
      throw new ShapeException(
          "trace: shape %s is no matrix; for a batch use diagonal(0, -2, -1).sum(-1)",
          self().shape());
    }
    Promotion.refuseBool("trace", self());
    return diagonal("trace", 0, 0, 1).sum();
  }
}
