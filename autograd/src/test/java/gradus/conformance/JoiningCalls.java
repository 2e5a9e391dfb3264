package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that make one tensor of several.
final class JoiningCalls {
  private JoiningCalls() {}

  static void addTo(Calls calls) {
    calls.one("cat", call -> Tensor.cat(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("stack", call -> Tensor.stack(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("where", JoiningCalls::where);
  }

  private static Tensor where(Call call) {
    Tensor condition = call.tensor(1, "condition");
    Argument other = call.arg(2, "other");
    Tensor self = call.tensor(0);
    if (other.isTensor()) {
      return self.where(condition, other.tensor());
    }
    return other.isWhole()
        ? self.where(condition, other.whole())
        : self.where(condition, other.number());
  }
}
