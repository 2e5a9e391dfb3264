package gradus.conformance;

import gradus.autograd.DType;
import gradus.autograd.MaxResult;
import gradus.autograd.Tensor;

/// The calls that fold dimensions into one number, and of softmax.
final class ReductionCalls {
  private ReductionCalls() {}

  static void addTo(Calls calls) {
    calls.one("sum", call -> overDims(call, Tensor::sum, Tensor::sum));
    calls.one("mean", call -> overDims(call, Tensor::mean, Tensor::mean));
    calls.one("amax", call -> overDims(call, Tensor::amax));
    calls.one("amin", call -> overDims(call, Tensor::amin));
    calls.one("logsumexp", call -> overDims(call, Tensor::logsumexp));
    calls.one("all", call -> overDims(call, Tensor::all));
    calls.one("any", call -> overDims(call, Tensor::any));
    calls.several("max", ReductionCalls::max);
    calls.several("min", ReductionCalls::min);
    calls.one("argmax", ReductionCalls::argmax);
    calls.one("argmin", ReductionCalls::argmin);
    calls.one("softmax", call -> along(call, Tensor::softmax, Tensor::softmax));
    calls.one("log_softmax", call -> along(call, Tensor::logSoftmax, Tensor::logSoftmax));
  }

  interface Along {
    Tensor apply(Tensor x, int dim);
  }

  interface AlongAs {
    Tensor apply(Tensor x, DType dtype, int dim);
  }

  private static Tensor along(Call call, Along plain, AlongAs typed) {
    int dim = call.arg(1, "dim").integer();
    Argument dtype = call.arg(2, "dtype");
    return dtype.isGiven()
        ? typed.apply(call.tensor(0), dtype.dtype(), dim)
        : plain.apply(call.tensor(0), dim);
  }

  /// A reduction over several dimensions, none of them named meaning all.
  interface OverDims {
    Tensor apply(Tensor x, int[] dims, boolean keepDim);
  }

  static Tensor overDims(Call call, OverDims reduction) {
    int[] dims = call.arg(1, "dim").integers(new int[0]);
    return reduction.apply(call.tensor(0), dims, call.arg(2, "keepdim").flag(false));
  }

  /// A reduction over several dimensions that may be computed as another type.
  interface OverDimsAs {
    Tensor apply(Tensor x, DType dtype, int[] dims, boolean keepDim);
  }

  static Tensor overDims(Call call, OverDims plain, OverDimsAs typed) {
    Argument dtype = call.arg("dtype");
    return dtype.isGiven()
        ? overDims(call, (x, dims, keepDim) -> typed.apply(x, dtype.dtype(), dims, keepDim))
        : overDims(call, plain);
  }

  private static Tensor[] max(Call call) {
    if (call.count() == 1 && !call.has("dim")) {
      return new Tensor[] {call.tensor(0).max()};
    }
    if (call.arg(1, "other").isTensor()) {
      return new Tensor[] {call.tensor(0).maximum(call.tensor(1))};
    }
    MaxResult found =
        call.tensor(0).max(call.arg(1, "dim").integer(), call.arg(2, "keepdim").flag(false));
    return new Tensor[] {found.values(), found.indices()};
  }

  private static Tensor[] min(Call call) {
    if (call.count() == 1 && !call.has("dim")) {
      return new Tensor[] {call.tensor(0).min()};
    }
    if (call.arg(1, "other").isTensor()) {
      return new Tensor[] {call.tensor(0).minimum(call.tensor(1))};
    }
    MaxResult found =
        call.tensor(0).min(call.arg(1, "dim").integer(), call.arg(2, "keepdim").flag(false));
    return new Tensor[] {found.values(), found.indices()};
  }

  private static Tensor argmax(Call call) {
    Argument dim = call.arg(1, "dim");
    return dim.isGiven()
        ? call.tensor(0).argmax(dim.integer(), call.arg(2, "keepdim").flag(false))
        : call.tensor(0).argmax(call.arg(2, "keepdim").flag(false));
  }

  private static Tensor argmin(Call call) {
    Argument dim = call.arg(1, "dim");
    return dim.isGiven()
        ? call.tensor(0).argmin(dim.integer(), call.arg(2, "keepdim").flag(false))
        : call.tensor(0).argmin(call.arg(2, "keepdim").flag(false));
  }
}
