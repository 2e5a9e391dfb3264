package gradus.conformance;

/// The calls that show the same elements in another shape.
final class ShapingCalls {
  private ShapingCalls() {}

  static void addTo(Calls calls) {
    calls.one("reshape", call -> call.tensor(0).reshape(call.arg(1).integers()));
    calls.one("view", call -> call.tensor(0).view(call.arg(1).integers()));
    calls.one(
        "transpose",
        call -> call.tensor(0).transpose(call.arg(1).integer(), call.arg(2).integer()));
    calls.one("t", call -> call.tensor(0).t());
    calls.one("permute", call -> call.tensor(0).permute(call.arg(1, "dims").integers()));
    calls.one("expand", call -> call.tensor(0).expand(call.arg(1).integers()));
    calls.one("broadcast_to", call -> call.tensor(0).expand(call.arg(1).integers()));
    calls.one("expand_as", call -> call.tensor(0).expandAs(call.tensor(1)));
    calls.one("squeeze", call -> call.tensor(0).squeeze(call.arg(1, "dim").integers(new int[0])));
    calls.one("unsqueeze", call -> call.tensor(0).unsqueeze(call.arg(1, "dim").integer()));
    calls.one(
        "flatten",
        call ->
            call.tensor(0)
                .flatten(call.arg(1, "start_dim").integer(0), call.arg(2, "end_dim").integer(-1)));
  }
}
