package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that make one tensor of several, or several of one.
final class JoiningCalls {
  private JoiningCalls() {}

  static void addTo(Calls calls) {
    calls.one("cat", call -> Tensor.cat(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("stack", call -> Tensor.stack(call.arg(1, "dim").integer(0), call.arg(0).tensors()));
    calls.one("where", JoiningCalls::where);
    calls.several("broadcast_tensors", call -> Tensor.broadcastTensors(operands(call)));
    calls.several(
        "meshgrid", call -> Tensor.meshgrid(call.arg("indexing").text("ij"), operands(call)));
    calls.several("split", JoiningCalls::split);
    calls.several(
        "chunk", call -> call.tensor(0).chunk(call.arg(1, "chunks").integer(), dim(call, 2)));
    calls.several("unbind", call -> call.tensor(0).unbind(dim(call, 1)));
    calls.one("unfold", JoiningCalls::unfold);
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

  /// A list of tensors, or as many arguments.
  private static Tensor[] operands(Call call) {
    if (call.arg(0).isList()) {
      return call.arg(0).tensors();
    }
    Tensor[] operands = new Tensor[call.count()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = call.tensor(i);
    }
    return operands;
  }

  private static Tensor[] split(Call call) {
    Argument sizes =
        call.has("split_size_or_sections")
            ? call.arg("split_size_or_sections")
            : call.arg(1, "split_size");
    return sizes.isList()
        ? call.tensor(0).split(sizes.integers(), dim(call, 2))
        : call.tensor(0).split(sizes.integer(), dim(call, 2));
  }

  private static Tensor unfold(Call call) {
    return call.tensor(0)
        .unfold(
            call.arg(1, "dimension").integer(),
            call.arg(2, "size").integer(),
            call.arg(3, "step").integer());
  }

  private static int dim(Call call, int position) {
    return call.arg(position, "dim").integer(0);
  }
}
