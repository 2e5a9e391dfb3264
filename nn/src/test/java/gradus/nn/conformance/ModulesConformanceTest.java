package gradus.nn.conformance;

import static gradus.conformance.Agreement.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
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
}
