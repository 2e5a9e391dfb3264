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
          OpCase.unary("contiguous", x -> x.mT().contiguous()).around("mT").shapes(atLeast(2)),
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
          OpCase.binary("where", (a, b) -> Tensor.where(a.lt(b), a.mul(2), b)).around("lt"),
          OpCase.binary("reshapeAs", Tensor::reshapeAs)
              .shapes(oneOf(tuple(shape(2, 3), shape(3, 2)), tuple(shape(), shape(1)))),
          OpCase.binary("viewAs", (a, b) -> a.contiguous().viewAs(b))
              .shapes(oneOf(tuple(shape(4), shape(2, 2)), tuple(shape(0, 2), shape(0)))),
          OpCase.unary("movedim", x -> x.movedim(0, -1)).shapes(atLeast(1)),
          OpCase.unary("movedim", x -> x.movedim(new int[] {0, -1}, new int[] {1, 0}))
              .shaped(shape(2, 3), shape(2, 1, 3)),
          OpCase.unary("broadcastTo", x -> x.broadcastTo(2, 3)).shaped(shape(), shape(2, 1)),
          OpCase.of("broadcastTensors", in -> product(Tensor.broadcastTensors(in)))
              .around("stack")
              .shapes(Shapes.broadcast(3)),
          OpCase.of("meshgrid", in -> product(Tensor.meshgrid("ij", in)))
              .around("stack")
              .shapes(oneOf(tuple(shape(2), shape(3)), tuple(shape(), shape(2), shape(0)))),
          OpCase.of("meshgrid", in -> product(Tensor.meshgrid("xy", in)))
              .around("stack")
              .shapes(Shapes.of(shape(2), shape(3))),
          OpCase.unary("unflatten", x -> x.unflatten(0, 2, -1)).shaped(shape(4), shape(6, 2)),
          OpCase.unary("flip", x -> x.flip(0)).shapes(atLeast(1)),
          OpCase.unary("flip", x -> x.flip(0, -1)).shapes(atLeast(2)),
          OpCase.unary("rot90", x -> x.rot90(1)).shapes(atLeast(2)),
          OpCase.unary("rot90", x -> x.rot90(-2, 1, 0)).shapes(atLeast(2)),
          OpCase.unary("roll", x -> x.roll(2)),
          OpCase.unary("roll", x -> x.roll(new int[] {1, -2}, new int[] {0, 1})).shapes(atLeast(2)),
          OpCase.unary("repeat", x -> x.repeat(2, 1, 2)).shaped(shape(), shape(2), shape(2, 3)),
          OpCase.unary("tile", x -> x.tile(2)).shaped(shape(), shape(2), shape(2, 0), shape(2, 3)),
          OpCase.unary("repeatInterleave", x -> x.repeatInterleave(2)),
          OpCase.unary("repeatInterleave", x -> x.repeatInterleave(Tensor.of(0, 2, 1), 0))
              .shaped(shape(3), shape(3, 2)),
          OpCase.unary("split", x -> last(x.split(2))).shaped(shape(2), shape(5), shape(3, 2)),
          OpCase.unary("split", x -> last(x.split(new int[] {1, 0, 2}, -1)))
              .shaped(shape(3), shape(2, 3)),
          OpCase.unary("chunk", x -> last(x.chunk(2, -1))).shaped(shape(2), shape(3), shape(2, 5)),
          OpCase.unary("unbind", x -> product(x.unbind()))
              .around("stack")
              .shaped(shape(2), shape(3, 2)),
          OpCase.unary("unfold", x -> x.unfold(-1, 2, 1)).shaped(shape(2), shape(4), shape(2, 3)),
          OpCase.unary("diagonal", Tensor::diagonal).shapes(atLeast(2)),
          OpCase.unary("diagonal", x -> x.diagonal(-1, 0, -1)).shapes(atLeast(2)),
          OpCase.unary("diagEmbed", Tensor::diagEmbed).shapes(atLeast(1)),
          OpCase.unary("diagEmbed", x -> x.diagEmbed(1, 0, -1)).shapes(atLeast(1)),
          OpCase.unary("diag", x -> x.diag(1)).shaped(shape(2), shape(2, 3)),
          OpCase.unary("trace", Tensor::trace).shaped(shape(2, 2), shape(3, 2), shape(0, 0)));

  private ShapingCases() {}

  /// One tensor that depends on all parts, which have one shape.
  private static Tensor product(Tensor... parts) {
    return Tensor.stack(0, parts).prod(0);
  }

  /// The last part, which may be shorter than the others.
  private static Tensor last(Tensor... parts) {
    return parts[parts.length - 1];
  }
}
