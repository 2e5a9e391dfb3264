package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Cumulate;
import gradus.autograd.kernel.Cumulate.Kind;

/// Running results along a dimension: element `i` of the result is made of the elements up to `i`.
public sealed interface Cumulative permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Running sums: `yᵢ = x₀ + … + xᵢ` along `dim`; whole numbers and booleans give INT64.
  ///
  /// Shape: any. Gradient: `dxᵢ = dyᵢ + … + dyₙ`. Like `torch.cumsum`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor cumsum(int dim) {
    return cumsum(dim, false);
  }

  /// [#cumsum(int)] computed as this type.
  default Tensor cumsum(DType dtype, int dim) {
    return self().to(dtype).cumsum(dim);
  }

  /// [#cumsum(int)] in place.
  default Tensor cumsum_(int dim) {
    self().shape().checkDim("cumsum_", dim);
    return Op.inPlace("cumsum_", self(), x -> x.cumsum(dim));
  }

  private Tensor cumsum(int dim, boolean reverse) {
    int along = self().shape().checkDim("cumsum", dim);
    return Op.of("cumsum", self())
        .forward(() -> run(Kind.SUM, self(), along, reverse))
        .backward(g -> summed(g, along, !reverse));
  }

  /// Running sums, from the end if `reverse`.
  private static Tensor summed(Tensor x, int dim, boolean reverse) {
    return ((Cumulative) x).cumsum(dim, reverse);
  }

  /// Running products: `yᵢ = x₀ · … · xᵢ` along `dim`; whole numbers and booleans give INT64.
  ///
  /// Shape: any. Gradient: `dxᵢ = Σₖ dyₖ · yₖ / xᵢ` for `k ≥ i`, where a zero is left out of the
  /// product instead of divided by. Like `torch.cumprod`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor cumprod(int dim) {
    int along = self().shape().checkDim("cumprod", dim);
    Saved x = Op.save(self());
    return Op.of("cumprod", self())
        .forward(() -> run(Kind.PRODUCT, self(), along, false))
        .backwardFromOutput((g, y) -> ofProducts(g, x.get(), y, along));
  }

  /// [#cumprod(int)] computed as this type.
  default Tensor cumprod(DType dtype, int dim) {
    return self().to(dtype).cumprod(dim);
  }

  /// [#cumprod(int)] in place.
  default Tensor cumprod_(int dim) {
    self().shape().checkDim("cumprod_", dim);
    return Op.inPlace("cumprod_", self(), x -> x.cumprod(dim));
  }

  private static Tensor ofProducts(Tensor g, Tensor x, Tensor y, int dim) {
    if (x.dim() == 0) {
      return g;
    }
    if (!x.eq(0).any().itemBoolean()) {
      return summed(g.mul(y), dim, true).div(x);
    }
    int n = x.size(dim);
    Tensor last = x.transpose(dim, -1);
    Tensor diagonal = Tensor.eye(DType.BOOL, n, n);
    Tensor factors = Tensor.where(diagonal, last.onesLike().unsqueeze(-2), last.unsqueeze(-2));
    Tensor column = Tensor.arange(n).unsqueeze(1);
    Tensor after = column.le(Tensor.arange(n)).to(x.dtype());
    Tensor products = factors.cumprod(-1).mul(after);
    return products.mul(g.transpose(dim, -1).unsqueeze(-2)).sum(-1).transpose(dim, -1);
  }

  /// Running logarithms of sums of exponentials: `yᵢ = ln(eˣ⁰ + … + eˣⁱ)` along `dim`.
  ///
  /// Shape: any. Gradient: `dxᵢ = Σₖ dyₖ · exp(xᵢ − yₖ)` for `k ≥ i`. Like `torch.logcumsumexp`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor logcumsumexp(int dim) {
    return logcumsumexp(dim, false);
  }

  private Tensor logcumsumexp(int dim, boolean reverse) {
    int along = self().shape().checkDim("logcumsumexp", dim);
    Promotion.requireFloatingPoint("logcumsumexp", self());
    Saved x = Op.save(self());
    return Op.of("logcumsumexp", self())
        .forward(() -> run(Kind.LOG_SUM_EXP, self(), along, reverse))
        .backward(g -> {
          Tensor gained = flow(g, x.get(), along, reverse);
          return gained.sub(flow(g.neg(), x.get(), along, reverse));
        });
  }

  /// The part of the gradient of [#logcumsumexp] that the positive elements of `g` cause: computed
  /// by logarithms so that nothing overflows, and in FLOAT64 because it takes differences of what
  /// may be large numbers.
  private static Tensor flow(Tensor g, Tensor x, int dim, boolean reverse) {
    Tensor flowing = g.to(DType.FLOAT64);
    Tensor positive = flowing.gt(0);
    Tensor log = Tensor.where(positive, flowing, flowing.onesLike()).log();
    Tensor nothing = Tensor.scalar(DType.FLOAT64, -Double.MAX_VALUE);
    Tensor total = ((Cumulative) x.to(DType.FLOAT64)).logcumsumexp(dim, reverse);
    Tensor difference = Tensor.where(positive, log, nothing).sub(total);
    return ((Cumulative) difference).logcumsumexp(dim, !reverse).add(x).exp();
  }

  private static Tensor run(Kind kind, Tensor x, int dim, boolean reverse) {
    Array in =
        switch (x.dtype()) {
          case FLOAT32, FLOAT64 -> x.array();
          case INT64, BOOL ->
              x.array().to(kind == Kind.LOG_SUM_EXP ? Tensor.defaultDtype() : DType.INT64);
        };
    return new Tensor(x.dim() == 0 ? in.copy() : Cumulate.apply(kind, in, dim, reverse));
  }

  /// The greatest elements so far along `dim` and where they are: the last of equal ones; NaN is
  /// greatest.
  ///
  /// Shape: any. Gradient: `dyᵢ` to the element at its index. Like `torch.cummax`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default MaxResult cummax(int dim) {
    return extremes("cummax", dim, true);
  }

  /// The smallest elements so far along `dim` and where they are: the last of equal ones; NaN is
  /// smallest.
  ///
  /// Shape: any. Gradient: `dyᵢ` to the element at its index. Like `torch.cummin`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default MaxResult cummin(int dim) {
    return extremes("cummin", dim, false);
  }

  private MaxResult extremes(String name, int dim, boolean greatest) {
    int along = self().shape().checkDim(name, dim);
    if (self().dim() == 0) {
      return new MaxResult(self().clone(), Tensor.scalar(0L));
    }
    Array numbers = self().dtype() == DType.BOOL ? self().array().to(DType.INT64) : self().array();
    Tensor indices = new Tensor(Cumulate.extremes(numbers, along, greatest));
    return new MaxResult(self().gather(along, indices), indices);
  }
}
