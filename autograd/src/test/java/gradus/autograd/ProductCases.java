package gradus.autograd;

import static gradus.autograd.Shapes.oneOf;
import static gradus.autograd.Shapes.shape;
import static gradus.autograd.Shapes.tuple;

import java.util.List;

/// Rows of products of vectors and matrices, and of linear algebra.
final class ProductCases {
  static final List<OpCase> ROWS =
      List.of(
          OpCase.binary("matmul", Tensor::matmul)
              .shapes(
                  oneOf(
                      tuple(shape(3), shape(3)),
                      tuple(shape(2, 3), shape(3)),
                      tuple(shape(3), shape(3, 2)),
                      tuple(shape(2, 3), shape(3, 4)),
                      tuple(shape(2, 0), shape(0, 3)),
                      tuple(shape(0, 3), shape(3, 2)),
                      tuple(shape(2, 2, 3), shape(3, 2)),
                      tuple(shape(2, 3), shape(2, 3, 2)),
                      tuple(shape(2, 1, 2, 3), shape(3, 3, 1)),
                      tuple(shape(2, 2, 3), shape(3)),
                      tuple(shape(3), shape(2, 3, 2)))),
          OpCase.binary("mm", Tensor::mm)
              .shapes(
                  oneOf(
                      tuple(shape(2, 3), shape(3, 2)),
                      tuple(shape(1, 1), shape(1, 4)),
                      tuple(shape(0, 3), shape(3, 2)),
                      tuple(shape(2, 0), shape(0, 2)))),
          OpCase.binary("mv", Tensor::mv)
              .shapes(oneOf(tuple(shape(2, 3), shape(3)), tuple(shape(2, 0), shape(0)))),
          OpCase.binary("dot", Tensor::dot)
              .shapes(oneOf(tuple(shape(3), shape(3)), tuple(shape(0), shape(0)))),
          OpCase.binary("bmm", Tensor::bmm)
              .shapes(
                  oneOf(
                      tuple(shape(2, 2, 3), shape(2, 3, 2)),
                      tuple(shape(0, 2, 3), shape(0, 3, 2)),
                      tuple(shape(2, 2, 0), shape(2, 0, 2)))),
          OpCase.of("addmm", in -> in[0].addmm(in[1], in[2], 0.5, -2))
              .shapes(
                  oneOf(
                      tuple(shape(2, 2), shape(2, 3), shape(3, 2)),
                      tuple(shape(2), shape(3, 2), shape(2, 2)),
                      tuple(shape(2, 1), shape(2, 0), shape(0, 2))))
              .inPlaceOf(in -> in[0].addmm_(in[1], in[2], 0.5, -2)),
          OpCase.of("baddbmm", in -> in[0].baddbmm(in[1], in[2], 0.5, -2))
              .shapes(
                  oneOf(
                      tuple(shape(2, 2, 2), shape(2, 2, 3), shape(2, 3, 2)),
                      tuple(shape(1, 2), shape(2, 2, 3), shape(2, 3, 2))))
              .inPlaceOf(in -> in[0].baddbmm_(in[1], in[2], 0.5, -2)),
          OpCase.binary("outer", Tensor::outer)
              .shapes(oneOf(tuple(shape(3), shape(2)), tuple(shape(0), shape(2)))),
          OpCase.binary("inner", Tensor::inner)
              .shapes(
                  oneOf(
                      tuple(shape(3), shape(3)),
                      tuple(shape(2, 3), shape(3)),
                      tuple(shape(2, 3), shape(2, 2, 3)))),
          OpCase.binary("tensordot", (a, b) -> a.tensordot(b, 2))
              .shapes(
                  oneOf(tuple(shape(2, 3, 2), shape(3, 2, 2)), tuple(shape(2, 3), shape(2, 3)))),
          OpCase.binary("tensordot", (a, b) -> a.tensordot(b, new int[] {1}, new int[] {0}))
              .shapes(oneOf(tuple(shape(2, 3), shape(3, 2)), tuple(shape(2, 3, 2), shape(3)))),
          OpCase.binary("cross", (a, b) -> a.cross(b, -1))
              .shapes(oneOf(tuple(shape(3), shape(3)), tuple(shape(2, 3), shape(2, 3)))),
          OpCase.of("einsum", in -> Tensor.einsum("ij,jk->ki", in))
              .shapes(oneOf(tuple(shape(2, 3), shape(3, 2)), tuple(shape(0, 2), shape(2, 2)))),
          OpCase.of("einsum", in -> Tensor.einsum("bii,bj->ij", in))
              .shapes(oneOf(tuple(shape(2, 3, 3), shape(2, 2)))),
          OpCase.of("multiDot", Tensor::multiDot)
              .shapes(
                  oneOf(
                      tuple(shape(2, 3), shape(3, 2), shape(2, 2)),
                      tuple(shape(3), shape(3, 2), shape(2)))),
          // ---- linear algebra: matrices with a strong diagonal ----
          OpCase.unary("det", x -> strong(x).det()).around("add", "size").shaped(square()),
          OpCase.unary("inv", x -> strong(x).inv()).around("add", "size").shaped(square()),
          OpCase.binary("solve", (a, b) -> strong(a).solve(b))
              .around("add", "size")
              .shapes(
                  oneOf(
                      tuple(shape(3, 3), shape(3)),
                      tuple(shape(2, 2), shape(2, 3)),
                      tuple(shape(2, 2, 2), shape(2, 2, 1)))),
          OpCase.binary("solve", (a, b) -> strong(a).solve(b, false))
              .around("add", "size")
              .shapes(
                  oneOf(tuple(shape(2, 2), shape(3, 2)), tuple(shape(2, 2, 2), shape(2, 1, 2)))),
          OpCase.unary("cholesky", x -> definite(x).cholesky())
              .around("add", "matmul", "mT", "size")
              .shaped(square()),
          OpCase.unary("cholesky", x -> definite(x).cholesky(true))
              .around("add", "matmul", "mT", "size")
              .shaped(square()),
          OpCase.unary("nuclearNorm", x -> strong(x).nuclearNorm())
              .around("add", "size")
              .shaped(shape(2, 2), shape(3, 3)));

  private ProductCases() {}

  private static int[][] square() {
    return new int[][] {shape(1, 1), shape(2, 2), shape(3, 3), shape(2, 2, 2), shape(0, 0)};
  }

  /// `x + 5 I`, which is far from singular.
  private static Tensor strong(Tensor x) {
    return x.add(Tensor.eye(x.dtype(), x.size(-1), x.size(-1)).mul(5));
  }

  /// `x xᵀ + I`, which is symmetric and positive definite.
  private static Tensor definite(Tensor x) {
    return x.matmul(x.mT()).add(Tensor.eye(x.dtype(), x.size(-1), x.size(-1)));
  }
}
