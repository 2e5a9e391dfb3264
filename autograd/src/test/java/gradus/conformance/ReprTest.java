package gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The text of a tensor against what PyTorch prints.
class ReprTest {
  @TestFactory
  Stream<DynamicTest> textIsPyTorchs() {
    return Cases.lines("reprs").stream()
        .map(line -> DynamicTest.dynamicTest(name(line), () -> requireText(line)));
  }

  private static String name(JsonNode line) {
    JsonNode tensor = line.get("tensor");
    return tensor.get("dtype").textValue() + tensor.get("shape");
  }

  private static void requireText(JsonNode line) {
    Tensor tensor = TensorJson.read(line.get("tensor"));
    if (line.get("requires_grad").booleanValue()) {
      tensor.requiresGrad(true);
    }
    assertEquals(line.get("repr").textValue(), tensor.toString());
  }
}
