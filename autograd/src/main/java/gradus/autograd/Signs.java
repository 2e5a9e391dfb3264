package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// Absolute values and signs, element by element.
public sealed interface Signs permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Absolute value of every element: `y = |x|`.
  ///
  /// Shape: any. Gradient: `dx = dy · sign x`, 0 at the kink. Like `torch.abs`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor abs() {
    Promotion.refuseBool("abs", self());
    Saved x = Op.save(self());
    return Op.map("abs", self(), Unary.ABS).backward(g -> g.mul(x.get().sign()));
  }

  /// [#abs()] in place.
  default Tensor abs_() {
    return InPlace.map("abs_", self(), x -> x.abs(), Unary.ABS);
  }

  /// Sign of every element: −1, 0 or 1, and NaN for NaN. BOOL stays as it is.
  ///
  /// Shape: any. Gradient: 0 everywhere. Like `torch.sign`.
  default Tensor sign() {
    if (self().dtype() == DType.BOOL) {
      return self().clone();
    }
    return Op.map("sign", self(), Unary.SIGN).backward(g -> g.zerosLike());
  }

  /// [#sign()] in place.
  default Tensor sign_() {
    return InPlace.map("sign_", self(), x -> x.sign(), Unary.SIGN);
  }

  /// The magnitude of `a` with the sign of `b`; −0.0 counts as negative. Whole numbers give a
  /// decimal one.
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy` where the sign is kept, `−dy` where it
  /// changes, 0 at `a = 0`; `db = 0`; both operands are kept. Like `torch.copysign`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor copysign(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("copysign", self(), b, Binary.COPYSIGN)
        .backward(
            g -> g.mul(x.get().sign()).mul(Tensor.scalar(g.dtype(), 1).copysign(y.get())),
            g -> g.zerosLike());
  }

  /// The magnitude of every element with the sign of `b`.
  default Tensor copysign(double b) {
    return copysign(Promotion.number(b, self()));
  }

  /// [#copysign(Tensor)] in place.
  default Tensor copysign_(Tensor b) {
    return InPlace.zip("copysign_", self(), b, x -> x.copysign(b), Binary.COPYSIGN);
  }

  /// [#copysign(double)] in place.
  default Tensor copysign_(double b) {
    return copysign_(Promotion.number(b, self()));
  }
}
