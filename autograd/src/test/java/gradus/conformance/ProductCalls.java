package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls of products of vectors and matrices.
final class ProductCalls {
  private ProductCalls() {}

  static void addTo(Calls calls) {
    calls.one("matmul", call -> call.tensor(0).matmul(call.tensor(1)));
    calls.one("mm", call -> call.tensor(0).mm(call.tensor(1)));
    calls.one("mv", call -> call.tensor(0).mv(call.tensor(1)));
    calls.one("dot", call -> call.tensor(0).dot(call.tensor(1)));
    calls.one("bmm", call -> call.tensor(0).bmm(call.tensor(1)));
    calls.one("addmm", call -> added(call, Tensor::addmm));
    calls.one("baddbmm", call -> added(call, Tensor::baddbmm));
    calls.one("outer", call -> call.tensor(0).outer(call.tensor(1)));
    calls.one("inner", call -> call.tensor(0).inner(call.tensor(1)));
    calls.one("cross", ProductCalls::cross);
    calls.one("einsum", ProductCalls::einsum);
    calls.one("tensordot", ProductCalls::tensordot);
    calls.named("linalg.multi_dot", "multiDot");
    calls.one("linalg.multi_dot", call -> Tensor.multiDot(call.arg(0).tensors()));
    calls.one("linalg.det", call -> call.tensor(0).det());
    calls.one("linalg.inv", call -> call.tensor(0).inv());
    calls.one("linalg.solve", call -> call.tensor(0).solve(call.tensor(1)));
    calls.one("linalg.cholesky", call -> call.tensor(0).cholesky(call.arg(1, "upper").flag(false)));
  }

  /// A multiple of a tensor plus a multiple of a product.
  private interface Added {
    Tensor apply(Tensor x, Tensor a, Tensor b, double beta, double alpha);
  }

  private static Tensor added(Call call, Added product) {
    return product.apply(
        call.tensor(0),
        call.tensor(1),
        call.tensor(2),
        call.doubleArg("beta", 1),
        call.doubleArg("alpha", 1));
  }

  private static Tensor cross(Call call) {
    Argument dim = call.arg(2, "dim");
    return dim.isGiven()
        ? call.tensor(0).cross(call.tensor(1), dim.integer())
        : call.tensor(0).cross(call.tensor(1));
  }

  /// The equation follows the list of operands.
  private static Tensor einsum(Call call) {
    return Tensor.einsum(call.arg(1).text(), call.arg(0).tensors());
  }

  private static Tensor tensordot(Call call) {
    Argument dims = call.arg(2, "dims");
    return dims.isList()
        ? call.tensor(0)
            .tensordot(call.tensor(1), dims.element(0).integers(), dims.element(1).integers())
        : call.tensor(0).tensordot(call.tensor(1), dims.integer(2));
  }
}
