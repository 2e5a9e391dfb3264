package gradus.conformance;

/// The calls of products of vectors and matrices.
final class ProductCalls {
  private ProductCalls() {}

  static void addTo(Calls calls) {
    calls.one("matmul", call -> call.tensor(0).matmul(call.tensor(1)));
    calls.one("mm", call -> call.tensor(0).mm(call.tensor(1)));
    calls.one("mv", call -> call.tensor(0).mv(call.tensor(1)));
    calls.one("dot", call -> call.tensor(0).dot(call.tensor(1)));
    calls.one("bmm", call -> call.tensor(0).bmm(call.tensor(1)));
  }
}
