package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Matmul;
import java.util.Arrays;
import java.util.stream.IntStream;

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
    Promotion.requireSecond("matmul", b);
    Shape.matmul("matmul", self().shape(), b.shape());
    Promotion.requireOne("matmul", self(), b);
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
            "matmul",
            self().reshape(self().shape().leading(1).numel(), to[to.length - 1]),
            b.dim() == 1 ? b.unsqueeze(1) : b);
    int[] sizes = b.dim() == 1 ? Arrays.copyOf(to, to.length - 1) : to;
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
    int[] sizes = Arrays.copyOf(batch.toArray(), batch.dim() + 2);
    sizes[batch.dim()] = product.size(1);
    sizes[batch.dim() + 1] = product.size(2);
    Tensor out = product.reshape(sizes);
    if (self().dim() == 1) {
      return out.squeeze(-2);
    }
    return b.dim() == 1 ? out.squeeze(-1) : out;
  }

  private static Tensor flatBatch(Tensor x, Shape batch) {
    int[] sizes = Arrays.copyOf(batch.toArray(), batch.dim() + 2);
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
    requireDims("mm", self(), b, 2, 2);
    return matrixProduct("mm", self(), b);
  }

  /// The product of a matrix and a vector. Like `torch.mv`.
  ///
  /// Shape: `[m, k] x [k]` to `[m]`.
  ///
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor mv(Tensor b) {
    requireDims("mv", self(), b, 2, 1);
    return matmul(b);
  }

  /// The dot product of two vectors: `y = Σ aᵢ bᵢ`. Like `torch.dot`.
  ///
  /// Shape: `[k] x [k]` to a single number.
  ///
  /// @throws ShapeException if they are no vectors of one size
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor dot(Tensor b) {
    requireDims("dot", self(), b, 1, 1);
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
    requireBatches("bmm", self(), b);
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.of("bmm", self(), b)
        .forward(() -> new Tensor(Matmul.batched(self().array(), b.array())))
        .backward(g -> g.bmm(y.get().mT()), g -> x.get().mT().bmm(g));
  }

  /// This tensor plus the product of two matrices: `y = x + a b`. Like `torch.addmm`.
  default Tensor addmm(Tensor a, Tensor b) {
    return addmm(a, b, 1, 1);
  }

  /// A multiple of this tensor plus a multiple of the product of two matrices: `y = β x + α a b`;
  /// for `β = 0`, `x` is ignored, NaN too.
  ///
  /// Shape: what broadcasts to `[m, n]`, `[m, k]`, `[k, n]` to `[m, n]`. Gradient: `dx = β dy`, `da
  /// = α dy bᵀ`, `db = α aᵀ dy`. Like `torch.addmm`.
  ///
  /// @throws ShapeException if the matrices do not line up, or this does not broadcast to their
  ///   product
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
    return addmm("addmm", self(), a, b, beta, alpha);
  }

  /// [#addmm(Tensor, Tensor)] in place.
  default Tensor addmm_(Tensor a, Tensor b) {
    return addmm_(a, b, 1, 1);
  }

  /// [#addmm(Tensor, Tensor, double, double)] in place.
  default Tensor addmm_(Tensor a, Tensor b, double beta, double alpha) {
    return Op.inPlace("addmm_", self(), x -> addmm("addmm_", x, a, b, beta, alpha));
  }

  private static Tensor addmm(
      String name, Tensor x, Tensor a, Tensor b, double beta, double alpha) {
    requireDims(name, a, b, 2, 2);
    Promotion.requireOne(name, x, a);
    requireWholeFactors(name, x, beta, alpha);
    return combined(name, x, beta, a.mm(b), alpha);
  }

  /// This tensor plus the products of two batches of matrices: `y = x + a b`. Like `torch.baddbmm`.
  default Tensor baddbmm(Tensor a, Tensor b) {
    return baddbmm(a, b, 1, 1);
  }

  /// A multiple of this tensor plus a multiple of the products of two batches of matrices: `y = β x
  /// + α a b`; for `β = 0`, `x` is ignored, NaN too.
  ///
  /// Shape: what broadcasts to `[batch, m, n]`, `[batch, m, k]`, `[batch, k, n]` to `[batch, m,
  /// n]`. Like `torch.baddbmm`.
  ///
  /// @throws ShapeException if the matrices do not line up, or this does not broadcast to their
  ///   products
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor baddbmm(Tensor a, Tensor b, double beta, double alpha) {
    return baddbmm("baddbmm", self(), a, b, beta, alpha);
  }

  /// [#baddbmm(Tensor, Tensor)] in place.
  default Tensor baddbmm_(Tensor a, Tensor b) {
    return baddbmm_(a, b, 1, 1);
  }

  /// [#baddbmm(Tensor, Tensor, double, double)] in place.
  default Tensor baddbmm_(Tensor a, Tensor b, double beta, double alpha) {
    return Op.inPlace("baddbmm_", self(), x -> baddbmm("baddbmm_", x, a, b, beta, alpha));
  }

  private static Tensor baddbmm(
      String name, Tensor x, Tensor a, Tensor b, double beta, double alpha) {
    requireBatches(name, a, b);
    Promotion.requireOne(name, x, a);
    requireWholeFactors(name, x, beta, alpha);
    return combined(name, x, beta, a.bmm(b), alpha);
  }

  private static void requireWholeFactors(String name, Tensor x, double beta, double alpha) {
    boolean whole = beta == Math.rint(beta) && alpha == Math.rint(alpha);
    if (!x.dtype().isFloatingPoint() && !whole) {
      throw new IllegalArgumentException(
          "%s: beta %s and alpha %s for %s: whole numbers have no decimal multiples; use whole"
                  .formatted(name, beta, alpha, x.dtype())
              + " factors, or cast with to(FLOAT32)");
    }
  }

  private static Tensor combined(String name, Tensor x, double beta, Tensor product, double alpha) {
    if (!product.shape().broadcast(name, x.shape()).equals(product.shape())) {
      throw new ShapeException(
          "%s: the tensor to add has shape %s, which does not broadcast to the product's %s;"
              + " reshape it",
          name, x.shape(), product.shape());
    }
    Tensor scaled = multiple(product, alpha);
    if (beta == 0) {
      // the product everywhere: this tensor stays an input, with gradient 0
      return Tensor.where(Tensor.scalar(true), scaled, x);
    }
    return multiple(x, beta).add(scaled);
  }

  /// `x` times a factor, in the type of `x`.
  private static Tensor multiple(Tensor x, double factor) {
    return factor == 1 ? x : x.mul(Tensor.scalar(x.dtype(), factor));
  }

  /// All products of an element of this vector with one of `b`: `yᵢⱼ = aᵢ bⱼ`. Like `torch.outer`.
  ///
  /// Shape: `[m]` and `[n]` to `[m, n]`. Gradient: `da = dy b`, `db = dyᵀ a`.
  ///
  /// @throws ShapeException if one is no vector
  default Tensor outer(Tensor b) {
    Promotion.requireSecond("outer", b);
    if (self().dim() != 1 || b.dim() != 1) {
      throw new ShapeException(
          "outer: %s x %s: both must be vectors; flatten() them, or use unsqueeze and mul",
          self().shape(), b.shape());
    }
    return self().unsqueeze(1).mul(b);
  }

  /// The sums of products along the last dimension of both: `y[…, …] = Σₖ a[…, k] b[…, k]`. A
  /// single number multiplies. Like `torch.inner`.
  ///
  /// @throws ShapeException if the last sizes differ
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor inner(Tensor b) {
    Promotion.requireSecond("inner", b);
    if (self().dim() == 0 || b.dim() == 0) {
      return self().mul(b);
    }
    if (self().size(-1) != b.size(-1)) {
      throw new ShapeException(
          "inner: %s x %s: the last sizes must be equal, but are %d and %d",
          self().shape(), b.shape(), self().size(-1), b.size(-1));
    }
    return contracted("inner", b, new int[] {-1}, new int[] {-1});
  }

  /// The sums of products over the last `dims` dimensions of this and the first `dims` of `b`. Like
  /// `torch.tensordot`.
  ///
  /// @throws ShapeException if there are not as many dimensions, or their sizes differ
  default Tensor tensordot(Tensor b, int dims) {
    Promotion.requireSecond("tensordot", b);
    if (dims < 0 || dims > self().dim() || dims > b.dim()) {
      throw new ShapeException(
          "tensordot: %d dimensions of %s x %s: use 0 to %d",
          dims, self().shape(), b.shape(), Math.min(self().dim(), b.dim()));
    }
    int[] mine = new int[dims];
    int[] theirs = new int[dims];
    for (int i = 0; i < dims; i++) {
      mine[i] = self().dim() - dims + i;
      theirs[i] = i;
    }
    return tensordot(b, mine, theirs);
  }

  /// The sums of products over pairs of dimensions: `dims[i]` of this with `dimsOfB[i]` of `b`.
  ///
  /// Shape: the other sizes of this, then those of `b`; in a pair, size 1 broadcasts. Like
  /// `torch.tensordot`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice, or the sizes of a pair
  ///   do not broadcast
  /// @throws IllegalArgumentException if the types differ, or are BOOL
  default Tensor tensordot(Tensor b, int[] dims, int[] dimsOfB) {
    return contracted("tensordot", b, dims, dimsOfB);
  }

  private Tensor contracted(String name, Tensor b, int[] dims, int[] dimsOfB) {
    Promotion.requireSecond(name, b);
    int[] mine = dims.length == 0 ? dims : self().shape().checkDims(name, dims);
    int[] theirs = dimsOfB.length == 0 ? dimsOfB : b.shape().checkDims(name, dimsOfB);
    boolean fits = mine.length == theirs.length && mine.length <= Math.min(self().dim(), b.dim());
    for (int i = 0; fits && i < mine.length; i++) {
      fits = pair(self().size(mine[i]), b.size(theirs[i]));
    }
    if (!fits) {
      throw new ShapeException(
          "%s: dimensions %s of %s and %s of %s do not pair up: they must be as many, with equal"
              + " sizes, or one of size 1",
          name, Arrays.toString(dims), self().shape(), Arrays.toString(dimsOfB), b.shape());
    }
    Promotion.requireOne(name, self(), b);
    int[] left = others(self().dim(), mine);
    int[] right = others(b.dim(), theirs);
    Tensor first = summedWhereSingle(self(), mine, b, theirs);
    Tensor second = summedWhereSingle(b, theirs, self(), mine);
    Tensor x = first.permute(joined(left, mine)).reshape(count(first, left), count(first, mine));
    Tensor y =
        second.permute(joined(theirs, right)).reshape(count(second, theirs), count(second, right));
    return x.mm(y).reshape(joined(sizes(self(), left), sizes(b, right)));
  }

  private static boolean pair(int size, int other) {
    return size == other || size == 1 || other == 1;
  }

  /// `x` added up along those of `dims` whose partner in `other` has size 1: its one element is a
  /// factor of all.
  private static Tensor summedWhereSingle(Tensor x, int[] dims, Tensor other, int[] dimsOfOther) {
    int[] single =
        IntStream.range(0, dims.length)
            .filter(i -> x.size(dims[i]) != other.size(dimsOfOther[i]))
            .filter(i -> other.size(dimsOfOther[i]) == 1)
            .map(i -> dims[i])
            .toArray();
    return single.length == 0 ? x : x.sum(single, true);
  }

  private static int[] others(int dims, int[] without) {
    return IntStream.range(0, dims)
        .filter(d -> IntStream.of(without).noneMatch(w -> w == d))
        .toArray();
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
  }

  private static int[] sizes(Tensor x, int[] dims) {
    return IntStream.of(dims).map(x::size).toArray();
  }

  private static int count(Tensor x, int[] dims) {
    return IntStream.of(dims).map(x::size).reduce(1, (p, size) -> p * size);
  }

  /// The cross product along the first dimension of size 3. Like `torch.cross`.
  ///
  /// @throws ShapeException if there is none, or the shapes do not broadcast
  default Tensor cross(Tensor b) {
    for (int d = 0; d < self().dim(); d++) {
      if (self().size(d) == 3) {
        return cross(b, d - self().dim());
      }
    }
    throw new ShapeException(
        "cross: no dimension of shape %s has size 3; a cross product is of vectors of three",
        self().shape());
  }

  /// The cross product of vectors of three along `dim`: `y = (a₁b₂ − a₂b₁, a₂b₀ − a₀b₂, a₀b₁ −
  /// a₁b₀)`; other dimensions broadcast.
  ///
  /// Gradient: `da = b × dy`, `db = dy × a`. Like `torch.linalg.cross`.
  ///
  /// @throws ShapeException if the dimension does not have size 3, the shapes do not broadcast, or
  ///   one has more dimensions
  /// @throws IllegalArgumentException if both are BOOL
  default Tensor cross(Tensor b, int dim) {
    Promotion.requireSecond("cross", b);
    if (self().dim() != b.dim()) {
      throw new ShapeException(
          "cross: %s x %s: both must have as many dimensions; unsqueeze(0) adds one",
          self().shape(), b.shape());
    }
    Shape shape = self().shape().broadcast("cross", b.shape());
    int along = shape.checkDim("cross", dim) - shape.dim();
    if (along == 0 || self().size(along) != 3 || b.size(along) != 3) {
      throw new ShapeException(
          "cross: %s x %s along dim %d: that dimension must have size 3 in both",
          self().shape(), b.shape(), dim);
    }
    if (Promotion.of(self(), b) == DType.BOOL) {
      Promotion.refuseBool("cross", self(), b);
    }
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.of("cross", self(), b)
        .forward(() ->
            turned(self(), along, 1)
                .mul(turned(b, along, 2))
                .sub(turned(self(), along, 2).mul(turned(b, along, 1))))
        .backward(g -> y.get().cross(g, along), g -> g.cross(x.get(), along));
  }

  private static Tensor turned(Tensor x, int dim, int places) {
    return x.indexSelect(dim, Tensor.of(places, (places + 1) % 3, (places + 2) % 3));
  }

  private static void requireDims(String name, Tensor a, Tensor b, int first, int second) {
    Promotion.requireGiven(name, a, b);
    if (a.dim() != first || b.dim() != second) {
      throw new ShapeException(
          "%s: %s x %s: it takes %d dimensions and %d; matmul takes any",
          name, a.shape(), b.shape(), first, second);
    }
    if (first < 3) {
      Shape.matmul(name, a.shape(), b.shape());
    }
    Promotion.requireOne(name, a, b);
  }

  private static void requireBatches(String name, Tensor a, Tensor b) {
    requireDims(name, a, b, 3, 3);
    if (a.size(0) != b.size(0) || a.size(2) != b.size(1)) {
      throw new ShapeException(
          "%s: %s x %s do not line up: the batches must be equal, and columns of the first (%d)"
              + " must equal rows of the second (%d); matmul broadcasts batches",
          name, a.shape(), b.shape(), a.size(2), b.size(1));
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
