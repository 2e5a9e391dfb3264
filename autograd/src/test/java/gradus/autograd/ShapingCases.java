package gradus.autograd;

import static gradus.autograd.Shapes.atLeast;
import static gradus.autograd.Shapes.oneOf;
import static gradus.autograd.Shapes.shape;
import static gradus.autograd.Shapes.tuple;

import java.util.List;

/// Rows of what shows the same elements in another shape, copies them, or joins tensors.
final class ShapingCases {
  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("reshape", x -> x.reshape(3, -1)).shaped(shape(6), shape(2, 3), shape(3)),
          OpCase.unary("view", x -> x.contiguous().view(-1, 2)).shaped(shape(4), shape(3, 2)),
          OpCase.unary("transpose", x -> x.transpose(0, -1)).shapes(atLeast(1)),
          OpCase.unary("t", Tensor::t).shaped(shape(), shape(3), shape(2, 3), shape(0, 2)),
          OpCase.unary("mT", Tensor::mT).shapes(atLeast(2)),
          OpCase.unary("permute", x -> x.permute(2, 0, -2)).shaped(shape(2, 3, 1), shape(2, 0, 3)),
          OpCase.unary("expand", x -> x.expand(2, 3, -1)).shaped(shape(3, 2), shape(1, 2)),
          OpCase.binary("expandAs", Tensor::expandAs)
              .shapes(oneOf(tuple(shape(1, 2), shape(3, 2)), tuple(shape(), shape(2, 2)))),
          OpCase.unary("squeeze", Tensor::squeeze),
          OpCase.unary("squeeze", x -> x.squeeze(0)).shaped(shape(1), shape(2), shape(1, 3)),
          OpCase.unary("unsqueeze", x -> x.unsqueeze(-1)),
          OpCase.unary("flatten", Tensor::flatten),
          OpCase.unary("flatten", x -> x.flatten(1, -1)).shaped(shape(2, 3), shape(2, 1, 3)),
          OpCase.unary("contiguous", x -> x.mT().contiguous()).shapes(atLeast(2)),
          OpCase.unary("clone", Tensor::clone),
          OpCase.unary("to", x -> x.to(DType.INT64)).notDifferentiable(),
          OpCase.of("cat", in -> Tensor.cat(0, in))
              .shapes(
                  oneOf(
                      tuple(shape(2), shape(3)),
                      tuple(shape(1, 2), shape(0, 2), shape(3, 2)),
                      tuple(shape(2, 2), shape(0)))),
          OpCase.of("cat", in -> Tensor.cat(-1, in))
              .shapes(oneOf(tuple(shape(2, 1), shape(2, 3)), tuple(shape(0, 2), shape(0, 1)))),
          OpCase.of("stack", in -> Tensor.stack(1, in)).shapes(Shapes.same(3, atLeast(1))),
          OpCase.of("stack", in -> Tensor.stack(-1, in)).shapes(Shapes.same(2, atLeast(0))),
          OpCase.binary("where", (a, b) -> Tensor.where(a.lt(b), a.mul(2), b)));

  private ShapingCases() {}
}
