package gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The type of every result, and what is refused for its type, against PyTorch. Cases with a
/// `boolean` as operand are left out: no method takes one.
class PromotionTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Calls CALLS = Calls.autograd();

  @TestFactory
  Stream<DynamicTest> typesArePyTorchs() {
    Map<String, List<JsonNode>> byOperation =
        Cases.lines("promotion").stream()
            .filter(line -> !line.path("right").asText().equals("boolean"))
            .collect(Collectors.groupingBy(line -> line.get("promotion").textValue()));
    return byOperation.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry -> DynamicTest.dynamicTest(entry.getKey(), () -> requireTypes(entry.getValue())));
  }

  private static void requireTypes(List<JsonNode> lines) {
    List<String> wrong = new ArrayList<>();
    for (JsonNode line : lines) {
      String result = line.get("result").asText("refused");
      String type = type(line);
      if (!type.equals(result)) {
        wrong.add(line + " gave " + type);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  /// The type of the result in torch's spelling, or `refused`.
  private static String type(JsonNode line) {
    String op = line.get("promotion").textValue();
    try {
      Tensor[] outputs = CALLS.apply(op, call(op, line));
      return outputs[0].dtype().toString().toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return refused.getMessage().startsWith(CALLS.method(op)) ? "refused" : refused.getMessage();
    }
  }

  private static Call call(String op, JsonNode line) {
    List<Tensor> inputs = new ArrayList<>();
    ArrayNode args = JSON.arrayNode();
    args.add(input(inputs, line.get("left"), line.path("dims").path(0)));
    if (op.equals("where")) {
      inputs.add(Tensor.scalar(true));
      args.add(reference(1));
    }
    if (line.path("right_is_number").booleanValue()) {
      args.add(
          line.get("right").textValue().equals("long")
              ? JSON.numberNode(2L)
              : JSON.numberNode(2.5));
    } else if (line.has("right")) {
      args.add(input(inputs, line.get("right"), line.get("dims").get(1)));
    }
    if (List.of("softmax", "cumsum", "logsumexp").contains(op)) {
      args.add(0);
    }
    ArrayNode given = op.equals("cat") ? JSON.arrayNode().add(args) : args;
    return new Call(given, JSON.objectNode(), inputs.toArray(Tensor[]::new));
  }

  /// Two ones, or a single one where the case says so.
  private static ObjectNode input(List<Tensor> inputs, JsonNode dtype, JsonNode dims) {
    int[] shape = new int[dims.asInt(1)];
    Arrays.fill(shape, 2);
    DType type = TensorJson.dtype(dtype.textValue());
    inputs.add(Tensor.ones(type, shape));
    return reference(inputs.size() - 1);
  }

  private static ObjectNode reference(int input) {
    return JSON.objectNode().put("tensor", input);
  }
}
