package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// Powers and roots, element by element.
public sealed interface Powers permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Raises to a power: `y = aᵇ`.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · b · aᵇ⁻¹`, 0 where `b = 0`; `db = dy · y ·
  /// ln a`, 0 where `a = 0` and `b ≥ 0`; both operands are kept. Like `torch.pow`; for a number as
  /// `a` see [Tensor#pow(long, Tensor)].
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are BOOL, or if a whole number is raised to
  ///   a negative whole power
  default Tensor pow(Tensor b) {
    requireNoNegativeWholePower("pow", b);
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("pow", self(), b, Binary.POW)
        .backward(
            g -> {
              Tensor exponent = y.get();
              Tensor slope = exponent.mul(x.get().pow(exponent.sub(1)));
              return Tensor.where(exponent.eq(0), 0, g.mul(slope));
            },
            g -> {
              Tensor base = x.get();
              Tensor exponent = y.get();
              Tensor flat = base.eq(0).logicalAnd(exponent.ge(0));
              return g.mul(Tensor.where(flat, 0, base.pow(exponent).mul(base.log())));
            });
  }

  /// Raises every element to the power `b`: `y = xᵇ`; [#sqrt()] for 0.5 and [#rsqrt()] for −0.5,
  /// also of −∞ and of −0.
  ///
  /// Gradient: `dx = dy · b · xᵇ⁻¹`, 0 for `b = 0`; only `x` is kept.
  default Tensor pow(double b) {
    return power(Promotion.number(b, self()));
  }

  /// Raises every element to the power `b`: `y = xᵇ`.
  ///
  /// Gradient: `dx = dy · b · xᵇ⁻¹`, 0 for `b = 0`; only `x` is kept.
  ///
  /// @throws IllegalArgumentException if a whole number is raised to a negative power
  default Tensor pow(long b) {
    return power(Promotion.number(b, self()));
  }

  private Tensor power(Tensor exponent) {
    requireNoNegativeWholePower("pow", exponent);
    double b = exponent.item();
    DType dtype = Promotion.of(self(), exponent);
    Saved x = Op.save(self());
    return Op.of("pow", self())
        .forward(() -> {
          if (b == 2) {
            return self().mul(self().to(dtype));
          }
          return b == 0.5 ? self().sqrt() : b == -0.5 ? self().rsqrt() : self().pow(exponent);
        })
        .backward(g -> {
          if (b == 0) {
            return g.zerosLike();
          }
          return g.mul(b == 2 ? x.get().mul(2) : x.get().pow(b - 1).mul(b));
        });
  }

  /// [#pow(Tensor)] in place.
  default Tensor pow_(Tensor b) {
    requireNoNegativeWholePower("pow_", b);
    return InPlace.zip("pow_", self(), b, x -> x.pow(b), Binary.POW);
  }

  /// [#pow(double)] in place.
  default Tensor pow_(double b) {
    return Op.inPlace("pow_", self(), x -> x.pow(b));
  }

  /// [#pow(long)] in place.
  default Tensor pow_(long b) {
    return Op.inPlace("pow_", self(), x -> x.pow(b));
  }

  private void requireNoNegativeWholePower(String name, Tensor b) {
    Promotion.requireSecond(name, b);
    DType dtype = Promotion.of(self(), b);
    if (dtype == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: BOOL to the power of BOOL: truth values have no powers; cast with to(INT64)"
              .formatted(name));
    }
    if (dtype == DType.INT64 && b.lt(0).any().itemBoolean()) {
      throw new IllegalArgumentException(
          "%s: %s to the power of the whole number %d: whole numbers have no negative whole power;"
                  .formatted(name, self().dtype(), b.min().itemLong())
              + " cast with to(FLOAT32) first");
    }
  }

  /// Raises to a power in FLOAT64, whatever the operands are: `y = aᵇ`.
  ///
  /// Shape: what both broadcast to. Gradient: as of [#pow(Tensor)]. Like `torch.float_power`; for a
  /// number as `a` see [Tensor#floatPower(double, Tensor)].
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor floatPower(Tensor b) {
    Promotion.requireSecond("floatPower", b);
    self().shape().broadcast("floatPower", b.shape());
    return self().to(DType.FLOAT64).pow(b.to(DType.FLOAT64));
  }

  /// Raises every element to the power `b` in FLOAT64.
  default Tensor floatPower(double b) {
    return self().to(DType.FLOAT64).pow(b);
  }

  /// [#floatPower(Tensor)] in place.
  ///
  /// @throws IllegalArgumentException if this tensor is not FLOAT64
  default Tensor floatPower_(Tensor b) {
    requireFloat64();
    return Op.inPlace("floatPower_", self(), x -> x.floatPower(b));
  }

  /// [#floatPower(double)] in place.
  ///
  /// @throws IllegalArgumentException if this tensor is not FLOAT64
  default Tensor floatPower_(double b) {
    requireFloat64();
    return Op.inPlace("floatPower_", self(), x -> x.floatPower(b));
  }

  private void requireFloat64() {
    if (self().dtype() != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "floatPower_: the result is FLOAT64, which a receiver of %s cannot hold exactly; use"
                  .formatted(self().dtype())
              + " floatPower, or pow_");
    }
  }

  /// Square root of every element: `y = √x`, NaN for a negative `x`.
  ///
  /// Shape: any. Gradient: `dx = dy / (2y)`, infinite at 0; only `y` is kept. Like `torch.sqrt`.
  default Tensor sqrt() {
    return Op.map("sqrt", self(), Unary.SQRT).backwardFromOutput((g, y) -> g.div(y.mul(2)));
  }

  /// [#sqrt()] in place.
  default Tensor sqrt_() {
    return InPlace.map("sqrt_", self(), x -> x.sqrt(), Unary.SQRT);
  }

  /// One divided by the square root: `y = 1 / √x`, NaN for a negative `x`, ∞ for 0.
  ///
  /// Shape: any. Gradient: `dx = −dy · y³ / 2`, so only `y` is kept. Like `torch.rsqrt`.
  default Tensor rsqrt() {
    return Op.map("rsqrt", self(), Unary.RSQRT)
        .backwardFromOutput((g, y) -> g.mul(y.pow(3)).mul(-0.5));
  }

  /// [#rsqrt()] in place.
  default Tensor rsqrt_() {
    return InPlace.map("rsqrt_", self(), x -> x.rsqrt(), Unary.RSQRT);
  }

  /// Square of every element: `y = x²`; whole numbers stay whole.
  ///
  /// Shape: any. Gradient: `dx = dy · 2x`. Like `torch.square`.
  default Tensor square() {
    Saved x = Op.save(self());
    return Op.map("square", self(), Unary.SQUARE).backward(g -> g.mul(x.get().mul(2)));
  }

  /// [#square()] in place.
  default Tensor square_() {
    return InPlace.map("square_", self(), x -> x.square(), Unary.SQUARE);
  }

  /// One divided by every element: `y = 1 / x`.
  ///
  /// Shape: any. Gradient: `dx = −dy · y²`, so only `y` is kept. Like `torch.reciprocal`.
  default Tensor reciprocal() {
    return Op.map("reciprocal", self(), Unary.RECIPROCAL)
        .backwardFromOutput((g, y) -> g.mul(y.square().neg()));
  }

  /// [#reciprocal()] in place.
  default Tensor reciprocal_() {
    return InPlace.map("reciprocal_", self(), x -> x.reciprocal(), Unary.RECIPROCAL);
  }

  /// Length of the hypotenuse: `y = √(a² + b²)`, without overflow on the way.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · a / y`, `db = dy · b / y`, NaN where both
  /// are 0; both operands are kept. Like `torch.hypot`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are whole numbers
  default Tensor hypot(Tensor b) {
    Promotion.requireFloatingPoint("hypot", self(), b);
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("hypot", self(), b, Binary.HYPOT)
        .backward(
            g -> g.mul(x.get().div(x.get().hypot(y.get()))),
            g -> g.mul(y.get().div(x.get().hypot(y.get()))));
  }

  /// [#hypot(Tensor)] in place.
  default Tensor hypot_(Tensor b) {
    return InPlace.zip("hypot_", self(), b, x -> x.hypot(b), Binary.HYPOT);
  }
}
