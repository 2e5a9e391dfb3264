package gradus.autograd;

import gradus.autograd.kernel.Binary;

/// Whole quotients, and the remainders that they leave, element by element.
///
/// The divisor 0 gives an infinity or NaN among decimal numbers, and is refused among whole ones.
public sealed interface Divisions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Divides and makes the quotient whole; INT64 operands stay INT64.
  ///
  /// Shape: what both broadcast to. Gradient: 0 for both, at the jumps too. Like `torch.div` with
  /// `rounding_mode`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are BOOL, or whole numbers and a divisor is
  ///   0
  default Tensor div(Tensor b, DivisionRounding mode) {
    requireDivisible("div", self(), b);
    self().shape().broadcast("div", b.shape());
    return Op.zip("divRounded", self(), b, quotient(mode))
        .backward(g -> g.zerosLike(), g -> g.zerosLike());
  }

  /// Divides every element by a number and makes the quotient whole.
  default Tensor div(double b, DivisionRounding mode) {
    return div(Promotion.number(b, self()), mode);
  }

  /// Divides every element by a number and makes the quotient whole.
  default Tensor div(long b, DivisionRounding mode) {
    return div(Promotion.number(b, self()), mode);
  }

  /// [#div(Tensor, DivisionRounding)] in place.
  default Tensor div_(Tensor b, DivisionRounding mode) {
    requireDivisible("div_", self(), b);
    return InPlace.zip("div_", self(), b, x -> x.div(b, mode), quotient(mode));
  }

  /// [#div(double, DivisionRounding)] in place.
  default Tensor div_(double b, DivisionRounding mode) {
    return div_(Promotion.number(b, self()), mode);
  }

  /// [#div(long, DivisionRounding)] in place.
  default Tensor div_(long b, DivisionRounding mode) {
    return div_(Promotion.number(b, self()), mode);
  }

  private static Binary quotient(DivisionRounding mode) {
    return switch (mode) {
      case null ->
          throw new IllegalArgumentException(
              "div: the rounding is null; name FLOOR or TRUNC, or leave it out for the exact"
                  + " quotient");
      case FLOOR -> Binary.FLOOR_DIVIDE;
      case TRUNC -> Binary.TRUNC_DIVIDE;
    };
  }

  /// Divides and rounds down: `y = ⌊a / b⌋`, as `//` in Python; INT64 operands stay INT64.
  ///
  /// Shape: what both broadcast to. Not differentiable: the result requires no gradient; see
  /// [#div(Tensor, DivisionRounding)] for zeros. Like `torch.floor_divide`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are BOOL, or whole numbers and a divisor is
  ///   0
  default Tensor floorDivide(Tensor b) {
    requireDivisible("floorDivide", self(), b);
    return Op.zip("floorDivide", self(), b, Binary.FLOOR_DIVIDE).notDifferentiable();
  }

  /// Divides every element by a number and rounds down.
  default Tensor floorDivide(double b) {
    return floorDivide(Promotion.number(b, self()));
  }

  /// Divides every element by a number and rounds down.
  default Tensor floorDivide(long b) {
    return floorDivide(Promotion.number(b, self()));
  }

  /// [#floorDivide(Tensor)] in place; the gradient of what stood here is 0.
  default Tensor floorDivide_(Tensor b) {
    requireDivisible("floorDivide_", self(), b);
    return InPlace.zip(
        "floorDivide_", self(), b, x -> x.div(b, DivisionRounding.FLOOR), Binary.FLOOR_DIVIDE);
  }

  /// [#floorDivide(double)] in place.
  default Tensor floorDivide_(double b) {
    return floorDivide_(Promotion.number(b, self()));
  }

  /// [#floorDivide(long)] in place.
  default Tensor floorDivide_(long b) {
    return floorDivide_(Promotion.number(b, self()));
  }

  /// The remainder with the sign of the divisor, as `%` in Python: `y = a − b · ⌊a / b⌋`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = −dy · ⌊a / b⌋`, at the jumps too;
  /// both operands are kept. Like `torch.remainder`; for a number as `a` see
  /// [Tensor#remainder(long, Tensor)].
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are BOOL, or whole numbers and a divisor is
  ///   0
  default Tensor remainder(Tensor b) {
    return rest("remainder", b, Binary.REMAINDER, DivisionRounding.FLOOR);
  }

  /// The remainder of every element, with the sign of `b`.
  default Tensor remainder(double b) {
    return remainder(Promotion.number(b, self()));
  }

  /// The remainder of every element, with the sign of `b`.
  default Tensor remainder(long b) {
    return remainder(Promotion.number(b, self()));
  }

  /// [#remainder(Tensor)] in place.
  default Tensor remainder_(Tensor b) {
    requireDivisible("remainder_", self(), b);
    return InPlace.zip("remainder_", self(), b, x -> x.remainder(b), Binary.REMAINDER);
  }

  /// [#remainder(double)] in place.
  default Tensor remainder_(double b) {
    return remainder_(Promotion.number(b, self()));
  }

  /// [#remainder(long)] in place.
  default Tensor remainder_(long b) {
    return remainder_(Promotion.number(b, self()));
  }

  /// The remainder with the sign of the dividend, as `%` in Java: `y = a − b · trunc(a / b)`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy`, `db = −dy · trunc(a / b)`, at the jumps
  /// too; both operands are kept. Like `torch.fmod`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are BOOL, or whole numbers and a divisor is
  ///   0
  default Tensor fmod(Tensor b) {
    return rest("fmod", b, Binary.FMOD, DivisionRounding.TRUNC);
  }

  /// The remainder of every element, with its own sign.
  default Tensor fmod(double b) {
    return fmod(Promotion.number(b, self()));
  }

  /// The remainder of every element, with its own sign.
  default Tensor fmod(long b) {
    return fmod(Promotion.number(b, self()));
  }

  /// [#fmod(Tensor)] in place.
  default Tensor fmod_(Tensor b) {
    requireDivisible("fmod_", self(), b);
    return InPlace.zip("fmod_", self(), b, x -> x.fmod(b), Binary.FMOD);
  }

  /// [#fmod(double)] in place.
  default Tensor fmod_(double b) {
    return fmod_(Promotion.number(b, self()));
  }

  /// [#fmod(long)] in place.
  default Tensor fmod_(long b) {
    return fmod_(Promotion.number(b, self()));
  }

  private Tensor rest(String name, Tensor b, Binary kernel, DivisionRounding mode) {
    requireDivisible(name, self(), b);
    Saved x = Op.saveFor(b, self());
    Saved y = Op.saveFor(b, b);
    return Op.zip(name, self(), b, kernel)
        .backward(g -> g, g -> g.mul(x.get().div(y.get(), mode)).neg());
  }

  /// Refuses two BOOL operands, and whole numbers divided by 0.
  private static void requireDivisible(String name, Tensor a, Tensor b) {
    Promotion.requireSecond(name, b);
    switch (Promotion.of(a, b)) {
      case FLOAT32, FLOAT64 -> {}
      case BOOL ->
          throw new IllegalArgumentException(
              "%s: BOOL by BOOL: truth values cannot be divided; cast with to(INT64)"
                  .formatted(name));
      case INT64 -> {
        if (b.eq(0).any().itemBoolean()) {
          throw new IllegalArgumentException(
              "%s: a divisor is 0 (ZeroDivisionError): whole numbers cannot be divided by 0; cast with"
                      .formatted(name)
                  + " to(FLOAT32) for an infinity or NaN, or mask the zeros out with where");
        }
      }
    }
  }
}
