package gradus.autograd;

import gradus.autograd.kernel.Binary;

/// Bounds that elements are kept within. A bound is a number, or a tensor that broadcasts.
public sealed interface Clamping permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Keeps elements within bounds: `y = min(max(x, min), max)`, so that `max` wins where the bounds
  /// cross. NaN stays NaN.
  ///
  /// Shape: any. Gradient: `dx = dy` within the bounds and on them, 0 outside. Like `torch.clamp`;
  /// for one bound see [#clampMin(double)] and [#clampMax(double)].
  default Tensor clamp(double min, double max) {
    return clamp(Promotion.number(min, self()), Promotion.number(max, self()));
  }

  /// Keeps elements within bounds: `y = min(max(x, min), max)`.
  default Tensor clamp(long min, long max) {
    return clamp(Promotion.number(min, self()), Promotion.number(max, self()));
  }

  /// Keeps elements within bounds: `y = min(max(x, min), max)`, so that `max` wins where the bounds
  /// cross. NaN stays NaN, and a bound that is NaN gives NaN.
  ///
  /// Shape: what all broadcast to. Gradient: `dx = dy` within the bounds and on them; `dmin = dy`
  /// where `x` lies below a `min` that is below `max`; `dmax = dy` where `x` lies above `max`, or
  /// the bounds cross; otherwise 0. All are kept. Like `torch.clamp`.
  ///
  /// @param min the lower bound; null for none
  /// @param max the upper bound; null for none
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both bounds are null, or all tensors are BOOL
  default Tensor clamp(Tensor min, Tensor max) {
    if (min == null && max == null) {
      throw new IllegalArgumentException(
          "clamp: both bounds are null; give min, max or both, or use the tensor as it is");
    }
    if (max == null) {
      return clampMin(min);
    }
    if (min == null) {
      return clampMax(max);
    }
    return between(min, max);
  }

  private Tensor between(Tensor min, Tensor max) {
    refuseTruthValues("clamp", self(), min, max);
    DType dtype = Promotion.of(self(), min, max);
    self().shape().broadcast("clamp", min.shape().broadcast("clamp", max.shape()));
    Saved x = Op.save(self());
    Saved low = Op.save(min);
    Saved high = Op.save(max);
    return Op.of("clamp", self(), min, max)
        .forward(() -> self().to(dtype).maximum(min.to(dtype)).minimum(max.to(dtype)))
        .backward(
            g -> {
              Tensor inside = x.get().ge(low.get()).logicalAnd(x.get().le(high.get()));
              return Tensor.where(inside, g, 0);
            },
            g -> {
              Tensor lifted = x.get().lt(low.get()).logicalAnd(low.get().lt(high.get()));
              return Tensor.where(lifted, g, 0);
            },
            g -> {
              Tensor lowered = x.get().gt(high.get()).logicalOr(high.get().lt(low.get()));
              return Tensor.where(lowered, g, 0);
            });
  }

  /// [#clamp(double, double)] in place.
  default Tensor clamp_(double min, double max) {
    return Op.inPlace("clamp_", self(), x -> x.clamp(min, max));
  }

  /// [#clamp(long, long)] in place.
  default Tensor clamp_(long min, long max) {
    return Op.inPlace("clamp_", self(), x -> x.clamp(min, max));
  }

  /// [#clamp(Tensor, Tensor)] in place.
  default Tensor clamp_(Tensor min, Tensor max) {
    return Op.inPlace("clamp_", self(), x -> x.clamp(min, max));
  }

  /// Lifts elements to a lower bound: `y = max(x, min)`; NaN stays NaN.
  ///
  /// Shape: what both broadcast to. Gradient: `dx = dy` on the bound and above, `dmin = dy` below
  /// it; otherwise 0. Both are kept. Like `torch.clamp_min`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both are BOOL
  default Tensor clampMin(Tensor min) {
    refuseTruthValues("clampMin", self(), min);
    Saved x = Op.save(self());
    Saved low = Op.save(min);
    return Op.zip("clampMin", self(), min, Binary.MAXIMUM)
        .backward(
            g -> Tensor.where(x.get().ge(low.get()), g, 0),
            g -> Tensor.where(x.get().lt(low.get()), g, 0));
  }

  /// Lifts elements to a lower bound.
  default Tensor clampMin(double min) {
    return clampMin(Promotion.number(min, self()));
  }

  /// Lifts elements to a lower bound.
  default Tensor clampMin(long min) {
    return clampMin(Promotion.number(min, self()));
  }

  /// [#clampMin(Tensor)] in place.
  default Tensor clampMin_(Tensor min) {
    refuseTruthValues("clampMin_", self(), min);
    return InPlace.zip("clampMin_", self(), min, x -> x.clampMin(min), Binary.MAXIMUM);
  }

  /// [#clampMin(double)] in place.
  default Tensor clampMin_(double min) {
    return clampMin_(Promotion.number(min, self()));
  }

  /// [#clampMin(long)] in place.
  default Tensor clampMin_(long min) {
    return clampMin_(Promotion.number(min, self()));
  }

  /// Lowers elements to an upper bound: `y = min(x, max)`; NaN stays NaN.
  ///
  /// Shape: what both broadcast to. Gradient: `dx = dy` on the bound and below, `dmax = dy` above
  /// it; otherwise 0. Both are kept. Like `torch.clamp_max`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if both are BOOL
  default Tensor clampMax(Tensor max) {
    refuseTruthValues("clampMax", self(), max);
    Saved x = Op.save(self());
    Saved high = Op.save(max);
    return Op.zip("clampMax", self(), max, Binary.MINIMUM)
        .backward(
            g -> Tensor.where(x.get().le(high.get()), g, 0),
            g -> Tensor.where(x.get().gt(high.get()), g, 0));
  }

  /// Lowers elements to an upper bound.
  default Tensor clampMax(double max) {
    return clampMax(Promotion.number(max, self()));
  }

  /// Lowers elements to an upper bound.
  default Tensor clampMax(long max) {
    return clampMax(Promotion.number(max, self()));
  }

  /// [#clampMax(Tensor)] in place.
  default Tensor clampMax_(Tensor max) {
    refuseTruthValues("clampMax_", self(), max);
    return InPlace.zip("clampMax_", self(), max, x -> x.clampMax(max), Binary.MINIMUM);
  }

  /// [#clampMax(double)] in place.
  default Tensor clampMax_(double max) {
    return clampMax_(Promotion.number(max, self()));
  }

  /// [#clampMax(long)] in place.
  default Tensor clampMax_(long max) {
    return clampMax_(Promotion.number(max, self()));
  }

  private static void refuseTruthValues(String name, Tensor... tensors) {
    Promotion.requireGiven(name, tensors);
    if (Promotion.of(tensors) == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: BOOL within BOOL bounds: truth values are not bounded; cast with to(INT64), or use"
                  .formatted(name)
              + " logicalAnd and logicalOr");
    }
  }
}
