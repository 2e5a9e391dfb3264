package gradus.nn.conformance;

<<<<<<< HEAD
=======
import static gradus.conformance.Agreement.FLOAT64;
>>>>>>> 909c894 (Hold all modules to PyTorch's results, gradients, state and first values)
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
<<<<<<< HEAD
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
=======
import gradus.conformance.Cases;
import gradus.conformance.TensorJson;
import gradus.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The modules of `torch.nn` against PyTorch's: first values bit for bit, results, gradients, and
/// what they leave in their buffers.
class ModulesConformanceTest {
  private static final Modules MODULES =
      Modules.of(
          List.of(
              LayerModules::addTo,
              ImageModules::addTo,
              LossModules::addTo,
              SequenceModules::addTo));

  @TestFactory
  Stream<DynamicTest> modulesComputeWhatPyTorchComputes() {
    return Cases.lines("modules").stream()
        .map(json -> DynamicTest.dynamicTest(name(json, "module"), () -> compare(json)));
  }

  private static String name(JsonNode json, String kind) {
    return "%s %s %s".formatted(json.get(kind).textValue(), json.get("args"), json.get("kwargs"));
  }

  private static Modules.Made made(JsonNode json, String kind) {
    return MODULES.make(
        json.get(kind).textValue(), new ModuleArguments(json.get("args"), json.get("kwargs")));
  }

  private static void compare(JsonNode json) {
    Modules.Made module = made(json, "module");
    Block block = module.block().to(DType.FLOAT64).train(json.get("train").booleanValue());
    assertThat(block.stateDict().names()).containsExactlyElementsOf(names(json.get("state_dict")));
    block.loadStateDict(state(json.get("state_dict")));
    Tensor[] inputs = inputs(json);
    Tensor[] outputs = null;
    for (int call = 0; call < json.get("calls").intValue(); call++) {
      outputs = module.call().apply(inputs);
    }
    agree("output", List.of(outputs), json.get("outputs"));
    compareGradients(json, block, inputs, outputs);
    StateDict after = block.stateDict();
    json.get("state_dict_after")
        .forEachEntry((name, value) -> agree(name + " after", after.tensor(name), value));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static StateDict state(JsonNode json) {
    StateDict state = new StateDict();
    json.forEachEntry((name, value) -> state.put(name, TensorJson.read(value)));
    return state;
  }

  private static Tensor[] inputs(JsonNode json) {
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode value : json.get("inputs")) {
      Tensor input = TensorJson.read(value);
      inputs.add(input.dtype().isFloatingPoint() ? input.requiresGrad(true) : input);
    }
    return inputs.toArray(Tensor[]::new);
  }

  private static void compareGradients(
      JsonNode json, Block block, Tensor[] inputs, Tensor[] outputs) {
    List<Tensor> reached = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      JsonNode gradient = json.get("grad_outputs").get(i);
      if (gradient != null && !gradient.isNull()) {
        reached.add(outputs[i]);
        gradients.add(TensorJson.read(gradient));
      }
    }
    List<String> names = new ArrayList<>(block.namedParameters().keySet());
    List<Tensor> sources = new ArrayList<>(block.parameters());
    List<JsonNode> expected = new ArrayList<>();
    names.forEach(name -> expected.add(json.get("param_grads").get(name)));
    for (Tensor input : inputs) {
      if (input.requiresGrad()) {
        expected.add(json.get("input_grads").get(sources.size() - block.parameters().size()));
        names.add("input");
        sources.add(input);
      }
    }
    Tensor[] actual =
        Autograd.grad(
            reached.toArray(Tensor[]::new),
            sources.toArray(Tensor[]::new),
            gradients.toArray(Tensor[]::new),
            false,
            false,
            true);
    for (int i = 0; i < actual.length; i++) {
      agree("gradient of " + names.get(i), actual[i], expected.get(i));
    }
  }

  private static void agree(String what, List<Tensor> actual, JsonNode expected) {
    assertThat(actual).as(what).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      agree(what + " " + i, actual.get(i), expected.get(i));
    }
  }

  private static void agree(String what, Tensor actual, JsonNode expected) {
    Tensor wanted = expected == null || expected.isNull() ? null : TensorJson.read(expected);
    assertThat(FLOAT64.difference(actual, wanted)).as(what).isNull();
  }

  @TestFactory
  Stream<DynamicTest> firstValuesArePyTorchsBitForBit() {
    return Cases.lines("inits").stream()
        .filter(json -> json.has("reset_parameters"))
        .map(json -> DynamicTest.dynamicTest(name(json, "reset_parameters"), () -> draw(json)));
  }

  private static void draw(JsonNode json) {
    Generator.manualSeed(json.get("seed").longValue());
    StateDict drawn = made(json, "reset_parameters").block().stateDict();
    assertThat(drawn.names()).containsExactlyElementsOf(names(json.get("state_dict")));
    json.get("state_dict")
        .forEachEntry((name, value) -> {
          Tensor expected = TensorJson.read(value);
          assertThat(drawn.tensor(name).dtype()).as(name).isEqualTo(expected.dtype());
          assertThat(drawn.tensor(name).equal(expected)).as(name).isTrue();
        });
  }
>>>>>>> 909c894 (Hold all modules to PyTorch's results, gradients, state and first values)
}
