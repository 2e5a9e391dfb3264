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
    return add(Promotion.number(b, self()));
  }

  /// Adds a number to every element.
  default Tensor add(long b) {
    return add(Promotion.number(b, self()));
  }

  /// Adds in place.
  default Tensor add_(Tensor b) {
    return Op.inPlace("add_", self(), x -> x.add(b));
  }

  /// Adds in place.
  default Tensor add_(double b) {
    return add_(Promotion.number(b, self()));
  }

  /// Adds in place.
  default Tensor add_(long b) {
    return add_(Promotion.number(b, self()));
  }

  /// Subtracts: `y = a − b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = −dy`. Like `torch.sub`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if an operand is BOOL; use logicalXor or logicalNot there
  default Tensor sub(Tensor b) {
    if (self().dtype() == DType.BOOL || b.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "sub: %s - %s: BOOL cannot be subtracted; use logicalXor or logicalNot, or cast with to(INT64)"
              .formatted(self().dtype(), b.dtype()));
    }
    return Op.zip("sub", self(), b, Binary.SUB).backward(g -> g, g -> g.neg());
  }

  /// Subtracts a number from every element.
  default Tensor sub(double b) {
    return sub(Promotion.number(b, self()));
  }

  /// Subtracts a number from every element.
  default Tensor sub(long b) {
    return sub(Promotion.number(b, self()));
  }

  /// Subtracts in place.
  default Tensor sub_(Tensor b) {
    return Op.inPlace("sub_", self(), x -> x.sub(b));
  }

  /// Subtracts in place.
  default Tensor sub_(double b) {
    return sub_(Promotion.number(b, self()));
  }

  /// Subtracts in place.
  default Tensor sub_(long b) {
    return sub_(Promotion.number(b, self()));
  }

  /// Subtracts this tensor from a number: `1 − x` is `x.rsub(1)`. Like `torch.rsub`.
  default Tensor rsub(double b) {
    return Promotion.number(b, self()).sub(self());
  }

  /// Subtracts this tensor from a number.
  default Tensor rsub(long b) {
    return Promotion.number(b, self()).sub(self());
  }

  /// Multiplies: `y = a · b`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · b`, `db = dy · a`; both operands are kept.
  /// Two BOOL tensors give their *and*. Like `torch.mul`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor mul(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("mul", self(), b, Binary.MUL).backward(g -> g.mul(y.get()), g -> g.mul(x.get()));
  }

  /// Multiplies every element by a number.
  default Tensor mul(double b) {
    return mul(Promotion.number(b, self()));
  }

  /// Multiplies every element by a number.
  default Tensor mul(long b) {
    return mul(Promotion.number(b, self()));
  }

  /// Multiplies in place.
  default Tensor mul_(Tensor b) {
    return Op.inPlace("mul_", self(), x -> x.mul(b));
  }

  /// Multiplies in place.
  default Tensor mul_(double b) {
    return mul_(Promotion.number(b, self()));
  }

  /// Multiplies in place.
  default Tensor mul_(long b) {
    return mul_(Promotion.number(b, self()));
  }

  /// Divides: `y = a / b`; whole numbers give a decimal one.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy / b`, `db = −dy · a / b²`; both operands are
  /// kept. Like `torch.div`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor div(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("div", self(), b, Binary.DIV)
        .backward(g -> g.div(y.get()), g -> g.mul(x.get().div(y.get()).div(y.get()).neg()));
  }

  /// Divides every element by a number.
  default Tensor div(double b) {
    return div(Promotion.number(b, self()));
  }

  /// Divides every element by a number.
  default Tensor div(long b) {
    return div(Promotion.number(b, self()));
  }

  /// Divides in place.
  default Tensor div_(Tensor b) {
    return Op.inPlace("div_", self(), x -> x.div(b));
  }

  /// Divides in place.
  default Tensor div_(double b) {
    return div_(Promotion.number(b, self()));
  }

  /// Divides in place.
  default Tensor div_(long b) {
    return div_(Promotion.number(b, self()));
  }

  /// Raises to a power: `y = aᵇ`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · b · aᵇ⁻¹`, 0 where `b = 0`; `db = dy · aᵇ
  /// · ln a`, 0 where `a = 0` and `b ≥ 0`. Like `torch.pow`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if a whole number is raised to a negative whole power
  default Tensor pow(Tensor b) {
    requireNoNegativeWholePower(b);
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("pow", self(), b, Binary.POW)
        .backward(
            g -> {
              Tensor exponent = y.get();
              Tensor slope = exponent.mul(x.get().pow(exponent.sub(1)));
              return g.mul(Tensor.where(exponent.eq(0), slope.zerosLike(), slope));
            },
            g -> {
              Tensor base = x.get();
              Tensor exponent = y.get();
              Tensor slope = base.pow(exponent).mul(base.log());
              Tensor flat = base.eq(0).logicalAnd(exponent.ge(0));
              return g.mul(Tensor.where(flat, slope.zerosLike(), slope));
            });
  }

  private void requireNoNegativeWholePower(Tensor b) {
    if (!self().dtype().isFloatingPoint() && !b.dtype().isFloatingPoint()) {
      for (long exponent : b.toLongArray()) {
        if (exponent < 0) {
          throw new IllegalArgumentException(
              "pow: %s to the power of the whole number %d: whole numbers have no negative whole power;"
                      .formatted(self().dtype(), exponent)
                  + " cast with to(FLOAT32) first");
        }
      }
    }
  }

  /// Raises every element to the power `b`.
  default Tensor pow(double b) {
    return pow(Promotion.number(b, self()));
  }

  /// Raises every element to the power `b`.
  default Tensor pow(long b) {
    return pow(Promotion.number(b, self()));
  }

  /// Raises to a power in place.
  default Tensor pow_(Tensor b) {
    return Op.inPlace("pow_", self(), x -> x.pow(b));
  }

  /// Raises to a power in place.
  default Tensor pow_(double b) {
    return pow_(Promotion.number(b, self()));
  }

  /// Raises to a power in place.
  default Tensor pow_(long b) {
    return pow_(Promotion.number(b, self()));
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
    return Op.inPlace("neg_", self(), x -> x.neg());
  }

  /// The greater of two elements: `y = max(a, b)`; NaN if either is.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the greater operand, half to each where they
  /// are equal. Like `torch.maximum`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor maximum(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("maximum", self(), b, Binary.MAXIMUM)
        .backward(
            g -> toWinner(g, x.get().gt(y.get()), x.get().eq(y.get())),
            g -> toWinner(g, y.get().gt(x.get()), x.get().eq(y.get())));
  }

  /// The smaller of two elements: `y = min(a, b)`; NaN if either is.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the smaller operand, half to each where they
  /// are equal. Like `torch.minimum`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor minimum(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("minimum", self(), b, Binary.MINIMUM)
        .backward(
            g -> toWinner(g, x.get().lt(y.get()), x.get().eq(y.get())),
            g -> toWinner(g, y.get().lt(x.get()), x.get().eq(y.get())));
  }

  /// `g` where `wins`, half of it where `ties`, 0 elsewhere.
  private static Tensor toWinner(Tensor g, Tensor wins, Tensor ties) {
    return g.mul(wins.to(g.dtype()).add(ties.to(g.dtype()).mul(0.5)));
  }
}
