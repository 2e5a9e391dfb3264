package gradus.conformance;

import gradus.autograd.Tensor;
import java.util.function.BinaryOperator;

/// The calls of the greater and the smaller of two, and of bounds.
final class ExtremeCalls {
  private ExtremeCalls() {}

  static void addTo(Calls calls) {
    calls.one("maximum", call -> call.tensor(0).maximum(call.tensor(1, "other")));
    calls.one("minimum", call -> call.tensor(0).minimum(call.tensor(1, "other")));
    calls.one("fmax", call -> call.tensor(0).fmax(call.tensor(1, "other")));
    calls.one("fmin", call -> call.tensor(0).fmin(call.tensor(1, "other")));
    calls.one("clamp", ExtremeCalls::clamp);
    calls.one("clamp_min", call -> min(call));
    calls.one("clamp_max", call -> max(call));
  }

  private static Tensor clamp(Call call) {
    Argument min = call.arg(1, "min");
    Argument max = call.arg(2, "max");
    Tensor x = call.tensor(0);
    if (min.isNumber() && max.isNumber()) {
      return min.isWhole() && max.isWhole()
          ? x.clamp(min.whole(), max.whole())
          : x.clamp(min.number(), max.number());
    }
    if (min.isNumber()) {
      return min(call);
    }
    return max.isNumber() ? max(call) : x.clamp(min.tensorOrNull(), max.tensorOrNull());
  }

  private static Tensor min(Call call) {
    return bound(call, call.arg(1, "min"), Tensor::clampMin, Tensor::clampMin, Tensor::clampMin);
  }

  private static Tensor max(Call call) {
    Argument max = call.count() > 2 ? call.arg(2) : call.has("max") ? call.arg("max") : call.arg(1);
    return bound(call, max, Tensor::clampMax, Tensor::clampMax, Tensor::clampMax);
  }

  private static Tensor bound(
      Call call,
      Argument bound,
      BinaryOperator<Tensor> tensor,
      ArithmeticCalls.WithDouble decimal,
      ArithmeticCalls.WithLong whole) {
    Tensor x = call.tensor(0);
    if (bound.isTensor()) {
      return tensor.apply(x, bound.tensor());
    }
    return bound.isWhole() ? whole.apply(x, bound.whole()) : decimal.apply(x, bound.number());
  }
}
