package gradus.nn.conformance;

import static gradus.conformance.Agreement.FLOAT32;
import static gradus.conformance.Agreement.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.conformance.Cases;
import gradus.conformance.TensorJson;
import gradus.nn.*;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The layers of images against PyTorch's: first weights, results, gradients and state.
class ImageLayersTest {
  private static final Map<String, Function<Options, Layer>> LAYERS =
      Map.of(
          "Conv1d", o -> new Conv1d(o.at(0), o.at(1), o.at(2), convolution(o), o.flag("bias")),
          "Conv2d", o -> new Conv2d(o.at(0), o.at(1), o.at(2), convolution(o), o.flag("bias")),
          "ConvTranspose2d",
              o ->
                  new ConvTranspose2d(
                      o.at(0), o.at(1), o.at(2), convolution(o), o.number("output_padding", 0)),
          "MaxPool1d", o -> new MaxPool1d(window(o)),
          "MaxPool2d", o -> new MaxPool2d(window(o)),
          "AvgPool1d", o -> new AvgPool1d(window(o), o.flag("count_include_pad")),
          "AvgPool2d", o -> new AvgPool2d(window(o), o.flag("count_include_pad")),
          "AdaptiveAvgPool1d", o -> new AdaptiveAvgPool1d(o.at(0)),
          "AdaptiveAvgPool2d", o -> new AdaptiveAvgPool2d(o.at(0)),
          "PixelShuffle", o -> new PixelShuffle(o.at(0)));

  private record Options(JsonNode args, JsonNode kwargs) {
    int at(int position) {
      return args.get(position).intValue();
    }

    int number(String name, int absent) {
      return kwargs.has(name) ? kwargs.get(name).intValue() : absent;
    }

    boolean flag(String name) {
      return !kwargs.has(name) || kwargs.get(name).booleanValue();
    }
  }

  private static Convolution convolution(Options o) {
    return Conv2d.stride(o.number("stride", 1))
        .padding(o.number("padding", 0))
        .dilation(o.number("dilation", 1))
        .groups(o.number("groups", 1));
  }

  private static Window window(Options o) {
    return MaxPool2d.kernel(o.at(0))
        .stride(o.number("stride", o.at(0)))
        .padding(o.number("padding", 0))
        .ceilMode(o.kwargs.has("ceil_mode") && o.flag("ceil_mode"));
  }

  private static Layer layer(JsonNode json, String name) {
    JsonNode kwargs =
        json.has("kwargs") ? json.get("kwargs") : JsonNodeFactory.instance.objectNode();
    return LAYERS.get(name).apply(new Options(json.get("args"), kwargs));
  }

  @TestFactory
  Stream<DynamicTest> computesWhatPyTorchComputes() {
    return Cases.lines("modules").stream()
        .filter(json -> LAYERS.containsKey(json.get("module").textValue()))
        .map(json ->
            DynamicTest.dynamicTest(
                json.get("module").textValue() + json.get("args") + json.get("kwargs"),
                () -> compare(json)));
  }

  private static void compare(JsonNode json) {
    Layer layer = layer(json, json.get("module").textValue()).to(DType.FLOAT64);
    StateDict state = new StateDict();
    json.get("state_dict").forEachEntry((name, value) -> state.put(name, TensorJson.read(value)));
    layer.loadStateDict(state);
    Tensor x = TensorJson.read(json.get("inputs").get(0)).requiresGrad(true);
    Tensor y = layer.apply(x);
    agree(y, json.get("outputs").get(0));
    List<Tensor> leaves = new ArrayList<>(List.of(x));
    List<JsonNode> wanted = new ArrayList<>(List.of(json.get("input_grads").get(0)));
    layer
        .namedParameters()
        .forEach((name, parameter) -> {
          leaves.add(parameter);
          wanted.add(json.get("param_grads").get(name));
        });
    Tensor[] gradients =
        Autograd.grad(
            new Tensor[] {y},
            leaves.toArray(Tensor[]::new),
            new Tensor[] {TensorJson.read(json.get("grad_outputs").get(0))},
            false,
            false,
            false);
    for (int i = 0; i < gradients.length; i++) {
      agree(gradients[i], wanted.get(i));
    }
  }

  private static void agree(Tensor actual, JsonNode expected) {
    assertThat(FLOAT64.difference(actual, TensorJson.read(expected))).isNull();
  }

  @TestFactory
  Stream<DynamicTest> drawsWhatPyTorchDraws() {
    return Cases.lines("inits").stream()
        .filter(json -> json.has("reset_parameters"))
        .filter(json -> LAYERS.containsKey(json.get("reset_parameters").textValue()))
        .map(json ->
            DynamicTest.dynamicTest(
                json.get("reset_parameters").textValue() + json.get("args"),
                () -> {
                  Generator.manualSeed(json.get("seed").longValue());
                  Layer layer = layer(json, json.get("reset_parameters").textValue());
                  json.get("state_dict")
                      .forEachEntry((name, value) ->
                          assertThat(
                                  FLOAT32.difference(
                                      layer.stateDict().tensor(name), TensorJson.read(value)))
                              .isNull());
                }));
  }
}
