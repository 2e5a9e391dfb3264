package gradus.autograd;

/// Operations that mix three tensors, element by element.
public sealed interface Mixing permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Adds a product: `y = x + a · b`.
  ///
  /// Shape: what all broadcast to. Gradient: `dx = dy`, `da = dy · b`, `db = dy · a`; `a` and `b`
  /// are kept where the other needs a gradient. Like `torch.addcmul`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor addcmul(Tensor a, Tensor b) {
    return addcmul(a, b, 1);
  }

  /// Adds a multiple of a product: `y = x + value · a · b`.
  ///
  /// Gradient: `dx = dy`, `da = dy · value · b`, `db = dy · value · a`. Like `torch.addcmul` with
  /// `value`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if all are whole numbers, of which there are no decimal
  ///   multiples
  default Tensor addcmul(Tensor a, Tensor b, double value) {
    Promotion.requireFloatingPoint("addcmul with the decimal value " + value, self(), a, b);
    return addProduct(a, b, Tensor.scalar(Promotion.of(self(), a, b), value));
  }

  /// Adds a multiple of a product: `y = x + value · a · b`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor addcmul(Tensor a, Tensor b, long value) {
    Promotion.requireGiven("addcmul", self(), a, b);
    return addProduct(a, b, Tensor.scalar(Promotion.of(self(), a, b), value));
  }

  private Tensor addProduct(Tensor a, Tensor b, Tensor value) {
    DType dtype = value.dtype();
    if (dtype == DType.BOOL) {
      Promotion.refuseBool("addcmul", self(), a, b);
    }
    requireBroadcast("addcmul", a, b);
    double factor = value.item();
    Saved x = Op.saveFor(b, a);
    Saved y = Op.saveFor(a, b);
    return Op.of("addcmul", self(), a, b)
        .forward(() -> self().to(dtype).add(a.to(dtype).mul(b.to(dtype)).mul(value)))
        .backward(g -> g, g -> g.mul(y.get()).mul(factor), g -> g.mul(x.get()).mul(factor));
  }

  /// [#addcmul(Tensor, Tensor)] in place.
  default Tensor addcmul_(Tensor a, Tensor b) {
    return addcmul_(a, b, 1);
  }

  /// [#addcmul(Tensor, Tensor, double)] in place.
  default Tensor addcmul_(Tensor a, Tensor b, double value) {
    return Op.inPlace("addcmul_", self(), x -> x.addcmul(a, b, value));
  }

  /// [#addcmul(Tensor, Tensor, long)] in place.
  default Tensor addcmul_(Tensor a, Tensor b, long value) {
    return Op.inPlace("addcmul_", self(), x -> x.addcmul(a, b, value));
  }

  /// Adds a quotient: `y = x + a / b`.
  ///
  /// Shape: what all broadcast to. Gradient: `dx = dy`, `da = dy / b`, `db = −dy · a / b²`; `b` is
  /// kept, and `a` where `b` needs a gradient. Like `torch.addcdiv`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if `a` and `b` are whole numbers
  default Tensor addcdiv(Tensor a, Tensor b) {
    return addcdiv(a, b, 1);
  }

  /// Adds a multiple of a quotient: `y = x + value · a / b`.
  ///
  /// Gradient: `dx = dy`, `da = dy · value / b`, `db = −dy · value · a / b²`. Like `torch.addcdiv`
  /// with `value`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if `a` and `b` are whole numbers
  default Tensor addcdiv(Tensor a, Tensor b, double value) {
    Promotion.requireGiven("addcdiv", self(), a, b);
    Promotion.requireFloatingPoint("addcdiv", a, b);
    requireBroadcast("addcdiv", a, b);
    DType dtype = Promotion.of(self(), a, b);
    Saved x = Op.saveFor(b, a);
    Saved y = Op.save(b);
    return Op.of("addcdiv", self(), a, b)
        .forward(() -> self().to(dtype).add(a.to(dtype).div(b.to(dtype)).mul(value)))
        .backward(
            g -> g,
            g -> g.div(y.get()).mul(value),
            g -> g.mul(x.get().div(y.get()).div(y.get())).mul(-value));
  }

  /// [#addcdiv(Tensor, Tensor)] in place.
  default Tensor addcdiv_(Tensor a, Tensor b) {
    return addcdiv_(a, b, 1);
  }

  /// [#addcdiv(Tensor, Tensor, double)] in place.
  default Tensor addcdiv_(Tensor a, Tensor b, double value) {
    return Op.inPlace("addcdiv_", self(), x -> x.addcdiv(a, b, value));
  }

  /// Interpolates linearly: `y = x + weight · (end − x)`; beyond 0 and 1 it goes on along the line.
  ///
  /// From a half on it is computed as `end − (1 − weight) (end − x)`, so that both ends are met
  /// exactly. Shape: what both broadcast to. Gradient: `dx = dy (1 − weight)`, `dend = dy ·
  /// weight`; nothing is kept. Like `torch.lerp`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if this tensor and `end` are not of one floating-point type
  default Tensor lerp(Tensor end, double weight) {
    requireOneFloatingType(end);
    Tensor start = self();
    start.shape().broadcast("lerp", end.shape());
    return Op.of("lerp", start, end)
        .forward(() ->
            weight < 0.5
                ? start.add(end.sub(start).mul(weight))
                : end.sub(end.sub(start).mul(1 - weight)))
        .backward(g -> g.mul(1 - weight), g -> g.mul(weight));
  }

  /// Interpolates linearly, each element with a weight of its own: `y = x + weight · (end − x)`.
  ///
  /// Shape: what all broadcast to. Gradient: `dx = dy (1 − weight)`, `dend = dy · weight`, `dweight
  /// = dy (end − x)`; all three are kept. Like `torch.lerp`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if the three are not of one floating-point type
  default Tensor lerp(Tensor end, Tensor weight) {
    requireOneFloatingType(end);
    Op.requireGiven("lerp", "the weight", weight);
    if (weight.dtype() != self().dtype() && weight.dim() > 0) {
      throw new IllegalArgumentException(
          "lerp: the weight is %s, the ends are %s; cast it with to(%s)"
              .formatted(weight.dtype(), self().dtype(), self().dtype()));
    }
    requireBroadcast("lerp", end, weight);
    Tensor start = self();
    Saved x = Op.saveFor(weight, start);
    Saved y = Op.saveFor(weight, end);
    Saved w = Op.save(weight);
    return Op.of("lerp", start, end, weight)
        .forward(() -> mixed(start, end, weight.to(start.dtype())))
        .backward(
            g -> g.mul(w.get().rsub(1)), g -> g.mul(w.get()), g -> g.mul(y.get().sub(x.get())));
  }

  private static Tensor mixed(Tensor start, Tensor end, Tensor weight) {
    Tensor way = end.sub(start);
    Tensor fromEnd = end.sub(way.mul(weight.rsub(1)));
    return Tensor.where(weight.lt(0.5), start.add(way.mul(weight)), fromEnd);
  }

  /// [#lerp(Tensor, double)] in place.
  default Tensor lerp_(Tensor end, double weight) {
    return Op.inPlace("lerp_", self(), x -> x.lerp(end, weight));
  }

  /// [#lerp(Tensor, Tensor)] in place.
  default Tensor lerp_(Tensor end, Tensor weight) {
    return Op.inPlace("lerp_", self(), x -> x.lerp(end, weight));
  }

  private void requireOneFloatingType(Tensor end) {
    Promotion.requireFloatingPoint("lerp", self());
    Op.requireGiven("lerp", "the end", end);
    if (end.dtype() != self().dtype()) {
      throw new IllegalArgumentException(
          "lerp: the start is %s, the end %s; cast one so that both have one type, such as end.to(%s)"
              .formatted(self().dtype(), end.dtype(), self().dtype()));
    }
  }

  private void requireBroadcast(String name, Tensor a, Tensor b) {
    self().shape().broadcast(name, a.shape().broadcast(name, b.shape()));
  }

  /// Keeps the elements where `condition` is true, and takes those of `other` elsewhere: the same
  /// as [Tensor#where(Tensor, Tensor, Tensor)] with this tensor in the middle. Like
  /// `torch.Tensor.where`.
  default Tensor where(Tensor condition, Tensor other) {
    return Tensor.where(condition, self(), other);
  }

  /// Keeps the elements where `condition` is true, and takes a number elsewhere.
  default Tensor where(Tensor condition, double other) {
    return Tensor.where(condition, self(), other);
  }

  /// Keeps the elements where `condition` is true, and takes a number elsewhere.
  default Tensor where(Tensor condition, long other) {
    return Tensor.where(condition, self(), other);
  }
}
