package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// The logistic and the error function, their inverses, and sinc, element by element. Whole numbers
/// and booleans are first converted to the default type.
public sealed interface SpecialFunctions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Logistic function of every element: `y = 1 / (1 + e⁻ˣ)`, in (0, 1).
  ///
  /// Shape: any. Gradient: `dx = dy · y · (1 − y)`, so only `y` is kept; at most a quarter of `dy`.
  /// Like `torch.sigmoid`.
  default Tensor sigmoid() {
    return Op.map("sigmoid", self(), Unary.SIGMOID)
        .fusedFromOutput((g, y) -> Op.combined(Binary.SIGMOID_BACKWARD, g, y))
        .backwardFromOutput((g, y) -> g.mul(y).mul(y.rsub(1)));
  }

  /// [#sigmoid()] in place.
  default Tensor sigmoid_() {
    return InPlace.map("sigmoid_", self(), x -> x.sigmoid(), Unary.SIGMOID);
  }

  /// Inverse of the logistic function: `y = ln(x / (1 − x))`; ±∞ at 1 and 0, NaN outside of [0, 1].
  ///
  /// Shape: any. Gradient: `dx = dy / (x (1 − x))`, NaN where `x` lies outside. Like `torch.logit`.
  default Tensor logit() {
    Saved x = Op.save(self());
    return Op.map("logit", self(), Unary.LOGIT)
        .backward(g -> {
          Tensor p = x.get();
          Tensor outside = p.lt(0).logicalOr(p.gt(1));
          return Tensor.where(outside, Double.NaN, g.div(p.mul(p.rsub(1))));
        });
  }

  /// [#logit()] in place.
  default Tensor logit_() {
    return InPlace.map("logit_", self(), x -> x.logit(), Unary.LOGIT);
  }

  /// Inverse of the logistic function of what is first brought into `[eps, 1 − eps]`.
  ///
  /// Shape: any. Gradient: `dx = dy / (x (1 − x))`, 0 where `x` lies outside of the interval. Like
  /// `torch.logit` with `eps`.
  ///
  /// @param eps the distance from 0 and 1 that is kept, 0 to 1/2; a larger one leaves no interval:
  ///   it is taken for what lies below it, `1 − eps` for the rest
  default Tensor logit(double eps) {
    Saved x = Op.save(self());
    return Op.of("logitWithin", self())
        .forward(() -> Tensor.where(self().lt(eps), eps, self().clampMax(1 - eps)).logit())
        .backward(g -> {
          Tensor p = x.get();
          Tensor outside = p.lt(eps).logicalOr(p.gt(1 - eps));
          return Tensor.where(outside, 0, g.div(p.mul(p.rsub(1))));
        });
  }

  /// [#logit(double)] in place.
  default Tensor logit_(double eps) {
    return Op.inPlace("logit_", self(), x -> x.logit(eps));
  }

  /// Error function of every element: `y = 2/√π ∫₀ˣ e^(−t²) dt`, in (−1, 1).
  ///
  /// Shape: any. Gradient: `dx = dy · 2/√π · e^(−x²)`. Like `torch.erf`.
  default Tensor erf() {
    Saved x = Op.save(self());
    return Op.map("erf", self(), Unary.ERF)
        .backward(g -> g.mul(x.get().square().neg().exp()).mul(2 / Math.sqrt(Math.PI)));
  }

  /// [#erf()] in place.
  default Tensor erf_() {
    return InPlace.map("erf_", self(), x -> x.erf(), Unary.ERF);
  }

  /// Complement of the error function: `y = 1 − erf x`, exact to the last bits where that is tiny
  /// too.
  ///
  /// Shape: any. Gradient: `dx = −dy · 2/√π · e^(−x²)`. Like `torch.erfc`.
  default Tensor erfc() {
    Saved x = Op.save(self());
    return Op.map("erfc", self(), Unary.ERFC)
        .backward(g -> g.mul(x.get().square().neg().exp()).mul(-2 / Math.sqrt(Math.PI)));
  }

  /// [#erfc()] in place.
  default Tensor erfc_() {
    return InPlace.map("erfc_", self(), x -> x.erfc(), Unary.ERFC);
  }

  /// Inverse of the error function; ±∞ at ±1, NaN outside of [−1, 1].
  ///
  /// Shape: any. Gradient: `dx = dy · √π/2 · e^(y²)`, so only `y` is kept. Like `torch.erfinv`.
  default Tensor erfinv() {
    return Op.map("erfinv", self(), Unary.ERFINV)
        .backwardFromOutput((g, y) -> g.mul(y.square().exp()).mul(Math.sqrt(Math.PI) / 2));
  }

  /// [#erfinv()] in place.
  default Tensor erfinv_() {
    return InPlace.map("erfinv_", self(), x -> x.erfinv(), Unary.ERFINV);
  }

  /// Normalized sinc of every element: `y = sin(πx) / (πx)`, 1 at 0.
  ///
  /// Shape: any. Gradient: `dx = dy · (cos(πx) − y) / x`, 0 at 0; within 0.01 of 0, where that
  /// difference would lose its digits, the first terms of its series. Like `torch.sinc`.
  default Tensor sinc() {
    Saved x = Op.save(self());
    return Op.map("sinc", self(), Unary.SINC).backward(g -> g.mul(slopeOfSinc(x.get())));
  }

  private static Tensor slopeOfSinc(Tensor x) {
    Tensor near = x.abs().lt(0.01);
    Tensor far = Tensor.where(near, 1, x);
    double square = Math.PI * Math.PI;
    Tensor t = x.square().mul(square);
    Tensor series = t.mul(-1.0 / 840).add(1.0 / 30).mul(t).sub(1.0 / 3).mul(x).mul(square);
    return Tensor.where(near, series, far.mul(Math.PI).cos().sub(far.sinc()).div(far));
  }

  /// [#sinc()] in place.
  default Tensor sinc_() {
    return InPlace.map("sinc_", self(), x -> x.sinc(), Unary.SINC);
  }
}
