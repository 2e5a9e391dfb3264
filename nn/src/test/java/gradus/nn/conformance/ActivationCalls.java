package gradus.nn.conformance;

import static gradus.nn.functional.Activations.*;

import gradus.autograd.Tensor;
import gradus.conformance.Argument;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import java.util.function.Function;

/// The calls of activations.
final class ActivationCalls {
  private ActivationCalls() {}

  static void addTo(Calls calls) {
    add(calls, "relu", call -> x(call).relu());
    add(calls, "elu", call -> elu(x(call), call.doubleArg("alpha", 1)));
    add(calls, "celu", call -> celu(x(call), call.doubleArg("alpha", 1)));
    add(calls, "selu", call -> selu(x(call)));
    add(calls, "leaky_relu", ActivationCalls::leaky);
    add(calls, "prelu", call -> prelu(x(call), call.tensor(1, "weight")));
    add(calls, "gelu", ActivationCalls::eitherGelu);
    add(calls, "silu", call -> silu(x(call)));
    add(calls, "mish", call -> mish(x(call)));
    add(
        calls,
        "softplus",
        call -> softplus(x(call), call.doubleArg("beta", 1), call.doubleArg("threshold", 20)));
    add(calls, "logsigmoid", call -> logsigmoid(x(call)));
    add(
        calls,
        "hardtanh",
        call -> hardtanh(x(call), call.doubleArg("min_val", -1), call.doubleArg("max_val", 1)));
    add(calls, "relu6", call -> relu6(x(call)));
    add(calls, "hardsigmoid", call -> hardsigmoid(x(call)));
    add(calls, "hardswish", call -> hardswish(x(call)));
    add(calls, "hardshrink", call -> hardshrink(x(call), call.arg(1, "lambd").number(0.5)));
    add(calls, "softshrink", call -> softshrink(x(call), call.arg(1, "lambd").number(0.5)));
    add(calls, "tanhshrink", call -> tanhshrink(x(call)));
    add(calls, "softsign", call -> softsign(x(call)));
    add(
        calls,
        "threshold",
        call ->
            threshold(x(call), call.arg(1, "threshold").number(), call.arg(2, "value").number()));
    add(calls, "glu", call -> glu(x(call), call.arg(1, "dim").integer(-1)));
    add(calls, "softmin", ActivationCalls::ofNegated);
  }

  private static void add(Calls calls, String name, Function<Call, Tensor> call) {
    calls.one("nn.functional." + name, call);
  }

  private static Tensor x(Call call) {
    return call.tensor(0);
  }

  private static Tensor leaky(Call call) {
    return leakyRelu(x(call), call.arg(1, "negative_slope").number(0.01));
  }

  private static Tensor eitherGelu(Call call) {
    return call.arg("approximate").text("none").equals("tanh") ? geluTanh(x(call)) : gelu(x(call));
  }

  private static Tensor ofNegated(Call call) {
    Argument dtype = call.arg("dtype");
    int dim = call.arg(1, "dim").integer();
    return dtype.isGiven() ? softmin(dtype.dtype(), x(call), dim) : softmin(x(call), dim);
  }
}
