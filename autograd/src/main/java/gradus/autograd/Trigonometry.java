package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// Functions of angles, and their hyperbolic sisters, element by element. Whole numbers and
/// booleans are first converted to the default type.
public sealed interface Trigonometry permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Sine of every element, in radians: `y = sin x`.
  ///
  /// Shape: any. Gradient: `dx = dy · cos x`. Like `torch.sin`.
  default Tensor sin() {
    Saved x = Op.save(self());
    return Op.map("sin", self(), Unary.SIN).backward(g -> g.mul(x.get().cos()));
  }

  /// [#sin()] in place.
  default Tensor sin_() {
    return InPlace.map("sin_", self(), x -> x.sin(), Unary.SIN);
  }

  /// Cosine of every element, in radians: `y = cos x`.
  ///
  /// Shape: any. Gradient: `dx = −dy · sin x`. Like `torch.cos`.
  default Tensor cos() {
    Saved x = Op.save(self());
    return Op.map("cos", self(), Unary.COS).backward(g -> g.mul(x.get().sin().neg()));
  }

  /// [#cos()] in place.
  default Tensor cos_() {
    return InPlace.map("cos_", self(), x -> x.cos(), Unary.COS);
  }

  /// Tangent of every element, in radians: `y = tan x`.
  ///
  /// Shape: any. Gradient: `dx = dy · (1 + y²)`, so only `y` is kept. Like `torch.tan`.
  default Tensor tan() {
    return Op.map("tan", self(), Unary.TAN).backwardFromOutput((g, y) -> g.mul(y.square().add(1)));
  }

  /// [#tan()] in place.
  default Tensor tan_() {
    return InPlace.map("tan_", self(), x -> x.tan(), Unary.TAN);
  }

  /// Angle of a sine: `y = arcsin x`, in [−π/2, π/2]; NaN outside of [−1, 1].
  ///
  /// Shape: any. Gradient: `dx = dy / √(1 − x²)`, infinite at ±1. Like `torch.asin`.
  default Tensor asin() {
    Saved x = Op.save(self());
    return Op.map("asin", self(), Unary.ASIN)
        .backward(g -> g.mul(x.get().square().rsub(1).rsqrt()));
  }

  /// [#asin()] in place.
  default Tensor asin_() {
    return InPlace.map("asin_", self(), x -> x.asin(), Unary.ASIN);
  }

  /// Angle of a cosine: `y = arccos x`, in [0, π]; NaN outside of [−1, 1].
  ///
  /// Shape: any. Gradient: `dx = −dy / √(1 − x²)`, infinite at ±1. Like `torch.acos`.
  default Tensor acos() {
    Saved x = Op.save(self());
    return Op.map("acos", self(), Unary.ACOS)
        .backward(g -> g.mul(x.get().square().rsub(1).rsqrt().neg()));
  }

  /// [#acos()] in place.
  default Tensor acos_() {
    return InPlace.map("acos_", self(), x -> x.acos(), Unary.ACOS);
  }

  /// Angle of a tangent: `y = arctan x`, in [−π/2, π/2].
  ///
  /// Shape: any. Gradient: `dx = dy / (1 + x²)`. Like `torch.atan`.
  default Tensor atan() {
    Saved x = Op.save(self());
    return Op.map("atan", self(), Unary.ATAN).backward(g -> g.div(x.get().square().add(1)));
  }

  /// [#atan()] in place.
  default Tensor atan_() {
    return InPlace.map("atan_", self(), x -> x.atan(), Unary.ATAN);
  }

  /// Angle of the point `(b, a)`, this tensor being the ordinate: `y = arctan(a / b)` in the right
  /// quadrant, in [−π, π].
  ///
  /// Shape: what both broadcast to. Gradient: `da = dy · b / (a² + b²)`, `db = −dy · a / (a² +
  /// b²)`, NaN at the origin; both operands are kept. Like `torch.atan2`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor atan2(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("atan2", self(), b, Binary.ATAN2)
        .backward(
            g -> g.mul(y.get().div(x.get().square().add(y.get().square()))),
            g -> g.mul(x.get().div(x.get().square().add(y.get().square())).neg()));
  }

  /// [#atan2(Tensor)] in place.
  default Tensor atan2_(Tensor b) {
    return InPlace.zip("atan2_", self(), b, x -> x.atan2(b), Binary.ATAN2);
  }

  /// Hyperbolic sine of every element: `y = sinh x`.
  ///
  /// Shape: any. Gradient: `dx = dy · cosh x`. Like `torch.sinh`.
  default Tensor sinh() {
    Saved x = Op.save(self());
    return Op.map("sinh", self(), Unary.SINH).backward(g -> g.mul(x.get().cosh()));
  }

  /// [#sinh()] in place.
  default Tensor sinh_() {
    return InPlace.map("sinh_", self(), x -> x.sinh(), Unary.SINH);
  }

  /// Hyperbolic cosine of every element: `y = cosh x`.
  ///
  /// Shape: any. Gradient: `dx = dy · sinh x`. Like `torch.cosh`.
  default Tensor cosh() {
    Saved x = Op.save(self());
    return Op.map("cosh", self(), Unary.COSH).backward(g -> g.mul(x.get().sinh()));
  }

  /// [#cosh()] in place.
  default Tensor cosh_() {
    return InPlace.map("cosh_", self(), x -> x.cosh(), Unary.COSH);
  }

  /// Hyperbolic tangent of every element: `y = tanh x`, in (−1, 1).
  ///
  /// Shape: any. Gradient: `dx = dy · (1 − y²)`, so only `y` is kept. Like `torch.tanh`.
  default Tensor tanh() {
    return Op.map("tanh", self(), Unary.TANH)
        .fusedFromOutput((g, y) -> Op.combined(Binary.TANH_BACKWARD, g, y))
        .backwardFromOutput((g, y) -> g.mul(y.square().rsub(1)));
  }

  /// [#tanh()] in place.
  default Tensor tanh_() {
    return InPlace.map("tanh_", self(), x -> x.tanh(), Unary.TANH);
  }

  /// Inverse of the hyperbolic sine: `y = arsinh x`.
  ///
  /// Shape: any. Gradient: `dx = dy / √(x² + 1)`. Like `torch.asinh`.
  default Tensor asinh() {
    Saved x = Op.save(self());
    return Op.map("asinh", self(), Unary.ASINH)
        .backward(g -> g.mul(x.get().square().add(1).rsqrt()));
  }

  /// [#asinh()] in place.
  default Tensor asinh_() {
    return InPlace.map("asinh_", self(), x -> x.asinh(), Unary.ASINH);
  }

  /// Inverse of the hyperbolic cosine: `y = arcosh x`, 0 or more; NaN below 1.
  ///
  /// Shape: any. Gradient: `dx = dy / √(x² − 1)`, infinite at 1. Like `torch.acosh`.
  default Tensor acosh() {
    Saved x = Op.save(self());
    return Op.map("acosh", self(), Unary.ACOSH)
        .backward(g -> g.mul(x.get().square().sub(1).rsqrt()));
  }

  /// [#acosh()] in place.
  default Tensor acosh_() {
    return InPlace.map("acosh_", self(), x -> x.acosh(), Unary.ACOSH);
  }

  /// Inverse of the hyperbolic tangent: `y = artanh x`; ±∞ at ±1, NaN outside of [−1, 1].
  ///
  /// Shape: any. Gradient: `dx = dy / (1 − x²)`. Like `torch.atanh`.
  default Tensor atanh() {
    Saved x = Op.save(self());
    return Op.map("atanh", self(), Unary.ATANH).backward(g -> g.div(x.get().square().rsub(1)));
  }

  /// [#atanh()] in place.
  default Tensor atanh_() {
    return InPlace.map("atanh_", self(), x -> x.atanh(), Unary.ATANH);
  }

  /// Converts degrees to radians: `y = x · π / 180`.
  ///
  /// Shape: any. Gradient: `dx = dy · π / 180`; nothing is kept. Like `torch.deg2rad`.
  default Tensor deg2rad() {
    return Op.map("deg2rad", self(), Unary.DEG2RAD).backward(g -> g.deg2rad());
  }

  /// [#deg2rad()] in place.
  default Tensor deg2rad_() {
    return InPlace.map("deg2rad_", self(), x -> x.deg2rad(), Unary.DEG2RAD);
  }

  /// Converts radians to degrees: `y = x · 180 / π`.
  ///
  /// Shape: any. Gradient: `dx = dy · 180 / π`; nothing is kept. Like `torch.rad2deg`.
  default Tensor rad2deg() {
    return Op.map("rad2deg", self(), Unary.RAD2DEG).backward(g -> g.rad2deg());
  }

  /// [#rad2deg()] in place.
  default Tensor rad2deg_() {
    return InPlace.map("rad2deg_", self(), x -> x.rad2deg(), Unary.RAD2DEG);
  }
}
