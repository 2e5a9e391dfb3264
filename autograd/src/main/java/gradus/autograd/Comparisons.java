package gradus.autograd;

import gradus.autograd.kernel.Compare;

/// Questions about pairs of elements, answered by BOOL tensors, which never require a gradient.
///
/// Operands broadcast and meet in a common type. In place, the answer is written as 1 and 0 in the
/// receiver's type, and the gradient of what stood there is 0.
public sealed interface Comparisons permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// True where elements are equal; NaN equals nothing. Like `torch.eq`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor eq(Tensor b) {
    return Op.compare("eq", self(), b, Compare.EQ);
  }

  /// True where an element equals `b`.
  default Tensor eq(double b) {
    return eq(Promotion.number(b, self()));
  }

  /// True where an element equals `b`.
  default Tensor eq(long b) {
    return eq(Promotion.number(b, self()));
  }

  /// [#eq(Tensor)] in place.
  default Tensor eq_(Tensor b) {
    return InPlace.answer("eq_", self(), x -> x.eq(b));
  }

  /// [#eq(double)] in place.
  default Tensor eq_(double b) {
    return InPlace.answer("eq_", self(), x -> x.eq(b));
  }

  /// [#eq(long)] in place.
  default Tensor eq_(long b) {
    return InPlace.answer("eq_", self(), x -> x.eq(b));
  }

  /// True where elements differ, and where one is NaN. Like `torch.ne`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor ne(Tensor b) {
    return Op.compare("ne", self(), b, Compare.NE);
  }

  /// True where an element is not `b`.
  default Tensor ne(double b) {
    return ne(Promotion.number(b, self()));
  }

  /// True where an element is not `b`.
  default Tensor ne(long b) {
    return ne(Promotion.number(b, self()));
  }

  /// [#ne(Tensor)] in place.
  default Tensor ne_(Tensor b) {
    return InPlace.answer("ne_", self(), x -> x.ne(b));
  }

  /// [#ne(double)] in place.
  default Tensor ne_(double b) {
    return InPlace.answer("ne_", self(), x -> x.ne(b));
  }

  /// [#ne(long)] in place.
  default Tensor ne_(long b) {
    return InPlace.answer("ne_", self(), x -> x.ne(b));
  }

  /// True where an element is less than `b`. Like `torch.lt`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor lt(Tensor b) {
    return Op.compare("lt", self(), b, Compare.LT);
  }

  /// True where an element is less than `b`.
  default Tensor lt(double b) {
    return lt(Promotion.number(b, self()));
  }

  /// True where an element is less than `b`.
  default Tensor lt(long b) {
    return lt(Promotion.number(b, self()));
  }

  /// [#lt(Tensor)] in place.
  default Tensor lt_(Tensor b) {
    return InPlace.answer("lt_", self(), x -> x.lt(b));
  }

  /// [#lt(double)] in place.
  default Tensor lt_(double b) {
    return InPlace.answer("lt_", self(), x -> x.lt(b));
  }

  /// [#lt(long)] in place.
  default Tensor lt_(long b) {
    return InPlace.answer("lt_", self(), x -> x.lt(b));
  }

  /// True where an element is less than or equal to `b`. Like `torch.le`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor le(Tensor b) {
    return Op.compare("le", self(), b, Compare.LE);
  }

  /// True where an element is less than or equal to `b`.
  default Tensor le(double b) {
    return le(Promotion.number(b, self()));
  }

  /// True where an element is less than or equal to `b`.
  default Tensor le(long b) {
    return le(Promotion.number(b, self()));
  }

  /// [#le(Tensor)] in place.
  default Tensor le_(Tensor b) {
    return InPlace.answer("le_", self(), x -> x.le(b));
  }

  /// [#le(double)] in place.
  default Tensor le_(double b) {
    return InPlace.answer("le_", self(), x -> x.le(b));
  }

  /// [#le(long)] in place.
  default Tensor le_(long b) {
    return InPlace.answer("le_", self(), x -> x.le(b));
  }

  /// True where an element is greater than `b`. Like `torch.gt`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor gt(Tensor b) {
    return Op.compare("gt", self(), b, Compare.GT);
  }

  /// True where an element is greater than `b`.
  default Tensor gt(double b) {
    return gt(Promotion.number(b, self()));
  }

  /// True where an element is greater than `b`.
  default Tensor gt(long b) {
    return gt(Promotion.number(b, self()));
  }

  /// [#gt(Tensor)] in place.
  default Tensor gt_(Tensor b) {
    return InPlace.answer("gt_", self(), x -> x.gt(b));
  }

  /// [#gt(double)] in place.
  default Tensor gt_(double b) {
    return InPlace.answer("gt_", self(), x -> x.gt(b));
  }

  /// [#gt(long)] in place.
  default Tensor gt_(long b) {
    return InPlace.answer("gt_", self(), x -> x.gt(b));
  }

  /// True where an element is greater than or equal to `b`. Like `torch.ge`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor ge(Tensor b) {
    return Op.compare("ge", self(), b, Compare.GE);
  }

  /// True where an element is greater than or equal to `b`.
  default Tensor ge(double b) {
    return ge(Promotion.number(b, self()));
  }

  /// True where an element is greater than or equal to `b`.
  default Tensor ge(long b) {
    return ge(Promotion.number(b, self()));
  }

  /// [#ge(Tensor)] in place.
  default Tensor ge_(Tensor b) {
    return InPlace.answer("ge_", self(), x -> x.ge(b));
  }

  /// [#ge(double)] in place.
  default Tensor ge_(double b) {
    return InPlace.answer("ge_", self(), x -> x.ge(b));
  }

  /// [#ge(long)] in place.
  default Tensor ge_(long b) {
    return InPlace.answer("ge_", self(), x -> x.ge(b));
  }

  /// Tells whether both have one shape and equal elements. Like `torch.equal`.
  default boolean equal(Tensor b) {
    Promotion.requireSecond("equal", b);
    return self().shape().equals(b.shape()) && self().eq(b).all().itemBoolean();
  }

  /// Tells whether `|a − b| ≤ 1e-8 + 1e-5·|b|` holds for all elements.
  default boolean allclose(Tensor b) {
    return allclose(b, 1e-5, 1e-8, false);
  }

  /// Tells whether `|a − b| ≤ atol + rtol·|b|` holds for all elements; equal infinities agree.
  /// Whole numbers and booleans are compared as FLOAT64. Like `torch.allclose`.
  ///
  /// @param equalNan whether NaN agrees with NaN
  /// @throws ShapeException if the shapes do not broadcast
  default boolean allclose(Tensor b, double rtol, double atol, boolean equalNan) {
    Promotion.requireSecond("allclose", b);
    self().shape().broadcast("allclose", b.shape());
    if (rtol == 0 && atol == 0 && !equalNan) {
      return self().eq(b).all().itemBoolean(); // whole numbers with all their digits
    }
    Tensor x = decimal(self());
    Tensor y = decimal(b);
    Tensor near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol)).logicalAnd(y.isfinite());
    Tensor agrees = near.logicalOr(x.eq(y));
    if (equalNan) {
      agrees = agrees.logicalOr(x.isnan().logicalAnd(y.isnan()));
    }
    return agrees.all().itemBoolean();
  }

  private static Tensor decimal(Tensor x) {
    return x.dtype().isFloatingPoint() ? x.detach() : x.to(DType.FLOAT64);
  }
}
