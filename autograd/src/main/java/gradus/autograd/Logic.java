package gradus.autograd;

import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Unary;

/// Logic, and questions about single elements; the answers are BOOL tensors, which never require a
/// gradient. A number counts as true unless it is 0; NaN is true.
///
/// In place, the answer is written as 1 and 0 in the receiver's type, and the gradient of what
/// stood there is 0.
public sealed interface Logic permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// True where both are. Like `torch.logical_and`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalAnd(Tensor b) {
    return answer("logicalAnd", b, Binary.LOGICAL_AND);
  }

  /// [#logicalAnd(Tensor)] in place.
  default Tensor logicalAnd_(Tensor b) {
    return InPlace.answer("logicalAnd_", self(), x -> x.logicalAnd(b));
  }

  /// True where at least one is. Like `torch.logical_or`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalOr(Tensor b) {
    return answer("logicalOr", b, Binary.LOGICAL_OR);
  }

  /// [#logicalOr(Tensor)] in place.
  default Tensor logicalOr_(Tensor b) {
    return InPlace.answer("logicalOr_", self(), x -> x.logicalOr(b));
  }

  /// True where exactly one is. Like `torch.logical_xor`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  default Tensor logicalXor(Tensor b) {
    return answer("logicalXor", b, Binary.LOGICAL_XOR);
  }

  /// [#logicalXor(Tensor)] in place.
  default Tensor logicalXor_(Tensor b) {
    return InPlace.answer("logicalXor_", self(), x -> x.logicalXor(b));
  }

  private Tensor answer(String name, Tensor b, Binary kernel) {
    Promotion.requireSecond(name, b);
    Shape shape = self().shape().broadcast(name, b.shape());
    return new Tensor(kernel.apply(self().array().to(DType.BOOL), b.array().to(DType.BOOL), shape));
  }

  /// True where an element is 0 or false. Like `torch.logical_not`.
  default Tensor logicalNot() {
    return self().eq(0);
  }

  /// [#logicalNot()] in place.
  default Tensor logicalNot_() {
    return InPlace.answer("logicalNot_", self(), x -> x.logicalNot());
  }

  /// True where an element is NaN. Like `torch.isnan`.
  default Tensor isnan() {
    return self().ne(self());
  }

  /// True where an element is positive or negative infinity. Like `torch.isinf`.
  default Tensor isinf() {
    return magnitude().eq(Double.POSITIVE_INFINITY);
  }

  /// True where an element is neither infinite nor NaN. Like `torch.isfinite`.
  default Tensor isfinite() {
    return magnitude().lt(Double.POSITIVE_INFINITY);
  }

  private Tensor magnitude() {
    return new Tensor(Unary.ABS.apply(Unary.ABS.takes(self().array(), Tensor.defaultDtype())));
  }
}
