package gradus.autograd;

import gradus.autograd.kernel.Unary;

/// Whole numbers near the elements, and what is left of them.
public sealed interface Rounding permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The greatest whole number that is not above the element.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: 0 everywhere, at the jumps too. Like
  /// `torch.floor`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor floor() {
    Promotion.refuseBool("floor", self());
    return Op.map("floor", self(), Unary.FLOOR).backward(g -> g.zerosLike());
  }

  /// [#floor()] in place.
  default Tensor floor_() {
    return InPlace.map("floor_", self(), x -> x.floor(), Unary.FLOOR);
  }

  /// The least whole number that is not below the element.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: 0 everywhere, at the jumps too. Like
  /// `torch.ceil`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor ceil() {
    Promotion.refuseBool("ceil", self());
    return Op.map("ceil", self(), Unary.CEIL).backward(g -> g.zerosLike());
  }

  /// [#ceil()] in place.
  default Tensor ceil_() {
    return InPlace.map("ceil_", self(), x -> x.ceil(), Unary.CEIL);
  }

  /// The element without its fraction: the whole number next to it towards 0.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: 0 everywhere, at the jumps too. Like
  /// `torch.trunc`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor trunc() {
    Promotion.refuseBool("trunc", self());
    return Op.map("trunc", self(), Unary.TRUNC).backward(g -> g.zerosLike());
  }

  /// [#trunc()] in place.
  default Tensor trunc_() {
    return InPlace.map("trunc_", self(), x -> x.trunc(), Unary.TRUNC);
  }

  /// The nearest whole number, and the even one of two that are equally near.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: 0 everywhere, at the jumps too. Like
  /// `torch.round`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor round() {
    Promotion.refuseBool("round", self());
    return Op.map("round", self(), Unary.ROUND).backward(g -> g.zerosLike());
  }

  /// [#round()] in place.
  default Tensor round_() {
    return InPlace.map("round_", self(), x -> x.round(), Unary.ROUND);
  }

  /// Rounds to `decimals` digits behind the decimal point, to the even one of two equally near; a
  /// negative number rounds to tens, hundreds and so on.
  ///
  /// Shape: any. Gradient: 0 everywhere. Like `torch.round` with `decimals`: the element is scaled
  /// by a power of ten, rounded, and scaled back, each in its own type.
  ///
  /// @throws IllegalArgumentException for whole numbers and BOOL
  default Tensor round(int decimals) {
    Promotion.requireFloatingPoint("round", self());
    if (decimals == 0) {
      return round();
    }
    double scale = Math.pow(10, Math.abs(decimals));
    return Op.of("round", self())
        .forward(() ->
            decimals < 0
                ? self().div(scale).round().mul(scale)
                : self().mul(scale).round().div(scale))
        .backward(g -> g.zerosLike());
  }

  /// [#round(int)] in place.
  default Tensor round_(int decimals) {
    return Op.inPlace("round_", self(), x -> x.round(decimals));
  }

  /// The fraction of the element, with its sign: `y = x − trunc(x)`.
  ///
  /// Shape: any. Gradient: `dx = dy`. Like `torch.frac`.
  ///
  /// @throws IllegalArgumentException for whole numbers and BOOL
  default Tensor frac() {
    Promotion.requireFloatingPoint("frac", self());
    return Op.map("frac", self(), Unary.FRAC).backward(g -> g);
  }

  /// [#frac()] in place.
  default Tensor frac_() {
    return InPlace.map("frac_", self(), x -> x.frac(), Unary.FRAC);
  }
}
