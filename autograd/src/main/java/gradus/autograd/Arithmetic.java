package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// The arithmetic of tensors, element by element.
///
/// Operands broadcast, and meet in a common type: see [DType#promote]. A number as operand has two
/// forms, `double` and `long`; it never changes the other operand's type within its category, so
/// that INT64 · 2 stays INT64.
public sealed interface Arithmetic permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Adds: `y = a + b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = dy`. Two BOOL tensors give their
  /// *or*. Like `torch.add`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor add(Tensor b) {
    return Op.zip("add", self(), b, Binary.ADD).backward(g -> g, g -> g);
  }

  /// Adds a number to every element.
  default Tensor add(double b) {
    return Op.takesNumber(self())
        ? Op.zip("add", self(), b, Binary.ADD, (g, _) -> g)
        : add(Promotion.number(b, self()));
  }

  /// Adds a number to every element.
  default Tensor add(long b) {
    return Op.takesNumber(self(), b) ? add((double) b) : add(Promotion.number(b, self()));
  }

  /// Adds a multiple: `y = a + alpha · b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = alpha · dy`. Like `torch.add` with
  /// `alpha`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are whole numbers, of which there are no
  ///   decimal multiples
  default Tensor add(Tensor b, double alpha) {
    Promotion.requireFloatingPoint("add with the decimal alpha " + alpha, self(), b);
    return addMultiple(b, Tensor.scalar(Promotion.of(self(), b), alpha));
  }

  /// Adds a multiple: `y = a + alpha · b`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor add(Tensor b, long alpha) {
    Promotion.requireSecond("add", b);
    return addMultiple(b, Tensor.scalar(Promotion.of(self(), b), alpha));
  }

  private Tensor addMultiple(Tensor b, Tensor alpha) {
    Tensor a = self();
    double factor = alpha.item();
    return Op.of("addMultiple", a, b)
        .forward(() -> a.add(b.to(alpha.dtype()).mul(alpha)))
        .backward(g -> g, g -> g.mul(factor));
  }

  /// Adds in place.
  default Tensor add_(Tensor b) {
    return InPlace.zip("add_", self(), b, x -> x.add(b), Binary.ADD);
  }

  /// Adds in place.
  default Tensor add_(double b) {
    return Op.takesNumber(self())
        ? InPlace.zip("add_", self(), b, x -> x.add(b), Binary.ADD)
        : add_(Promotion.number(b, self()));
  }

  /// Adds in place.
  default Tensor add_(long b) {
    return Op.takesNumber(self(), b) ? add_((double) b) : add_(Promotion.number(b, self()));
  }

  /// Adds a multiple in place.
  default Tensor add_(Tensor b, double alpha) {
    return Op.inPlace("add_", self(), x -> x.add(b, alpha));
  }

  /// Adds a multiple in place.
  default Tensor add_(Tensor b, long alpha) {
    return Op.inPlace("add_", self(), x -> x.add(b, alpha));
  }

  /// Subtracts: `y = a − b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = −dy`. Like `torch.sub`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if an operand is BOOL; use logicalXor or logicalNot there
  default Tensor sub(Tensor b) {
    Promotion.requireSecond("sub", b);
    if (self().dtype() == DType.BOOL || b.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "sub: %s - %s: BOOL cannot be subtracted; use logicalXor or logicalNot, or cast with to(INT64)"
              .formatted(self().dtype(), b.dtype()));
    }
    return Op.zip("sub", self(), b, Binary.SUB).backward(g -> g, g -> g.neg());
  }

  /// Subtracts a number from every element.
  default Tensor sub(double b) {
    return Op.takesNumber(self())
        ? Op.zip("sub", self(), b, Binary.SUB, (g, _) -> g)
        : sub(Promotion.number(b, self()));
  }

  /// Subtracts a number from every element.
  default Tensor sub(long b) {
    return Op.takesNumber(self(), b) ? sub((double) b) : sub(Promotion.number(b, self()));
  }

  /// Subtracts a multiple: `y = a − alpha · b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = −alpha · dy`. Like `torch.sub` with
  /// `alpha`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if an operand is BOOL, or if both are whole numbers, of which
  ///   there are no decimal multiples
  default Tensor sub(Tensor b, double alpha) {
    Promotion.requireFloatingPoint("sub with the decimal alpha " + alpha, self(), b);
    return subMultiple(b, Tensor.scalar(Promotion.of(self(), b), alpha));
  }

  /// Subtracts a multiple: `y = a − alpha · b`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if an operand is BOOL
  default Tensor sub(Tensor b, long alpha) {
    Promotion.requireSecond("sub", b);
    return subMultiple(b, Tensor.scalar(Promotion.of(self(), b), alpha));
  }

  private Tensor subMultiple(Tensor b, Tensor alpha) {
    Promotion.refuseBool("sub", self(), b);
    Tensor a = self();
    double factor = -alpha.item();
    return Op.of("subMultiple", a, b)
        .forward(() -> a.sub(b.to(alpha.dtype()).mul(alpha)))
        .backward(g -> g, g -> g.mul(factor));
  }

  /// Subtracts in place.
  default Tensor sub_(Tensor b) {
    return InPlace.zip("sub_", self(), b, x -> x.sub(b), Binary.SUB);
  }

  /// Subtracts in place.
  default Tensor sub_(double b) {
    return Op.takesNumber(self())
        ? InPlace.zip("sub_", self(), b, x -> x.sub(b), Binary.SUB)
        : sub_(Promotion.number(b, self()));
  }

  /// Subtracts in place.
  default Tensor sub_(long b) {
    return Op.takesNumber(self(), b) ? sub_((double) b) : sub_(Promotion.number(b, self()));
  }

  /// Subtracts a multiple in place.
  default Tensor sub_(Tensor b, double alpha) {
    return Op.inPlace("sub_", self(), x -> x.sub(b, alpha));
  }

  /// Subtracts a multiple in place.
  default Tensor sub_(Tensor b, long alpha) {
    return Op.inPlace("sub_", self(), x -> x.sub(b, alpha));
  }

  /// Subtracts this tensor from another: `y = b − a`. Like `torch.rsub`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if an operand is BOOL
  default Tensor rsub(Tensor b) {
    requireSubtractable("rsub", b);
    return b.sub(self());
  }

  private void requireSubtractable(String name, Tensor b) {
    Promotion.requireSecond(name, b);
    self().shape().broadcast(name, b.shape());
    Promotion.refuseBool(name, b, self());
  }

  /// Subtracts this tensor from a number: `1 − x` is `x.rsub(1)`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor rsub(double b) {
    Promotion.refuseBool("rsub", self());
    return Promotion.number(b, self()).sub(self());
  }

  /// Subtracts this tensor from a number.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor rsub(long b) {
    Promotion.refuseBool("rsub", self());
    return Promotion.number(b, self()).sub(self());
  }

  /// Subtracts a multiple of this tensor from another: `y = b − alpha · a`. Like `torch.rsub` with
  /// `alpha`.
  default Tensor rsub(Tensor b, double alpha) {
    requireSubtractable("rsub", b);
    Promotion.requireFloatingPoint("rsub with the decimal alpha " + alpha, b, self());
    return b.sub(self(), alpha);
  }

  /// Subtracts a multiple of this tensor from another: `y = b − alpha · a`.
  default Tensor rsub(Tensor b, long alpha) {
    requireSubtractable("rsub", b);
    return b.sub(self(), alpha);
  }

  /// Multiplies: `y = a · b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · b`, `db = dy · a`; an operand is kept
  /// where the other needs a gradient. Two BOOL tensors give their *and*. Like `torch.mul`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor mul(Tensor b) {
    Saved x = Op.saveFor(b, self());
    Saved y = Op.saveFor(self(), b);
    return Op.zip("mul", self(), b, Binary.MUL).backward(g -> g.mul(y.get()), g -> g.mul(x.get()));
  }

  /// Multiplies every element by a number.
  default Tensor mul(double b) {
    return Op.takesNumber(self())
        ? Op.zip("mul", self(), b, Binary.MUL, Op::scaled)
        : mul(Promotion.number(b, self()));
  }

  /// Multiplies every element by a number.
  default Tensor mul(long b) {
    return Op.takesNumber(self(), b) ? mul((double) b) : mul(Promotion.number(b, self()));
  }

  /// Multiplies in place.
  default Tensor mul_(Tensor b) {
    return InPlace.zip("mul_", self(), b, x -> x.mul(b), Binary.MUL);
  }

  /// Multiplies in place.
  default Tensor mul_(double b) {
    return Op.takesNumber(self())
        ? InPlace.zip("mul_", self(), b, x -> x.mul(b), Binary.MUL)
        : mul_(Promotion.number(b, self()));
  }

  /// Multiplies in place.
  default Tensor mul_(long b) {
    return Op.takesNumber(self(), b) ? mul_((double) b) : mul_(Promotion.number(b, self()));
  }

  /// Divides: `y = a / b`; whole numbers give a decimal one, of the default type.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy / b`, `db = −dy · a / b²`; `b` is kept, and
  /// `a` where `b` needs a gradient. Like `torch.div`; see [Divisions] for whole quotients.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor div(Tensor b) {
    Saved x = Op.saveFor(b, self());
    Saved y = Op.save(b);
    return Op.zip("div", self(), b, Binary.DIV)
        .backward(g -> g.div(y.get()), g -> g.mul(x.get().div(y.get()).div(y.get()).neg()));
  }

  /// Divides every element by a number.
  default Tensor div(double b) {
    return Op.takesNumber(self())
        ? Op.zip("div", self(), b, Binary.DIV, Tensor::div)
        : div(Promotion.number(b, self()));
  }

  /// Divides every element by a number.
  default Tensor div(long b) {
    return Op.takesNumber(self(), b) ? div((double) b) : div(Promotion.number(b, self()));
  }

  /// Divides in place.
  default Tensor div_(Tensor b) {
    return InPlace.zip("div_", self(), b, x -> x.div(b), Binary.DIV);
  }

  /// Divides in place.
  default Tensor div_(double b) {
    return Op.takesNumber(self())
        ? InPlace.zip("div_", self(), b, x -> x.div(b), Binary.DIV)
        : div_(Promotion.number(b, self()));
  }

  /// Divides in place.
  default Tensor div_(long b) {
    return Op.takesNumber(self(), b) ? div_((double) b) : div_(Promotion.number(b, self()));
  }

  /// Divides a number by this tensor: Python's `2 / x` is `x.rdiv(2)`.
  default Tensor rdiv(double b) {
    return Promotion.number(b, self()).div(self());
  }

  /// Negates: `y = −x`. Shape: any. Gradient: `dx = −dy`. Like `torch.neg`.
  ///
  /// @throws IllegalArgumentException for BOOL; use logicalNot
  default Tensor neg() {
    if (self().dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "neg: BOOL has no negative; use logicalNot, or cast with to(INT64)");
    }
    return Op.map("neg", self(), Unary.NEG).backward(g -> g.neg());
  }

  /// Negates in place.
  default Tensor neg_() {
    return InPlace.map("neg_", self(), x -> x.neg(), Unary.NEG);
  }
}
