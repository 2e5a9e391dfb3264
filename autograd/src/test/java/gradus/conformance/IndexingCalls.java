package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that pick elements.
final class IndexingCalls {
  private IndexingCalls() {}

  static void addTo(Calls calls) {
    calls.named("__getitem__", "at");
    calls.one("__getitem__", call -> call.tensor(0).at(call.arg(1).indices()));
    calls.one("narrow", IndexingCalls::narrow);
    calls.one(
        "select", call -> call.tensor(0).select(call.arg(1).integer(), call.arg(2).integer()));
    calls.one(
        "index_select", call -> call.tensor(0).indexSelect(call.arg(1).integer(), call.tensor(2)));
    calls.one("gather", call -> call.tensor(0).gather(call.arg(1).integer(), call.tensor(2)));
  }

  private static Tensor narrow(Call call) {
    return call.tensor(0)
        .narrow(call.arg(1).integer(), call.arg(2).integer(), call.arg(3).integer());
  }
}
