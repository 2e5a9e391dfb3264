package gradus.autograd;

import static gradus.autograd.Index.all;
import static gradus.autograd.Index.every;
import static gradus.autograd.Index.range;
import static gradus.autograd.Shapes.shape;
import static gradus.autograd.Shapes.tuple;

import java.util.List;

/// Rows of what picks elements.
final class IndexingCases {
  private static final Tensor TWICE = Tensor.of(1, 0, 1, 1);
  private static final Tensor PLACES = Tensor.of(2, 0, 1, 2);
  private static final Tensor THREE = Tensor.of(2, 0, 1);
  private static final Tensor APART = Tensor.of(1, 0);
  private static final Tensor PAIRS = TWICE.reshape(2, 2);
  private static final Index[] ROW_OF_EACH = {Tensor.of(0, 1), Tensor.of(2, 0)};
  private static final Index[] AGAIN = {TWICE};
  private static final Domain AWAY = Domain.REAL.avoiding(0);

  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("narrow", x -> x.narrow(0, 1, 2)).shaped(shape(3), shape(4, 2), shape(3, 0)),
          OpCase.unary("narrow", x -> x.narrow(-1, 0, 0)).shaped(shape(3), shape(2, 3)),
          OpCase.unary("narrow", x -> x.narrow(0, Tensor.scalar(1L), 1)).shaped(shape(3)),
          OpCase.unary("select", x -> x.select(-1, 1)).shaped(shape(3), shape(2, 3), shape(0, 2)),
          OpCase.unary("at", x -> x.at(1)).shaped(shape(2), shape(3, 2), shape(2, 0)),
          OpCase.unary("at", x -> x.at(every(2), Index.newAxis(), range(1, 3)))
              .shaped(shape(3, 3), shape(2, 4, 2)),
          OpCase.unary("at", x -> x.at(all(), Index.index(-1))).shaped(shape(3, 3), shape(2, 1, 2)),
          OpCase.unary("indexSelect", x -> x.indexSelect(0, TWICE))
              .shaped(shape(2), shape(3, 2), shape(2, 0)),
          OpCase.unary("indexSelect", x -> x.indexSelect(-1, TWICE)).shaped(shape(2, 3)),
          OpCase.unary("gather", x -> x.gather(0, TWICE)).shaped(shape(2), shape(4)),
          OpCase.unary("gather", x -> x.gather(1, PAIRS)).shaped(shape(2, 2), shape(3, 4)),
          OpCase.unary("at", x -> x.at(TWICE, PLACES)).shaped(shape(2, 3), shape(2, 3, 2)),
          OpCase.unary("at", x -> x.at(all(), PAIRS)).shaped(shape(3, 2), shape(1, 2, 2)),
          OpCase.unary("at", x -> x.at(x.gt(0))).shapes(Shapes.atLeast(1)),
          OpCase.unary("takeAlongDim", x -> x.takeAlongDim(PAIRS, 1))
              .shaped(shape(2, 2), shape(1, 3)),
          OpCase.unary("take", x -> x.take(PAIRS)).shaped(shape(2), shape(3, 2)),
          OpCase.unary("maskedSelect", x -> x.maskedSelect(x.gt(0))),
          OpCase.unary("nonzero", x -> x.gt(0).nonzero()).notDifferentiable(),
          OpCase.binary("maskedFill", (x, value) -> x.maskedFill(x.gt(0), value))
              .in(AWAY, Domain.REAL)
              .shapes(Shapes.oneOf(tuple(shape(3), shape()), tuple(shape(2, 3), shape())))
              .inPlaceWith((x, value) -> x.maskedFill_(x.gt(0), value)),
          OpCase.unary("maskedFill", x -> x.maskedFill(x.gt(0), 2))
              .in(AWAY)
              .inPlace(x -> x.maskedFill_(x.gt(0), 2)),
          OpCase.unary("tril", Tensor::tril).shapes(Shapes.atLeast(2)).inPlace(Tensor::tril_),
          OpCase.unary("tril", x -> x.tril(-1)).shapes(Shapes.atLeast(2)).inPlace(x -> x.tril_(-1)),
          OpCase.unary("triu", x -> x.triu(1)).shapes(Shapes.atLeast(2)).inPlace(x -> x.triu_(1)),
          OpCase.binary("scatter", (x, src) -> x.scatter(0, THREE, src))
              .shapes(Shapes.of(shape(3), shape(3)))
              .inPlaceWith((x, src) -> x.scatter_(0, THREE, src)),
          OpCase.unary("scatter", x -> x.scatter(1, PAIRS, 2))
              .shaped(shape(2, 2), shape(3, 3))
              .inPlace(x -> x.scatter_(1, PAIRS, 2)),
          OpCase.binary("scatter", (x, src) -> x.scatter(0, TWICE, src, "add"))
              .shapes(Shapes.of(shape(3), shape(4)))
              .inPlaceWith((x, src) -> x.scatter_(0, TWICE, src, "add")),
          OpCase.binary("scatter", (x, src) -> x.scatter(0, TWICE, src, "multiply"))
              .shapes(Shapes.of(shape(3), shape(4)))
              .inPlaceWith((x, src) -> x.scatter_(0, TWICE, src, "multiply"))
              .once(),
          OpCase.binary("scatterAdd", (x, src) -> x.scatterAdd(1, PAIRS, src))
              .shapes(Shapes.of(shape(2, 3), shape(2, 2)))
              .inPlaceWith((x, src) -> x.scatterAdd_(1, PAIRS, src)),
          OpCase.binary("indexAdd", (x, src) -> x.indexAdd(0, TWICE, src, -2))
              .shapes(Shapes.of(shape(2, 3), shape(4, 3)))
              .inPlaceWith((x, src) -> x.indexAdd_(0, TWICE, src, -2)),
          OpCase.binary("indexCopy", (x, src) -> x.indexCopy(1, THREE, src))
              .shapes(Shapes.of(shape(2, 3), shape(2, 3)))
              .inPlaceWith((x, src) -> x.indexCopy_(1, THREE, src)),
          OpCase.binary("indexFill", (x, value) -> x.indexFill(-1, APART, value))
              .shapes(Shapes.oneOf(tuple(shape(2), shape()), tuple(shape(3, 2), shape())))
              .inPlaceWith((x, value) -> x.indexFill_(-1, APART, value)),
          OpCase.binary("indexPut", (x, value) -> x.indexPut(ROW_OF_EACH, value))
              .shapes(Shapes.oneOf(tuple(shape(2, 3), shape(2)), tuple(shape(2, 3), shape())))
              .inPlaceWith((x, value) -> x.indexPut_(ROW_OF_EACH, value)),
          OpCase.binary("indexPut", (x, value) -> x.indexPut(AGAIN, value, true))
              .shapes(Shapes.oneOf(tuple(shape(2, 3), shape(4, 3)), tuple(shape(2), shape(4))))
              .inPlaceWith((x, value) -> x.indexPut_(AGAIN, value, true)),
          OpCase.binary("put", (x, value) -> x.clone().put(value, all(), Index.index(1)))
              .shapes(Shapes.oneOf(tuple(shape(2, 3), shape(2)), tuple(shape(2, 3), shape()))));

  private IndexingCases() {}
}
