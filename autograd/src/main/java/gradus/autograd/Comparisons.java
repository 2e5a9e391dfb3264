package gradus.autograd;

import gradus.autograd.kernel.Compare;

/// Questions about elements, answered by BOOL tensors, which never require a gradient. Operands
/// broadcast and meet in a common type; nothing equals NaN.
public sealed interface Comparisons permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// True where elements are equal. Like `torch.eq`.
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

  /// True where both are (a number counts as true unless it is 0). Like `torch.logical_and`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalAnd(Tensor b) {
    return self().to(DType.BOOL).detach().mul(b.to(DType.BOOL).detach());
  }

  /// True where one is. Like `torch.logical_or`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalOr(Tensor b) {
    return self().to(DType.BOOL).detach().add(b.to(DType.BOOL).detach());
  }

  /// True where exactly one is. Like `torch.logical_xor`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalXor(Tensor b) {
    return self().to(DType.BOOL).ne(b.to(DType.BOOL));
  }

  /// True where an element is 0 or false. Like `torch.logical_not`.
  default Tensor logicalNot() {
    return self().eq(0);
  }

  /// True where an element is NaN. Like `torch.isnan`.
  default Tensor isnan() {
    return self().ne(self());
  }

  /// True where an element is positive or negative infinity. Like `torch.isinf`.
  default Tensor isinf() {
    return self().detach().abs().eq(Double.POSITIVE_INFINITY);
  }

  /// True where an element is neither infinite nor NaN. Like `torch.isfinite`.
  default Tensor isfinite() {
    return self().detach().abs().lt(Double.POSITIVE_INFINITY);
  }

  /// Tells whether both have one shape and equal elements. Like `torch.equal`.
  default boolean equal(Tensor b) {
    return self().shape().equals(b.shape()) && self().eq(b).all().itemBoolean();
  }

  /// Tells whether `|a − b| ≤ 1e-8 + 1e-5·|b|` holds for all elements.
  default boolean allclose(Tensor b) {
    return allclose(b, 1e-5, 1e-8, false);
  }

  /// Tells whether `|a − b| ≤ atol + rtol·|b|` holds for all elements; equal infinities agree. Like
  /// `torch.allclose`.
  ///
  /// @param equalNan whether NaN agrees with NaN
  default boolean allclose(Tensor b, double rtol, double atol, boolean equalNan) {
    Tensor x = self().detach();
    Tensor y = b.detach();
    Tensor near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol)).logicalAnd(y.isfinite());
    Tensor agrees = near.logicalOr(x.eq(y));
    if (equalNan) {
      agrees = agrees.logicalOr(x.isnan().logicalAnd(y.isnan()));
    }
    return agrees.all().itemBoolean();
  }
}
