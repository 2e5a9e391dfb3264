package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// The greater and the smaller of two, and what stands in for numbers that are negative or not
/// finite, element by element.
public sealed interface Extremes permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The greater of two elements: `y = max(a, b)`; NaN if either is.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the greater operand, half to each where they
  /// are equal; both are kept. Like `torch.maximum`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor maximum(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("maximum", self(), b, Binary.MAXIMUM)
        .backward(
            g -> share(g, x.get().lt(y.get()), x.get().eq(y.get())),
            g -> share(g, x.get().gt(y.get()), x.get().eq(y.get())));
  }

  /// [#maximum(Tensor)] by its other name. Like `torch.max(a, b)`.
  default Tensor max(Tensor b) {
    return maximum(b);
  }

  /// The smaller of two elements: `y = min(a, b)`; NaN if either is.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the smaller operand, half to each where they
  /// are equal; both are kept. Like `torch.minimum`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor minimum(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("minimum", self(), b, Binary.MINIMUM)
        .backward(
            g -> share(g, x.get().gt(y.get()), x.get().eq(y.get())),
            g -> share(g, x.get().lt(y.get()), x.get().eq(y.get())));
  }

  /// [#minimum(Tensor)] by its other name. Like `torch.min(a, b)`.
  default Tensor min(Tensor b) {
    return minimum(b);
  }

  /// Nothing where an operand loses, half of `g` where both are equal, `g` elsewhere.
  private static Tensor share(Tensor g, Tensor loses, Tensor ties) {
    return Tensor.where(loses, 0, Tensor.where(ties, g.mul(0.5), g));
  }

  /// The greater of two elements, or the number where the other is NaN.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the one that is taken, to `a` where they are
  /// equal; both are kept. Like `torch.fmax`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor fmax(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("fmax", self(), b, Binary.FMAX)
        .backward(
            g -> Tensor.where(takesFirst(x.get().ge(y.get()), y.get()), g, 0),
            g -> Tensor.where(takesFirst(x.get().ge(y.get()), y.get()), 0, g));
  }

  /// The smaller of two elements, or the number where the other is NaN.
  ///
  /// Shape: what both broadcast to. Gradient: `dy` to the one that is taken, to `a` where they are
  /// equal; both are kept. Like `torch.fmin`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor fmin(Tensor b) {
    Saved x = Op.save(self());
    Saved y = Op.save(b);
    return Op.zip("fmin", self(), b, Binary.FMIN)
        .backward(
            g -> Tensor.where(takesFirst(x.get().le(y.get()), y.get()), g, 0),
            g -> Tensor.where(takesFirst(x.get().le(y.get()), y.get()), 0, g));
  }

  private static Tensor takesFirst(Tensor wins, Tensor second) {
    return wins.logicalOr(second.isnan());
  }

  /// Cuts off what is negative: `y = max(x, 0)`.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > 0`, otherwise 0, at the kink too; only `y` is kept.
  /// Like `torch.relu`.
  ///
  /// @throws IllegalArgumentException for BOOL
  default Tensor relu() {
    Promotion.refuseBool("relu", self());
    return Op.map("relu", self(), Unary.RELU)
        .fusedFromOutput((g, y) -> Op.combined(Binary.RELU_BACKWARD, g, y))
        .backwardFromOutput((g, y) -> Tensor.where(y.le(0), 0, g));
  }

  /// [#relu()] in place.
  default Tensor relu_() {
    return InPlace.map("relu_", self(), x -> x.relu(), Unary.RELU);
  }

  /// Replaces NaN by 0, and the infinities by the greatest and the least finite number of the type.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: `dx = dy` where `x` is finite, otherwise
  /// 0. Like `torch.nan_to_num`.
  default Tensor nanToNum() {
    return nanToNum(0);
  }

  /// Replaces NaN by `nan`, and the infinities by the greatest and the least finite number of the
  /// type.
  default Tensor nanToNum(double nan) {
    double greatest = self().dtype() == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    return nanToNum(nan, greatest, -greatest);
  }

  /// Replaces NaN by `nan`, ∞ by `posInf` and −∞ by `negInf`.
  ///
  /// Shape: any; whole numbers stay as they are. Gradient: `dx = dy` where `x` is finite, otherwise
  /// 0. Like `torch.nan_to_num`.
  default Tensor nanToNum(double nan, double posInf, double negInf) {
    if (!self().dtype().isFloatingPoint()) {
      return self().clone();
    }
    Saved x = Op.save(self());
    return Op.of("nanToNum", self())
        .forward(() -> replaced(self(), nan, posInf, negInf))
        .backward(g -> Tensor.where(x.get().isfinite(), g, 0));
  }

  private static Tensor replaced(Tensor x, double nan, double posInf, double negInf) {
    Tensor numbers = Tensor.where(x.isnan(), nan, x);
    Tensor below = Tensor.where(x.eq(Double.POSITIVE_INFINITY), posInf, numbers);
    return Tensor.where(x.eq(Double.NEGATIVE_INFINITY), negInf, below);
  }

  /// [#nanToNum()] in place.
  default Tensor nanToNum_() {
    return Op.inPlace("nanToNum_", self(), x -> x.nanToNum());
  }

  /// [#nanToNum(double)] in place.
  default Tensor nanToNum_(double nan) {
    return Op.inPlace("nanToNum_", self(), x -> x.nanToNum(nan));
  }

  /// [#nanToNum(double, double, double)] in place.
  default Tensor nanToNum_(double nan, double posInf, double negInf) {
    return Op.inPlace("nanToNum_", self(), x -> x.nanToNum(nan, posInf, negInf));
  }
}
