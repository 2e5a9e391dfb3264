package gradus.autograd;

import static gradus.autograd.Domain.distinct;
import static gradus.autograd.Shapes.filled;
import static gradus.autograd.Shapes.shape;

import java.util.List;

/// Rows of what folds dimensions into one number, and of softmax.
final class ReductionCases {
  private static final int[] ENDS = {0, -1};
  private static final int[][] TWO_OR_MORE = {shape(2), shape(3, 2), shape(2, 2, 3)};

  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("sum", Tensor::sum),
          OpCase.unary("sum", x -> x.sum(-1, true)),
          OpCase.unary("sum", x -> x.sum(ENDS, false)).shapes(Shapes.atLeast(2)),
          OpCase.unary("mean", Tensor::mean).shapes(filled(0)),
          OpCase.unary("mean", x -> x.mean(0, true)).shapes(filled(0)),
          OpCase.unary("mean", x -> x.mean(ENDS, false)).shapes(filled(2)),
          OpCase.unary("max", Tensor::max).in(distinct()).shapes(filled(0)),
          OpCase.unary("max", x -> x.max(0, true).values()).in(distinct()).shapes(filled(0)),
          OpCase.unary("max", x -> x.max(-1).indices())
              .in(distinct())
              .shapes(filled(0))
              .notDifferentiable(),
          OpCase.unary("min", Tensor::min).in(distinct()).shapes(filled(0)),
          OpCase.unary("min", x -> x.min(-1).values()).in(distinct()).shapes(filled(0)),
          OpCase.unary("amax", x -> x.amax(-1, true)).in(distinct()).shapes(filled(0)),
          OpCase.unary("amax", x -> x.amax(ENDS, false)).in(distinct()).shapes(filled(2)),
          OpCase.unary("amin", x -> x.amin(0)).in(distinct()).shapes(filled(0)),
          OpCase.unary("argmax", x -> x.argmax(0, true))
              .in(distinct())
              .shapes(filled(0))
              .notDifferentiable(),
          OpCase.unary("argmin", Tensor::argmin)
              .in(distinct())
              .shapes(filled(0))
              .notDifferentiable(),
          OpCase.unary("logsumexp", x -> x.logsumexp(-1)).shapes(filled(0)),
          OpCase.unary("logsumexp", x -> x.logsumexp(ENDS, true)).shapes(filled(2)),
          OpCase.unary("all", x -> x.all(0)).notDifferentiable(),
          OpCase.unary("any", x -> x.any(-1, true)).notDifferentiable(),
          OpCase.unary("sumToSize", x -> x.sumToSize(1, 2)).shaped(shape(3, 2), shape(2, 1, 2)),
          OpCase.unary("prod", Tensor::prod),
          OpCase.unary("prod", x -> x.prod(-1, true)),
          OpCase.unary("countNonzero", x -> x.countNonzero(-1)).notDifferentiable(),
          OpCase.unary("nansum", x -> x.nansum(ENDS, true)).shapes(Shapes.atLeast(2)),
          OpCase.unary("var", Tensor::var).shaped(TWO_OR_MORE),
          OpCase.unary("var", x -> x.var(ENDS, 0, true)).shapes(filled(2)),
          OpCase.unary("std", x -> x.std(0)).in(distinct()).shaped(TWO_OR_MORE),
          OpCase.unary("varMean", x -> x.varMean(-1).var()).shaped(TWO_OR_MORE),
          OpCase.unary("varMean", x -> x.varMean().mean()).shaped(TWO_OR_MORE),
          OpCase.unary("stdMean", x -> x.stdMean().std()).in(distinct()).shaped(TWO_OR_MORE),
          OpCase.unary("stdMean", x -> x.stdMean(0).mean()).shaped(TWO_OR_MORE),
          OpCase.unary("norm", Tensor::norm).in(Domain.POSITIVE).shapes(filled(0)),
          OpCase.unary("norm", x -> x.norm(3.0, -1)).in(Domain.POSITIVE).shapes(filled(1)),
          OpCase.unary("norm", x -> x.norm(1.0, ENDS, true))
              .in(Domain.REAL.avoiding(0))
              .shapes(filled(2)),
          OpCase.unary("norm", x -> x.norm(Double.POSITIVE_INFINITY))
              .in(distinct().avoiding(0))
              .shapes(filled(0)),
          OpCase.unary("norm", x -> x.norm(Double.NEGATIVE_INFINITY))
              .in(distinct().avoiding(0))
              .shapes(filled(0)),
          OpCase.binary("dist", (a, b) -> a.dist(b, 3))
              .in(Domain.POSITIVE, Domain.in(3, 4))
              .shapes(Shapes.same(2, filled(0))),
          OpCase.binary("cdist", Tensor::cdist)
              .in(Domain.POSITIVE, Domain.in(3, 4))
              .shapes(
                  Shapes.oneOf(
                      Shapes.tuple(shape(3, 2), shape(2, 2)),
                      Shapes.tuple(shape(2, 2, 3), shape(2, 1, 3)))),
          OpCase.unary("softmax", x -> x.softmax(-1)),
          OpCase.unary("softmax", x -> x.softmax(0)),
          OpCase.unary("logSoftmax", x -> x.logSoftmax(-1)),
          OpCase.unary("logSoftmax", x -> x.logSoftmax(0)));

  private ReductionCases() {}
}
