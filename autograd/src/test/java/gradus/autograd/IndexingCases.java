package gradus.autograd;

import static gradus.autograd.Index.all;
import static gradus.autograd.Index.every;
import static gradus.autograd.Index.range;
import static gradus.autograd.Shapes.shape;

import java.util.List;

/// Rows of what picks elements.
final class IndexingCases {
  private static final Tensor TWICE = Tensor.of(1, 0, 1, 1);

  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("narrow", x -> x.narrow(0, 1, 2)).shaped(shape(3), shape(4, 2), shape(3, 0)),
          OpCase.unary("narrow", x -> x.narrow(-1, 0, 0)).shaped(shape(3), shape(2, 3)),
          OpCase.unary("select", x -> x.select(-1, 1)).shaped(shape(3), shape(2, 3), shape(0, 2)),
          OpCase.unary("at", x -> x.at(1)).shaped(shape(2), shape(3, 2), shape(2, 0)),
          OpCase.unary("at", x -> x.at(every(2), Index.newAxis(), range(1, 3)))
              .shaped(shape(3, 3), shape(2, 4, 2)),
          OpCase.unary("at", x -> x.at(all(), Index.index(-1))).shaped(shape(3, 3), shape(2, 1, 2)),
          OpCase.unary("indexSelect", x -> x.indexSelect(0, TWICE))
              .shaped(shape(2), shape(3, 2), shape(2, 0)),
          OpCase.unary("indexSelect", x -> x.indexSelect(-1, TWICE)).shaped(shape(2, 3)),
          OpCase.unary("gather", x -> x.gather(0, TWICE)).shaped(shape(2), shape(4)),
          OpCase.unary("gather", x -> x.gather(1, TWICE.reshape(2, 2)))
              .shaped(shape(2, 2), shape(3, 4)));

  private IndexingCases() {}
}
