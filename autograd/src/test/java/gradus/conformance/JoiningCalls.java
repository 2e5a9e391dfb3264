package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that make one tensor of several.
final class JoiningCalls {
  private JoiningCalls() {}

  static void addTo(Calls calls) {
    calls.one("cat", call -> Tensor.cat(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("stack", call -> Tensor.stack(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("where", call -> Tensor.where(call.tensor(1), call.tensor(0), call.tensor(2)));
  }
}
