package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Matmul;

/// Products of vectors, matrices and batches of matrices.
public sealed interface Products permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The matrix product. Of two vectors it is their dot product, of a matrix and a vector a vector;
  /// dimensions before the last two count as a batch and broadcast.
  ///
  /// Shape: `[…, m, k] x […, k, n]` to `[…, m, n]`. Gradient: `da = dy bᵀ`, `db = aᵀ dy`; both
  /// operands are kept. Like `torch.matmul`.
  ///
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor matmul(Tensor b) {
    Shape.matmul(self().shape(), b.shape());
    requireOneType("matmul", self(), b);
    int rank = self().dim();
    int other = b.dim();
    if (rank <= 2 && other <= 2) {
      Tensor x = rank == 1 ? self().unsqueeze(0) : self();
      Tensor product = matrixProduct("matmul", x, other == 1 ? b.unsqueeze(1) : b);
      Tensor rows = other == 1 ? product.squeeze(1) : product;
      return rank == 1 ? rows.squeeze(0) : rows;
    }
    if (other <= 2 && rank > 2) {
      return foldedInto(b);
    }
    return batchedProduct(b);
  }

  /// The product with one matrix (or vector): the whole batch is one tall matrix.
  private Tensor foldedInto(Tensor b) {
    int[] to = self().shape().toArray();
    Tensor product =
        matrixProduct(
            "matmul", self().reshape(-1, to[to.length - 1]), b.dim() == 1 ? b.unsqueeze(1) : b);
    int[] sizes = b.dim() == 1 ? java.util.Arrays.copyOf(to, to.length - 1) : to;
    if (b.dim() == 2) {
      sizes[sizes.length - 1] = b.size(1);
    }
    return product.reshape(sizes);
  }

  private Tensor batchedProduct(Tensor b) {
    Tensor x = self().dim() == 1 ? self().unsqueeze(0) : self();
    Tensor y = b.dim() == 1 ? b.unsqueeze(1) : b;
    Shape batch = x.shape().leading(2).broadcast("matmul", y.shape().leading(2));
    Tensor product = flatBatch(x, batch).bmm(flatBatch(y, batch));
    int[] sizes = java.util.Arrays.copyOf(batch.toArray(), batch.dim() + 2);
    sizes[batch.dim()] = product.size(1);
    sizes[batch.dim() + 1] = product.size(2);
    Tensor out = product.reshape(sizes);
    if (self().dim() == 1) {
      return out.squeeze(-2);
    }
    return b.dim() == 1 ? out.squeeze(-1) : out;
  }

  private static Tensor flatBatch(Tensor x, Shape batch) {
    int[] sizes = java.util.Arrays.copyOf(batch.toArray(), batch.dim() + 2);
    sizes[batch.dim()] = x.size(-2);
    sizes[batch.dim() + 1] = x.size(-1);
    return x.expand(sizes).reshape(batch.numel(), x.size(-2), x.size(-1));
  }

  /// The product of two matrices. Like `torch.mm`.
  ///
  /// Shape: `[m, k] x [k, n]` to `[m, n]`. Gradient: `da = dy bᵀ`, `db = aᵀ dy`; both operands are
  /// kept.
  ///
  /// @throws ShapeException if they are no matrices or do not line up
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor mm(Tensor b) {
    requireDims("mm", b, 2, 2);
    return matrixProduct("mm", self(), b);
  }

  /// The product of a matrix and a vector. Like `torch.mv`.
  ///
  /// Shape: `[m, k] x [k]` to `[m]`.
  ///
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor mv(Tensor b) {
    requireDims("mv", b, 2, 1);
    return matmul(b);
  }

  /// The dot product of two vectors: `y = Σ aᵢ bᵢ`. Like `torch.dot`.
  ///
  /// Shape: `[k] x [k]` to a single number.
  ///
  /// @throws ShapeException if they are no vectors of one size
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor dot(Tensor b) {
    requireDims("dot", b, 1, 1);
    return matmul(b);
  }

  /// The products of the matrices of two batches. Like `torch.bmm`.
  ///
  /// Shape: `[batch, m, k] x [batch, k, n]` to `[batch, m, n]`. Gradient: `da = dy bᵀ`, `db = aᵀ
  /// dy`; both operands are kept.
  ///
  /// @throws ShapeException if they are no batches of matrices that line up
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor bmm(Tensor b) {
    requireDims("bmm", b, 3, 3);
    requireOneType("bmm", self(), b);
    if (self().size(0) != b.size(0) || self().size(2) != b.size(1)) {
      throw new ShapeException(
          "bmm: %s x %s do not line up: the batches must be equal, and columns of the first (%d)"
              + " must equal rows of the second (%d); matmul broadcasts batches",
          self().shape(), b.shape(), self().size(2), b.size(1));
    }
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.of("bmm", self(), b)
        .forward(() -> new Tensor(Matmul.batched(self().array(), b.array())))
        .backward(g -> g.bmm(y.get().mT()), g -> x.get().mT().bmm(g));
  }

  private void requireDims(String name, Tensor b, int mine, int theirs) {
    if (self().dim() != mine || b.dim() != theirs) {
      throw new ShapeException(
          "%s: %s x %s: it takes %d dimensions and %d; matmul takes any",
          name, self().shape(), b.shape(), mine, theirs);
    }
    if (mine < 3) {
      Shape.matmul(self().shape(), b.shape());
      requireOneType(name, self(), b);
    }
  }

  private static void requireOneType(String name, Tensor a, Tensor b) {
    if (a.dtype() != b.dtype() || a.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: %s x %s: both must have one type, and not BOOL; cast one with to(%s)"
              .formatted(name, a.dtype(), b.dtype(), DType.promote(a.dtype(), b.dtype())));
    }
  }

  private static Tensor matrixProduct(String name, Tensor a, Tensor b) {
    Saved x = Op.save(a);
    Saved y = Op.save(b);
    return Op.of(name, a, b)
        .forward(() -> new Tensor(Matmul.product(a.array(), b.array(), (Array) null)))
        .backward(g -> g.mm(y.get().mT()), g -> x.get().mT().mm(g));
  }
}
