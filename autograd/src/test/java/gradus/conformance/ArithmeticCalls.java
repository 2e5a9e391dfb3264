package gradus.conformance;

import gradus.autograd.Tensor;
import java.util.function.BinaryOperator;

/// The calls of element by element arithmetic.
final class ArithmeticCalls {
  private ArithmeticCalls() {}

  static void addTo(Calls calls) {
    calls.one("add", call -> operand(call, Tensor::add, Tensor::add, Tensor::add));
    calls.one("sub", call -> operand(call, Tensor::sub, Tensor::sub, Tensor::sub));
    calls.one("mul", call -> operand(call, Tensor::mul, Tensor::mul, Tensor::mul));
    calls.one("div", call -> operand(call, Tensor::div, Tensor::div, Tensor::div));
    calls.one("pow", call -> operand(call, Tensor::pow, Tensor::pow, Tensor::pow));
    calls.one("neg", call -> call.tensor(0).neg());
    calls.one("maximum", call -> call.tensor(0).maximum(call.tensor(1)));
    calls.one("minimum", call -> call.tensor(0).minimum(call.tensor(1)));
  }

  interface WithDouble {
    Tensor apply(Tensor a, double b);
  }

  interface WithLong {
    Tensor apply(Tensor a, long b);
  }

  /// Calls the form that fits the second operand: a tensor, a whole number or a decimal one.
  static Tensor operand(
      Call call, BinaryOperator<Tensor> tensors, WithDouble decimal, WithLong whole) {
    Argument other = call.arg(1, "other");
    Tensor self = call.tensor(0);
    if (other.isTensor()) {
      return tensors.apply(self, other.tensor());
    }
    return other.isWhole() ? whole.apply(self, other.whole()) : decimal.apply(self, other.number());
  }
}
