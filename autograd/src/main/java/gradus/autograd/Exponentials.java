package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// Exponentials and logarithms, element by element. Whole numbers and booleans are first converted
/// to the default type.
public sealed interface Exponentials permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Exponential of every element: `y = eˣ`.
  ///
  /// Shape: any. Gradient: `dx = dy · y`, so only `y` is kept. Like `torch.exp`.
  default Tensor exp() {
    return Op.map("exp", self(), Unary.EXP).backwardFromOutput((g, y) -> g.mul(y));
  }

  /// [#exp()] in place.
  default Tensor exp_() {
    return InPlace.map("exp_", self(), x -> x.exp(), Unary.EXP);
  }

  /// Two to the power of every element: `y = 2ˣ`.
  ///
  /// Shape: any. Gradient: `dx = dy · y · ln 2`, so only `y` is kept. Like `torch.exp2`.
  default Tensor exp2() {
    return Op.map("exp2", self(), Unary.EXP2)
        .backwardFromOutput((g, y) -> g.mul(y).mul(Math.log(2)));
  }

  /// [#exp2()] in place.
  default Tensor exp2_() {
    return InPlace.map("exp2_", self(), x -> x.exp2(), Unary.EXP2);
  }

  /// Exponential less one: `y = eˣ − 1`, exact to the last bits near 0, where `exp` and `sub` would
  /// lose them.
  ///
  /// Shape: any. Gradient: `dx = dy · (y + 1)`, so only `y` is kept. Like `torch.expm1`.
  default Tensor expm1() {
    return Op.map("expm1", self(), Unary.EXPM1).backwardFromOutput((g, y) -> g.mul(y.add(1)));
  }

  /// [#expm1()] in place.
  default Tensor expm1_() {
    return InPlace.map("expm1_", self(), x -> x.expm1(), Unary.EXPM1);
  }

  /// Natural logarithm of every element: `y = ln x`, NaN for a negative `x`, −∞ for 0.
  ///
  /// Shape: any. Gradient: `dx = dy / x`. Like `torch.log`.
  default Tensor log() {
    Saved x = Op.save(self());
    return Op.map("log", self(), Unary.LOG).backward(g -> g.div(x.get()));
  }

  /// [#log()] in place.
  default Tensor log_() {
    return InPlace.map("log_", self(), x -> x.log(), Unary.LOG);
  }

  /// Logarithm to the base 2: `y = log₂ x`, exact for powers of two.
  ///
  /// Shape: any. Gradient: `dx = dy / (x · ln 2)`. Like `torch.log2`.
  default Tensor log2() {
    Saved x = Op.save(self());
    return Op.map("log2", self(), Unary.LOG2).backward(g -> g.div(x.get().mul(Math.log(2))));
  }

  /// [#log2()] in place.
  default Tensor log2_() {
    return InPlace.map("log2_", self(), x -> x.log2(), Unary.LOG2);
  }

  /// Logarithm to the base 10: `y = log₁₀ x`.
  ///
  /// Shape: any. Gradient: `dx = dy / (x · ln 10)`. Like `torch.log10`.
  default Tensor log10() {
    Saved x = Op.save(self());
    return Op.map("log10", self(), Unary.LOG10).backward(g -> g.div(x.get().mul(Math.log(10))));
  }

  /// [#log10()] in place.
  default Tensor log10_() {
    return InPlace.map("log10_", self(), x -> x.log10(), Unary.LOG10);
  }

  /// Natural logarithm of one more: `y = ln(1 + x)`, exact to the last bits near 0, where `add` and
  /// `log` would lose them.
  ///
  /// Shape: any. Gradient: `dx = dy / (1 + x)`. Like `torch.log1p`.
  default Tensor log1p() {
    Saved x = Op.save(self());
    return Op.map("log1p", self(), Unary.LOG1P).backward(g -> g.div(x.get().add(1)));
  }

  /// [#log1p()] in place.
  default Tensor log1p_() {
    return InPlace.map("log1p_", self(), x -> x.log1p(), Unary.LOG1P);
  }

  /// Adds numbers that are given by their logarithms: `y = ln(eᵃ + eᵇ)`, without overflow on the
  /// way.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · σ(a − b)`, `db = dy · σ(b − a)`, with σ
  /// the [logistic function][SpecialFunctions#sigmoid()]; both operands are kept. Like
  /// `torch.logaddexp`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both operands are whole numbers
  default Tensor logaddexp(Tensor b) {
    Promotion.requireFloatingPoint("logaddexp", self(), b);
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("logaddexp", self(), b, Binary.LOGADDEXP)
        .backward(
            g -> g.mul(x.get().sub(y.get()).sigmoid()), g -> g.mul(y.get().sub(x.get()).sigmoid()));
  }

  /// Multiplies by a logarithm: `y = a · ln b`, and 0 for `a = 0` unless `b` is NaN.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · ln b`, 0 where `a = 0` and `b ≤ 0`; `db =
  /// dy · a / b`; both operands are kept. Like `torch.xlogy`; for a number as `a` see
  /// [Tensor#xlogy(double, Tensor)].
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor xlogy(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("xlogy", self(), b, Binary.XLOGY)
        .backward(
            g -> {
              Tensor flat = x.get().eq(0).logicalAnd(y.get().le(0));
              return Tensor.where(flat, 0, g.xlogy(y.get()));
            },
            g -> g.mul(x.get().div(y.get())));
  }

  /// Multiplies every element by the logarithm of `b`.
  default Tensor xlogy(double b) {
    return xlogy(Promotion.number(b, self()));
  }

  /// [#xlogy(Tensor)] in place.
  default Tensor xlogy_(Tensor b) {
    return InPlace.zip("xlogy_", self(), b, x -> x.xlogy(b), Binary.XLOGY);
  }

  /// [#xlogy(double)] in place.
  default Tensor xlogy_(double b) {
    return xlogy_(Promotion.number(b, self()));
  }
}
