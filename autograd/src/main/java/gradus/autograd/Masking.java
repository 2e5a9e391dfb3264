package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Choice;
import gradus.autograd.kernel.Triangle;

/// Parts of a tensor replaced by a number: where a mask is true, or above or below a diagonal.
public sealed interface Masking permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// A copy with `value` where `mask` is true; both broadcast.
  ///
  /// Gradient: `dx` is `dy`, 0 where true. Like `torch.masked_fill`.
  ///
  /// @throws ShapeException if they do not broadcast
  /// @throws IllegalArgumentException if the mask is not BOOL
  default Tensor maskedFill(Tensor mask, double value) {
    return maskedFill(mask, Tensor.scalar(self().dtype(), value));
  }

  /// A copy with `value` where `mask` is true; both broadcast.
  default Tensor maskedFill(Tensor mask, long value) {
    return maskedFill(mask, Tensor.scalar(self().dtype(), value));
  }

  /// A copy with a single number where `mask` is true; the mask broadcasts.
  ///
  /// Gradient: `dx` is `dy`, 0 where true; `dvalue` is the sum of `dy` where true. Like
  /// `torch.masked_fill`.
  ///
  /// @param value without dimensions; converted to this tensor's type
  /// @throws ShapeException if they do not broadcast, or `value` has dimensions
  /// @throws IllegalArgumentException if the mask is not BOOL
  default Tensor maskedFill(Tensor mask, Tensor value) {
    return maskedFill("maskedFill", self(), mask, value);
  }

  /// [#maskedFill(Tensor, double)] in place; the mask broadcasts to this shape.
  default Tensor maskedFill_(Tensor mask, double value) {
    return maskedFill_(mask, Tensor.scalar(self().dtype(), value));
  }

  /// [#maskedFill(Tensor, long)] in place; the mask broadcasts to this shape.
  default Tensor maskedFill_(Tensor mask, long value) {
    return maskedFill_(mask, Tensor.scalar(self().dtype(), value));
  }

  /// [#maskedFill(Tensor, Tensor)] in place; the mask broadcasts to this shape.
  default Tensor maskedFill_(Tensor mask, Tensor value) {
    String name = "maskedFill_";
    requireFillable(name, mask, value);
    Shape shape = self().shape();
    if (!shape.broadcast(name, mask.shape()).equals(shape)) {
      throw new ShapeException(
          "%s: a mask of shape %s does not broadcast to the receiver's shape %s; use maskedFill, or"
              + " reduce it first",
          name, mask.shape(), shape);
    }
    boolean recorded = Context.here().recording && value.requiresGrad();
    return InPlace.apply(
        name,
        self(),
        x -> maskedFill(name, x, mask, value),
        recorded ? null : onto -> fillWhere(mask.array(), value.array().to(onto.dtype()), onto));
  }

  private static void fillWhere(Array mask, Array value, Array onto) {
    boolean shared = mask.storage().sharesArrayWith(onto.storage());
    Choice.pick(shared ? mask.copy() : mask, value, onto, onto);
  }

  private static Tensor maskedFill(String name, Tensor x, Tensor mask, Tensor value) {
    requireFillable(name, mask, value);
    Shape shape = x.shape().broadcast(name, mask.shape());
    Saved where = Op.save(mask);
    return Op.of(name, x, value)
        .forward(() -> {
          Array out = Array.zeros(x.dtype(), shape);
          Choice.pick(mask.array(), value.array().to(x.dtype()), x.array(), out);
          return new Tensor(out);
        })
        .backward(
            g -> g.maskedFill(where.get(), 0), g -> Joining.where(where.get(), g, Joining.zero(g)));
  }

  private static void requireFillable(String name, Tensor mask, Tensor value) {
    Lookup.requireMask(name, mask);
    Lookup.requireSingle(name, value);
  }

  /// The lower triangle of every matrix: zeros above the diagonal that lies `diagonal` above the
  /// main one.
  ///
  /// Shape: `S` to `S`, of two dimensions or more. Gradient: `dx` is the same triangle of `dy`.
  /// Like `torch.tril`.
  ///
  /// @throws ShapeException if there are fewer than two dimensions
  default Tensor tril(int diagonal) {
    return triangle("tril", self(), diagonal, true);
  }

  /// [#tril(int)] with the main diagonal.
  default Tensor tril() {
    return tril(0);
  }

  /// [#tril(int)] in place.
  default Tensor tril_(int diagonal) {
    return triangle_("tril_", diagonal, true);
  }

  /// [#tril()] in place.
  default Tensor tril_() {
    return tril_(0);
  }

  /// The upper triangle of every matrix: zeros below the diagonal that lies `diagonal` above the
  /// main one.
  ///
  /// Shape: `S` to `S`, of two dimensions or more. Gradient: `dx` is the same triangle of `dy`.
  /// Like `torch.triu`.
  ///
  /// @throws ShapeException if there are fewer than two dimensions
  default Tensor triu(int diagonal) {
    return triangle("triu", self(), diagonal, false);
  }

  /// [#triu(int)] with the main diagonal.
  default Tensor triu() {
    return triu(0);
  }

  /// [#triu(int)] in place.
  default Tensor triu_(int diagonal) {
    return triangle_("triu_", diagonal, false);
  }

  /// [#triu()] in place.
  default Tensor triu_() {
    return triu_(0);
  }

  private static Tensor triangle(String name, Tensor x, int diagonal, boolean lower) {
    requireMatrix(name, x);
    return Op.of(name, x)
        .forward(() -> new Tensor(Triangle.of(x.array(), diagonal, lower)))
        .backward(g -> triangle(name, g, diagonal, lower));
  }

  private Tensor triangle_(String name, int diagonal, boolean lower) {
    requireMatrix(name, self());
    return Op.inPlace(name, self(), x -> triangle(name, x, diagonal, lower));
  }

  private static void requireMatrix(String name, Tensor x) {
    if (x.dim() < 2) {
      throw new ShapeException(
          "%s: shape %s is no matrix; it needs two dimensions or more", name, x.shape());
    }
  }
}
