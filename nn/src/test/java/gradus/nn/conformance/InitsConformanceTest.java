package gradus.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.conformance.Agreement;
import gradus.conformance.Cases;
import gradus.conformance.TensorJson;
import gradus.nn.Init;
import gradus.nn.Init.Fan;
import gradus.nn.Nonlinearity;
import gradus.nn.functional.Dropouts;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// First values and dropout masks against what PyTorch draws after the same seed.
class InitsConformanceTest {
  private static final Agreement EXACT = new Agreement(0, 0);

  /// Its last bits depend on how a basis is computed.
  private static final Set<String> ROUNDED = Set.of("orthogonal_");

  @TestFactory
  Stream<DynamicTest> firstValuesArePyTorchs() {
    return Cases.lines("inits").stream()
        .filter(line -> line.has("init"))
        .map(line ->
            DynamicTest.dynamicTest(
                line.get("init").textValue() + line.get("options") + line.get("shape"),
                () -> requireValue(line)));
  }

  private static void requireValue(JsonNode line) {
    Tensor expected = TensorJson.read(line.get("value"));
    Tensor tensor = Tensor.zeros(expected.dtype(), expected.shape().toArray());
    Generator.manualSeed(line.get("seed").longValue());
    initialise(line.get("init").textValue(), tensor, line.get("options"));
    Agreement agreement =
        ROUNDED.contains(line.get("init").textValue()) ? Agreement.FLOAT32 : EXACT;
    assertThat(agreement.difference(tensor, expected)).isNull();
  }

  private static Tensor initialise(String name, Tensor tensor, JsonNode o) {
    return switch (name) {
      case "uniform_" -> Init.uniform_(tensor, number(o, "a", 0), number(o, "b", 1));
      case "normal_" -> Init.normal_(tensor, number(o, "mean", 0), number(o, "std", 1));
      case "constant_" -> Init.constant_(tensor, number(o, "val", 0));
      case "ones_" -> Init.ones_(tensor);
      case "zeros_" -> Init.zeros_(tensor);
      case "eye_" -> Init.eye_(tensor);
      case "dirac_" -> Init.dirac_(tensor, (int) number(o, "groups", 1));
      case "xavier_uniform_" -> Init.xavierUniform_(tensor, number(o, "gain", 1));
      case "xavier_normal_" -> Init.xavierNormal_(tensor, number(o, "gain", 1));
      case "kaiming_uniform_" ->
          Init.kaimingUniform_(tensor, number(o, "a", 0), fan(o), nonlinearity(o));
      case "kaiming_normal_" ->
          Init.kaimingNormal_(tensor, number(o, "a", 0), fan(o), nonlinearity(o));
      case "trunc_normal_" ->
          Init.truncNormal_(
              tensor,
              number(o, "mean", 0),
              number(o, "std", 1),
              number(o, "a", -2),
              number(o, "b", 2));
      case "orthogonal_" -> Init.orthogonal_(tensor, number(o, "gain", 1));
      case "sparse_" -> Init.sparse_(tensor, number(o, "sparsity", 0), number(o, "std", 0.01));
      default -> throw new AssertionError("no such init: " + name);
    };
  }

  private static double number(JsonNode options, String name, double absent) {
    return options.has(name) ? options.get(name).doubleValue() : absent;
  }

  private static Fan fan(JsonNode options) {
    return options.path("mode").asText().equals("fan_out") ? Fan.OUT : Fan.IN;
  }

  private static Nonlinearity nonlinearity(JsonNode options) {
    return options.has("nonlinearity")
        ? Nonlinearity.valueOf(options.get("nonlinearity").textValue().toUpperCase(Locale.ROOT))
        : Nonlinearity.LEAKY_RELU;
  }

  @TestFactory
  Stream<DynamicTest> dropoutMasksArePyTorchs() {
    return Cases.lines("rng").stream()
        .filter(line -> line.get("rng").textValue().equals("dropout"))
        .map(line ->
            DynamicTest.dynamicTest(
                "p %s, seed %s".formatted(line.get("p"), line.get("seed")),
                () -> requireMask(line)));
  }

  private static void requireMask(JsonNode line) {
    Generator.manualSeed(line.get("seed").longValue());
    Tensor expected = TensorJson.read(line.get("first"));
    Tensor ones = Tensor.ones(expected.dtype(), expected.shape().toArray());
    Tensor dropped = Dropouts.dropout(ones, line.get("p").doubleValue(), true);
    assertThat(EXACT.difference(dropped, expected)).isNull();
    if (line.has("then")) {
      Tensor then = TensorJson.read(line.get("then"));
      Tensor drawn = Tensor.rand(then.dtype(), then.shape().toArray());
      assertThat(EXACT.difference(drawn, then)).as("a further draw").isNull();
    }
  }
}
