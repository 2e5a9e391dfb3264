package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that show the same elements in another shape.
final class ShapingCalls {
  private ShapingCalls() {}

  static void addTo(Calls calls) {
    calls.one("reshape", call -> call.tensor(0).reshape(call.arg(1, "shape").integers()));
    calls.one("reshape_as", call -> call.tensor(0).reshapeAs(call.tensor(1)));
    calls.one("view", call -> call.tensor(0).view(call.arg(1, "size").integers()));
    calls.one("view_as", call -> call.tensor(0).viewAs(call.tensor(1)));
    calls.one(
        "transpose",
        call ->
            call.tensor(0).transpose(call.arg(1, "dim0").integer(), call.arg(2, "dim1").integer()));
    calls.one("t", call -> call.tensor(0).t());
    calls.one("permute", call -> call.tensor(0).permute(call.arg(1, "dims").integers()));
    calls.one("movedim", ShapingCalls::movedim);
    calls.one("expand", call -> call.tensor(0).expand(call.arg(1, "size").integers()));
    calls.one("expand_as", call -> call.tensor(0).expandAs(call.tensor(1)));
    calls.one("broadcast_to", call -> call.tensor(0).broadcastTo(call.arg(1, "size").integers()));
    calls.one("squeeze", ShapingCalls::squeeze);
    calls.one("unsqueeze", call -> call.tensor(0).unsqueeze(call.arg(1, "dim").integer()));
    calls.one(
        "flatten",
        call ->
            call.tensor(0)
                .flatten(call.arg(1, "start_dim").integer(0), call.arg(2, "end_dim").integer(-1)));
    calls.one(
        "unflatten",
        call ->
            call.tensor(0)
                .unflatten(call.arg(1, "dim").integer(), call.arg(2, "sizes").integers()));
  }

  private static Tensor movedim(Call call) {
    Argument source = call.arg(1, "source");
    Argument destination = call.arg(2, "destination");
    return source.isList()
        ? call.tensor(0).movedim(source.integers(), destination.integers())
        : call.tensor(0).movedim(source.integer(), destination.integer());
  }

  private static Tensor squeeze(Call call) {
    Argument dim = call.arg(1, "dim");
    return dim.isGiven() ? call.tensor(0).squeeze(dim.integers()) : call.tensor(0).squeeze();
  }
}
