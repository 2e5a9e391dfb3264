package gradus.conformance;

import gradus.autograd.MaxResult;
import gradus.autograd.MedianResult;
import gradus.autograd.SortResult;
import gradus.autograd.StdMean;
import gradus.autograd.Tensor;
import gradus.autograd.VarMean;
import java.util.stream.IntStream;

/// The calls of products, spreads, norms, running results and sorting.
final class StatisticsCalls {
  private StatisticsCalls() {}

  static void addTo(Calls calls) {
    calls.one("prod", StatisticsCalls::prod);
    calls.one("nansum", call -> ReductionCalls.overDims(call, Tensor::nansum, Tensor::nansum));
    calls.one("count_nonzero", StatisticsCalls::countNonzero);
    calls.one("var", call -> spread(call, Tensor::var));
    calls.one("std", call -> spread(call, Tensor::std));
    calls.several("var_mean", StatisticsCalls::varMean);
    calls.several("std_mean", StatisticsCalls::stdMean);
    calls.one("norm", StatisticsCalls::norm);
    calls.named("linalg.vector_norm", "norm");
    calls.one(
        "linalg.vector_norm",
        call ->
            call.tensor(0)
                .norm(
                    call.arg(1, "ord").number(2),
                    call.arg(2, "dim").integers(new int[0]),
                    call.arg(3, "keepdim").flag(false)));
    calls.one("dist", call -> call.tensor(0).dist(call.tensor(1), call.arg(2, "p").number(2)));
    calls.one("cdist", StatisticsCalls::cdist);
    calls.one("cumsum", call -> converted(call).cumsum(dim(call)));
    calls.one("cumprod", call -> converted(call).cumprod(dim(call)));
    calls.one("logcumsumexp", call -> call.tensor(0).logcumsumexp(dim(call)));
    calls.several("cummax", call -> both(call.tensor(0).cummax(dim(call))));
    calls.several("cummin", call -> both(call.tensor(0).cummin(dim(call))));
    calls.several("sort", StatisticsCalls::sort);
    calls.one("argsort", call -> call.tensor(0).argsort(sortedDim(call), descending(call)));
    calls.several("topk", StatisticsCalls::topk);
    calls.several("median", StatisticsCalls::median);
  }

  private static int dim(Call call) {
    return call.arg(1, "dim").integer();
  }

  private static Tensor converted(Call call) {
    return call.has("dtype") ? call.tensor(0).to(call.arg("dtype").dtype()) : call.tensor(0);
  }

  private static Tensor[] both(MaxResult result) {
    return new Tensor[] {result.values(), result.indices()};
  }

  private static Tensor[] both(SortResult result) {
    return new Tensor[] {result.values(), result.indices()};
  }

  private static Tensor prod(Call call) {
    Argument dim = call.arg(1, "dim");
    Tensor x = converted(call);
    return dim.isGiven() ? x.prod(dim.integer(), call.arg(2, "keepdim").flag(false)) : x.prod();
  }

  private static Tensor countNonzero(Call call) {
    return call.tensor(0).countNonzero(call.arg(1, "dim").integers(new int[0]));
  }

  /// A variance or a standard deviation.
  private interface Spread {
    Tensor apply(Tensor x, int[] dims, double correction, boolean keepDim);
  }

  private static Tensor spread(Call call, Spread spread) {
    return spread.apply(call.tensor(0), dims(call), correction(call), keepDim(call));
  }

  private static int[] dims(Call call) {
    return call.arg(1, "dim").isFlag() ? new int[0] : call.arg(1, "dim").integers(new int[0]);
  }

  private static boolean keepDim(Call call) {
    return call.arg("keepdim").flag(false);
  }

  /// `unbiased` by position or name is an older spelling of a correction of 1 or 0.
  private static double correction(Call call) {
    Argument second = call.arg(1, "dim");
    if (second.isFlag()) {
      return second.flag() ? 1 : 0;
    }
    return call.has("unbiased")
        ? call.arg("unbiased").flag() ? 1 : 0
        : call.arg("correction").number(1);
  }

  private static Tensor[] varMean(Call call) {
    VarMean result = call.tensor(0).varMean(dims(call), correction(call), keepDim(call));
    return new Tensor[] {result.var(), result.mean()};
  }

  private static Tensor[] stdMean(Call call) {
    StdMean result = call.tensor(0).stdMean(dims(call), correction(call), keepDim(call));
    return new Tensor[] {result.std(), result.mean()};
  }

  private static Tensor norm(Call call) {
    Argument p = call.arg(1, "p");
    int[] dims = call.arg(2, "dim").integers(new int[0]);
    boolean keepDim = call.arg(3, "keepdim").flag(false);
    if (p.isText() && p.text().equals("nuc")) {
      Tensor x = call.tensor(0);
      return dims.length == 0 ? x.nuclearNorm() : last(x, dims).nuclearNorm();
    }
    return call.tensor(0).norm(p.isText() ? 2 : p.number(2), dims, keepDim);
  }

  /// The dimensions `dims` moved to the end, in that order.
  private static Tensor last(Tensor x, int... dims) {
    IntStream rest =
        IntStream.range(0, x.dim())
            .filter(d -> IntStream.of(dims).noneMatch(named -> Math.floorMod(named, x.dim()) == d));
    return x.permute(IntStream.concat(rest, IntStream.of(dims)).toArray());
  }

  private static Tensor cdist(Call call) {
    call.ignore("compute_mode");
    call.arg(3, "compute_mode").text("");
    return call.tensor(0).cdist(call.tensor(1), call.arg(2, "p").number(2));
  }

  private static int sortedDim(Call call) {
    call.ignore("stable");
    return call.arg(1, "dim").integer(-1);
  }

  private static boolean descending(Call call) {
    return call.arg(2, "descending").flag(false);
  }

  private static Tensor[] sort(Call call) {
    return both(call.tensor(0).sort(sortedDim(call), descending(call)));
  }

  private static Tensor[] topk(Call call) {
    call.arg(4, "sorted").flag(true);
    return both(
        call.tensor(0)
            .topk(
                call.arg(1, "k").integer(),
                call.arg(2, "dim").integer(-1),
                call.arg(3, "largest").flag(true)));
  }

  private static Tensor[] median(Call call) {
    Argument dim = call.arg(1, "dim");
    if (!dim.isGiven()) {
      return new Tensor[] {call.tensor(0).median()};
    }
    MedianResult result = call.tensor(0).median(dim.integer(), call.arg(2, "keepdim").flag(false));
    return new Tensor[] {result.values(), result.indices()};
  }
}
