package gradus.nn.conformance;

import static gradus.nn.functional.Pooling.*;

import gradus.autograd.Tensor;
import gradus.conformance.Argument;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import gradus.conformance.UnsupportedCall;
import gradus.nn.functional.MaxPoolResult;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;
import java.util.function.BiFunction;

/// The calls of poolings.
final class PoolingCalls {
  private PoolingCalls() {}

  static void addTo(Calls calls) {
    calls.several(
        "nn.functional.max_pool1d",
        call -> max(call, Pooling::maxPool1d, Pooling::maxPool1dWithIndices));
    calls.several(
        "nn.functional.max_pool2d",
        call -> max(call, Pooling::maxPool2d, Pooling::maxPool2dWithIndices));
    calls.one(
        "nn.functional.avg_pool1d",
        call ->
            avgPool1d(
                call.tensor(0), window(call, 4), call.arg(5, "count_include_pad").flag(true)));
    calls.one("nn.functional.avg_pool2d", PoolingCalls::avgPool);
    calls.one(
        "nn.functional.adaptive_avg_pool1d",
        call -> adaptiveAvgPool1d(call.tensor(0), only(call.arg(1, "output_size"))));
    calls.one(
        "nn.functional.adaptive_avg_pool2d",
        call -> adaptiveAvgPool2d(call.tensor(0), sizes(call.arg(1, "output_size"))));
  }

  private static Tensor[] max(
      Call call,
      BiFunction<Tensor, Window, Tensor> values,
      BiFunction<Tensor, Window, MaxPoolResult> both) {
    Window window = window(call, 5).dilation(call.arg(4, "dilation").integers(1));
    if (!call.arg(6, "return_indices").flag(false)) {
      return new Tensor[] {values.apply(call.tensor(0), window)};
    }
    MaxPoolResult result = both.apply(call.tensor(0), window);
    return new Tensor[] {result.values(), result.indices()};
  }

  private static Tensor avgPool(Call call) {
    Window window = window(call, 4);
    boolean counted = call.arg(5, "count_include_pad").flag(true);
    Argument divisor = call.arg(6, "divisor_override");
    return divisor.isGiven()
        ? avgPool2d(call.tensor(0), window, divisor.integer())
        : avgPool2d(call.tensor(0), window, counted);
  }

  private static Window window(Call call, int ceilMode) {
    Window window =
        kernel(call.arg(1, "kernel_size").integers())
            .padding(call.arg(3, "padding").integers(0))
            .ceilMode(call.arg(ceilMode, "ceil_mode").flag(false));
    Argument stride = call.arg(2, "stride");
    return stride.isGiven() ? window.stride(stride.integers()) : window;
  }

  private static int[] sizes(Argument argument) {
    if (!argument.isList()) {
      return argument.integers();
    }
    int[] sizes = new int[argument.count()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = argument.element(i).integer(KEEP);
    }
    return sizes;
  }

  private static int only(Argument argument) {
    int[] numbers = argument.integers();
    if (numbers.length != 1) {
      throw new UnsupportedCall("the output size of signals is one int");
    }
    return numbers[0];
  }
}
