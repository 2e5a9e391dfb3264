package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that pick elements, and those that write to picked places.
final class IndexingCalls {
  private IndexingCalls() {}

  static void addTo(Calls calls) {
    calls.named("__getitem__", "at");
    calls.one("__getitem__", IndexingCalls::at);
    calls.one("narrow", IndexingCalls::narrow);
    calls.one(
        "select",
        call ->
            call.tensor(0).select(call.arg(1, "dim").integer(), call.arg(2, "index").integer()));
    addPicking(calls);
    addWriting(calls);
  }

  /// A list of nothing but numbers is one index in Python, `x[[1, 2]]`, where a tuple is several.
  private static Tensor at(Call call) {
    Argument index = call.arg(1);
    return index.isListOfWhole()
        ? call.tensor(0).at(Tensor.of(index.integers()))
        : call.tensor(0).at(index.indices());
  }

  private static Tensor narrow(Call call) {
    int dim = call.arg(1, "dim").integer();
    Argument start = call.arg(2, "start");
    int length = call.arg(3, "length").integer();
    return start.isTensor()
        ? call.tensor(0).narrow(dim, start.tensor(), length)
        : call.tensor(0).narrow(dim, start.integer(), length);
  }

  private static void addPicking(Calls calls) {
    calls.one(
        "index_select",
        call -> call.tensor(0).indexSelect(dim(call), call.arg(2, "index").tensor()));
    calls.one("gather", call -> call.tensor(0).gather(dim(call), call.arg(2, "index").tensor()));
    calls.one("take", call -> call.tensor(0).take(call.arg(1, "index").tensor()));
    calls.one("take_along_dim", IndexingCalls::takeAlongDim);
    calls.one("masked_select", call -> call.tensor(0).maskedSelect(call.arg(1, "mask").tensor()));
    calls.one("nonzero", call -> call.tensor(0).nonzero());
  }

  private static Tensor takeAlongDim(Call call) {
    Tensor indices = call.arg(1, "indices").tensor();
    Argument dim = call.arg(2, "dim");
    return dim.isGiven()
        ? call.tensor(0).takeAlongDim(indices, dim.integer())
        : call.tensor(0).takeAlongDim(indices);
  }

  private static void addWriting(Calls calls) {
    calls.one("scatter", IndexingCalls::scatter);
    calls.one(
        "scatter_add",
        call ->
            call.tensor(0)
                .scatterAdd(dim(call), call.arg(2, "index").tensor(), call.arg(3, "src").tensor()));
    calls.one(
        "index_add",
        call ->
            call.tensor(0)
                .indexAdd(
                    dim(call),
                    call.arg(2, "index").tensor(),
                    call.arg(3, "source").tensor(),
                    call.arg("alpha").number(1)));
    calls.one(
        "index_copy",
        call ->
            call.tensor(0)
                .indexCopy(
                    dim(call), call.arg(2, "index").tensor(), call.arg(3, "source").tensor()));
    calls.one("index_fill", IndexingCalls::indexFill);
    calls.one("masked_fill", IndexingCalls::maskedFill);
  }

  private static int dim(Call call) {
    return call.arg(1, "dim").integer();
  }

  private static Tensor scatter(Call call) {
    Tensor index = call.arg(2, "index").tensor();
    Argument src = call.arg(3, "src").isGiven() ? call.arg(3, "src") : call.arg("value");
    Argument reduce = call.arg("reduce");
    if (src.isTensor()) {
      return reduce.isGiven()
          ? call.tensor(0).scatter(dim(call), index, src.tensor(), reduce.text())
          : call.tensor(0).scatter(dim(call), index, src.tensor());
    }
    return reduce.isGiven()
        ? call.tensor(0).scatter(dim(call), index, src.number(), reduce.text())
        : call.tensor(0).scatter(dim(call), index, src.number());
  }

  private static Tensor indexFill(Call call) {
    Tensor index = call.arg(2, "index").tensor();
    Argument value = call.arg(3, "value");
    return value.isTensor()
        ? call.tensor(0).indexFill(dim(call), index, value.tensor())
        : call.tensor(0).indexFill(dim(call), index, value.number());
  }

  private static Tensor maskedFill(Call call) {
    Tensor mask = call.arg(1, "mask").tensor();
    Argument value = call.arg(2, "value");
    return value.isTensor()
        ? call.tensor(0).maskedFill(mask, value.tensor())
        : call.tensor(0).maskedFill(mask, value.number());
  }
}
