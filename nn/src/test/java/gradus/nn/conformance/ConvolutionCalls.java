package gradus.nn.conformance;

import static gradus.nn.functional.Convolutions.*;

import gradus.autograd.Tensor;
import gradus.conformance.Argument;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// The calls of convolutions.
final class ConvolutionCalls {
  private ConvolutionCalls() {}

  static void addTo(Calls calls) {
    calls.one(
        "nn.functional.conv1d",
        call -> conv1d(input(call), weight(call), bias(call), convolution(call)));
    calls.one(
        "nn.functional.conv2d",
        call -> conv2d(input(call), weight(call), bias(call), convolution(call)));
    calls.one(
        "nn.functional.conv_transpose1d",
        call ->
            convTranspose1d(input(call), weight(call), bias(call), transposed(call), added(call)));
    calls.one(
        "nn.functional.conv_transpose2d",
        call ->
            convTranspose2d(input(call), weight(call), bias(call), transposed(call), added(call)));
    calls.one("nn.functional.unfold", call -> unfold(input(call), window(call, 1)));
    calls.one(
        "nn.functional.fold",
        call -> {
          int[] size = call.arg(1, "output_size").integers();
          return fold(input(call), size[0], size[size.length - 1], window(call, 2));
        });
  }

  private static Tensor input(Call call) {
    return call.tensor(0, "input");
  }

  private static Tensor weight(Call call) {
    return call.tensor(1, "weight");
  }

  private static Tensor bias(Call call) {
    return call.arg(2, "bias").tensorOrNull();
  }

  private static Convolution convolution(Call call) {
    Convolution options =
        stride(call.arg(3, "stride").integers(1))
            .dilation(call.arg(5, "dilation").integers(1))
            .groups(call.arg(6, "groups").integer(1));
    Argument padding = call.arg(4, "padding");
    if (padding.isText()) {
      return padding.text().equals("same") ? options.samePadding() : options.padding(0);
    }
    return options.padding(padding.integers(0));
  }

  private static Convolution transposed(Call call) {
    return stride(call.arg(3, "stride").integers(1))
        .padding(call.arg(4, "padding").integers(0))
        .groups(call.arg(6, "groups").integer(1))
        .dilation(call.arg(7, "dilation").integers(1));
  }

  private static int[] added(Call call) {
    return call.arg(5, "output_padding").integers(0);
  }

  private static Window window(Call call, int first) {
    return Pooling.kernel(call.arg(first, "kernel_size").integers())
        .dilation(call.arg(first + 1, "dilation").integers(1))
        .padding(call.arg(first + 2, "padding").integers(0))
        .stride(call.arg(first + 3, "stride").integers(1));
  }
}
