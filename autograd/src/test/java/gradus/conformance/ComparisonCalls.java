package gradus.conformance;

import static gradus.conformance.ArithmeticCalls.operand;

import gradus.autograd.Tensor;

/// The calls of comparisons and logic.
final class ComparisonCalls {
  private ComparisonCalls() {}

  static void addTo(Calls calls) {
    calls.one("eq", call -> operand(call, Tensor::eq, Tensor::eq, Tensor::eq));
    calls.one("ne", call -> operand(call, Tensor::ne, Tensor::ne, Tensor::ne));
    calls.one("lt", call -> operand(call, Tensor::lt, Tensor::lt, Tensor::lt));
    calls.one("le", call -> operand(call, Tensor::le, Tensor::le, Tensor::le));
    calls.one("gt", call -> operand(call, Tensor::gt, Tensor::gt, Tensor::gt));
    calls.one("ge", call -> operand(call, Tensor::ge, Tensor::ge, Tensor::ge));
    calls.one("logical_and", call -> call.tensor(0).logicalAnd(call.tensor(1)));
    calls.one("logical_or", call -> call.tensor(0).logicalOr(call.tensor(1)));
    calls.one("logical_xor", call -> call.tensor(0).logicalXor(call.tensor(1)));
    calls.one("logical_not", call -> call.tensor(0).logicalNot());
    calls.one("isnan", call -> call.tensor(0).isnan());
    calls.one("isinf", call -> call.tensor(0).isinf());
    calls.one("isfinite", call -> call.tensor(0).isfinite());
  }
}
