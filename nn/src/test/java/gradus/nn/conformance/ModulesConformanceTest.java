package gradus.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.conformance.Agreement;
import gradus.conformance.Cases;
import gradus.conformance.TensorJson;
import gradus.nn.conformance.Modules.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whole modules against PyTorch's: with its state loaded by name they give its outputs, its
/// gradients of inputs and parameters, and its state afterwards.
class ModulesConformanceTest {
  /// The modules of the cases that are not there.
  private static final Set<String> MISSING =
      Set.of(
          "AdaptiveAvgPool2d",
          "AvgPool2d",
          "BCEWithLogitsLoss",
          "BatchNorm1d",
          "BatchNorm2d",
          "Conv1d",
          "Conv2d",
          "ConvTranspose2d",
          "ELU",
          "GroupNorm",
          "HuberLoss",
          "KLDivLoss",
          "L1Loss",
          "LSTM",
          "LeakyReLU",
          "LogSigmoid",
          "MaxPool1d",
          "MaxPool2d",
          "MultiheadAttention",
          "NLLLoss",
          "ReLU6",
          "SmoothL1Loss",
          "Softmax",
          "Softplus",
          "TransformerEncoderLayer");

  private static final Modules MODULES = new Modules();

  static {
    BasicModules.addTo(MODULES);
  }

  @TestFactory
  Stream<DynamicTest> modulesAnswerAsPyTorchs() {
    return Cases.lines("modules").stream()
        .filter(line -> !MISSING.contains(name(line)))
        .map(line ->
            DynamicTest.dynamicTest(
                name(line) + line.get("args") + line.get("kwargs"), () -> requireAgreement(line)));
  }

  @Test
  void whatIsMissingIsNotThere() {
    assertThat(MISSING).noneMatch(MODULES::knows);
    Set<String> unknown = new TreeSet<>();
    Cases.lines("modules").forEach(line -> unknown.add(name(line)));
    unknown.removeIf(MODULES::knows);
    assertThat(MISSING).as("modules without an adapter").containsAll(unknown);
  }

  private static String name(JsonNode line) {
    return line.get("module").textValue();
  }

  private static void requireAgreement(JsonNode line) {
    Made<?> made =
        MODULES.kind(name(line)).made(new ModuleArguments(line.get("args"), line.get("kwargs")));
    made.block().to(DType.FLOAT64).loadStateDict(state(line.get("state_dict")));
    made.block().train(line.get("train").booleanValue());
    Tensor[] inputs = tensors(line.get("inputs"));
    for (Tensor input : inputs) {
      if (input.dtype().isFloatingPoint()) {
        input.requiresGrad(true);
      }
    }
    Tensor[] outputs = new Tensor[0];
    for (int call = 0; call < line.get("calls").intValue(); call++) {
      outputs = made.outputs(inputs);
    }
    requireAll("output", outputs, line.get("outputs"));
    requireGradients(line, made, inputs, outputs);
    requireState(made.block().stateDict(), line.get("state_dict_after"));
  }

  private static void requireGradients(
      JsonNode line, Made<?> made, Tensor[] inputs, Tensor[] outputs) {
    List<Tensor> roots = new ArrayList<>();
    List<Tensor> slopes = new ArrayList<>();
    JsonNode wanted = line.get("grad_outputs");
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).isNull()) {
        roots.add(outputs[i]);
        slopes.add(TensorJson.read(wanted.get(i)));
      }
    }
    List<Tensor> floating = Stream.of(inputs).filter(Tensor::requiresGrad).toList();
    Map<String, Tensor> parameters = made.block().namedParameters();
    List<Tensor> leaves = new ArrayList<>(floating);
    leaves.addAll(parameters.values());
    if (roots.isEmpty() || leaves.isEmpty()) {
      return;
    }
    Tensor[] gradients =
        Autograd.grad(
            roots.toArray(Tensor[]::new),
            leaves.toArray(Tensor[]::new),
            slopes.toArray(Tensor[]::new),
            false,
            false,
            true);
    for (int i = 0; i < floating.size(); i++) {
      require("gradient of input " + i, gradients[i], line.get("input_grads").get(i));
    }
    int next = floating.size();
    for (String parameter : parameters.keySet()) {
      JsonNode expected = line.get("param_grads").get(parameter);
      require("gradient of " + parameter, gradients[next++], expected);
    }
  }

  private static void requireState(StateDict actual, JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    assertThat(actual.names()).containsExactlyElementsOf(names);
    names.forEach(name -> require(name + " afterwards", actual.tensor(name), expected.get(name)));
  }

  private static void requireAll(String what, Tensor[] actual, JsonNode expected) {
    assertThat(actual.length).as("number of %ss", what).isEqualTo(expected.size());
    for (int i = 0; i < actual.length; i++) {
      require(what + " " + i, actual[i], expected.get(i));
    }
  }

  private static void require(String what, Tensor actual, JsonNode expected) {
    Tensor wanted = expected == null || expected.isNull() ? null : TensorJson.read(expected);
    assertThat(Agreement.FLOAT64.difference(actual, wanted)).as(what).isNull();
  }

  static StateDict state(JsonNode json) {
    StateDict state = new StateDict();
    json.fieldNames().forEachRemaining(name -> state.put(name, TensorJson.read(json.get(name))));
    return state;
  }

  private static Tensor[] tensors(JsonNode list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> TensorJson.read(list.get(i)))
        .toArray(Tensor[]::new);
  }

  // ---- first weights ----

  private static final Agreement EXACT = new Agreement(0, 0);

  @TestFactory
  Stream<DynamicTest> firstWeightsArePyTorchs() {
    return Cases.lines("inits").stream()
        .filter(line -> line.has("reset_parameters"))
        .filter(line -> MODULES.knows(line.get("reset_parameters").textValue()))
        .map(line ->
            DynamicTest.dynamicTest(
                line.get("reset_parameters").textValue() + line.get("args"),
                () -> requireFirstWeights(line)));
  }

  private static void requireFirstWeights(JsonNode line) {
    Generator.manualSeed(line.get("seed").longValue());
    var arguments = new ModuleArguments(line.get("args"), line.get("kwargs"));
    StateDict actual =
        MODULES.kind(line.get("reset_parameters").textValue()).made(arguments).block().stateDict();
    StateDict expected = state(line.get("state_dict"));
    assertThat(actual.names()).containsExactlyElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(EXACT.difference(actual.tensor(name), expected.tensor(name))).as(name).isNull();
    }
  }
}
