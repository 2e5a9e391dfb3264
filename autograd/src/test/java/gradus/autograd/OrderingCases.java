package gradus.autograd;

import static gradus.autograd.Domain.distinct;
import static gradus.autograd.Shapes.shape;

import java.util.List;

/// Rows of running results, sorting and the choice of elements. Where an operation chooses, its
/// inputs lie apart, so that a small step does not change the choice.
final class OrderingCases {
  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("cumsum", x -> x.cumsum(0))
              .shapes(Shapes.atLeast(1))
              .inPlace(x -> x.cumsum_(0)),
          OpCase.unary("cumsum", x -> x.cumsum(-1)),
          OpCase.unary("cumprod", x -> x.cumprod(0))
              .shapes(Shapes.atLeast(1))
              .inPlace(x -> x.cumprod_(0)),
          OpCase.unary("cumprod", x -> x.cumprod(-1)),
          OpCase.unary("logcumsumexp", x -> x.logcumsumexp(-1)),
          OpCase.unary("cummax", x -> x.cummax(0).values()).in(distinct()),
          OpCase.unary("cummin", x -> x.cummin(-1).values()).in(distinct()),
          OpCase.unary("sort", x -> x.sort().values()).in(distinct()),
          OpCase.unary("sort", x -> x.sort(0, true).values()).in(distinct()),
          OpCase.unary("sort", x -> x.sort(0).indices()).in(distinct()).notDifferentiable(),
          OpCase.unary("argsort", x -> x.argsort(0, true)).in(distinct()).notDifferentiable(),
          OpCase.unary("topk", x -> x.topk(2, 0).values())
              .in(distinct())
              .shaped(shape(2), shape(4), shape(3, 2), shape(2, 0)),
          OpCase.unary("topk", x -> x.topk(1, -1, false).values())
              .in(distinct())
              .shapes(Shapes.filled(0)),
          OpCase.unary("median", Tensor::median).in(distinct()).shapes(Shapes.filled(0)),
          OpCase.unary("median", x -> x.median(-1, true).values())
              .in(distinct())
              .shapes(Shapes.filled(0)));

  private OrderingCases() {}
}
