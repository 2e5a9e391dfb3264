package gradus.autograd;

import gradus.autograd.kernel.Unary;

/// Functions of one number, applied to every element. Whole numbers and booleans are first
/// converted to the default type, where the result is not a whole number anyway.
public sealed interface Functions permits Tensor {
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
    return Op.inPlace("exp_", self(), x -> x.exp(), Unary.EXP::applyInPlace);
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
    return Op.inPlace("log_", self(), x -> x.log(), Unary.LOG::applyInPlace);
  }

  /// Square root of every element: `y = √x`, NaN for a negative `x`.
  ///
  /// Shape: any. Gradient: `dx = dy / (2y)`, infinite at 0. Like `torch.sqrt`.
  default Tensor sqrt() {
    return Op.map("sqrt", self(), Unary.SQRT).backwardFromOutput((g, y) -> g.div(y.mul(2)));
  }

  /// [#sqrt()] in place.
  default Tensor sqrt_() {
    return Op.inPlace("sqrt_", self(), x -> x.sqrt(), Unary.SQRT::applyInPlace);
  }

  /// Square of every element: `y = x²`.
  ///
  /// Shape: any. Gradient: `dx = dy · 2x`. Like `torch.square`.
  default Tensor square() {
    Saved x = Op.save(self());
    return Op.map("square", self(), Unary.SQUARE).backward(g -> g.mul(x.get().mul(2)));
  }

  /// [#square()] in place.
  default Tensor square_() {
    return Op.inPlace("square_", self(), x -> x.square(), Unary.SQUARE::applyInPlace);
  }

  /// Absolute value of every element: `y = |x|`.
  ///
  /// Shape: any. Gradient: `dx = dy · sign x`, 0 at the kink. Like `torch.abs`.
  default Tensor abs() {
    Saved x = Op.save(self());
    return Op.map("abs", self(), Unary.ABS).backward(g -> g.mul(x.get().sign()));
  }

  /// [#abs()] in place.
  default Tensor abs_() {
    return Op.inPlace("abs_", self(), x -> x.abs(), Unary.ABS::applyInPlace);
  }

  /// One divided by every element: `y = 1 / x`.
  ///
  /// Shape: any. Gradient: `dx = −dy · y²`. Like `torch.reciprocal`.
  default Tensor reciprocal() {
    return Op.map("reciprocal", self(), Unary.RECIPROCAL)
        .backwardFromOutput((g, y) -> g.mul(y.square().neg()));
  }

  /// [#reciprocal()] in place.
  default Tensor reciprocal_() {
    return Op.inPlace("reciprocal_", self(), x -> x.reciprocal(), Unary.RECIPROCAL::applyInPlace);
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
    return Op.inPlace("sin_", self(), x -> x.sin(), Unary.SIN::applyInPlace);
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
    return Op.inPlace("cos_", self(), x -> x.cos(), Unary.COS::applyInPlace);
  }

  /// Hyperbolic tangent of every element: `y = tanh x`, in (−1, 1).
  ///
  /// Shape: any. Gradient: `dx = dy · (1 − y²)`, so only `y` is kept. Like `torch.tanh`.
  default Tensor tanh() {
    return Op.map("tanh", self(), Unary.TANH)
        .backwardFromOutput((g, y) -> g.mul(y.square().rsub(1)));
  }

  /// [#tanh()] in place.
  default Tensor tanh_() {
    return Op.inPlace("tanh_", self(), x -> x.tanh(), Unary.TANH::applyInPlace);
  }

  /// Logistic function of every element: `y = 1 / (1 + e⁻ˣ)`, in (0, 1).
  ///
  /// Shape: any. Gradient: `dx = dy · y · (1 − y)`, so only `y` is kept; at most a quarter of `dy`.
  /// Like `torch.sigmoid`.
  default Tensor sigmoid() {
    return Op.map("sigmoid", self(), Unary.SIGMOID)
        .backwardFromOutput((g, y) -> g.mul(y).mul(y.rsub(1)));
  }

  /// [#sigmoid()] in place.
  default Tensor sigmoid_() {
    return Op.inPlace("sigmoid_", self(), x -> x.sigmoid(), Unary.SIGMOID::applyInPlace);
  }

  /// Cuts off what is negative: `y = max(x, 0)`.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > 0`, otherwise 0, at the kink too. Like
  /// `torch.relu`.
  default Tensor relu() {
    return Op.map("relu", self(), Unary.RELU)
        .backwardFromOutput((g, y) -> g.mul(y.gt(0).to(g.dtype())));
  }

  /// [#relu()] in place.
  default Tensor relu_() {
    return Op.inPlace("relu_", self(), x -> x.relu(), Unary.RELU::applyInPlace);
  }

  /// Sign of every element: −1, 0 or 1, and NaN for NaN.
  ///
  /// Shape: any. Gradient: 0 everywhere. Like `torch.sign`.
  default Tensor sign() {
    return Op.map("sign", self(), Unary.SIGN).backward(g -> g.zerosLike());
  }

  /// [#sign()] in place.
  default Tensor sign_() {
    return Op.inPlace("sign_", self(), x -> x.sign(), Unary.SIGN::applyInPlace);
  }
}
