package gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Random tensors against what PyTorch draws after the same seed. Dropout's lines are those of nn.
class RngTest {
  /// All are equal bit by bit, save normal doubles: their last bits depend on the platform's
  /// logarithm, sine and cosine.
  private static final Agreement EXACT = new Agreement(0, 0);

  @TestFactory
  Stream<DynamicTest> drawsArePyTorchs() {
    return Cases.lines("rng").stream()
        .filter(line -> !line.get("rng").textValue().equals("dropout"))
        .map(line -> DynamicTest.dynamicTest(name(line), () -> requireDraws(line)));
  }

  private static String name(JsonNode line) {
    return "%s, n %s, seed %s"
        .formatted(line.get("rng").textValue(), line.get("n"), line.get("seed"));
  }

  private static void requireDraws(JsonNode line) {
    Generator.manualSeed(line.get("seed").longValue());
    for (String draw : new String[] {"first", "then", "then3"}) {
      if (line.has(draw)) {
        Tensor expected = TensorJson.read(line.get(draw));
        assertNull(agreement(line, expected).difference(drawn(line, expected), expected), draw);
      }
    }
  }

  private static Agreement agreement(JsonNode line, Tensor expected) {
    boolean rounded =
        line.get("rng").textValue().equals("randn") && expected.dtype() == DType.FLOAT64;
    return rounded ? new Agreement(0, 1e-13) : EXACT;
  }

  private static Tensor drawn(JsonNode line, Tensor like) {
    String kind = line.get("rng").textValue();
    int n = like.numel();
    return switch (kind) {
      case "rand" -> Tensor.rand(like.dtype(), n);
      case "randn" -> Tensor.randn(like.dtype(), n);
      case "randint" ->
          Tensor.randint(line.get("low").longValue(), line.get("high").longValue(), n);
      case "randperm" -> Tensor.randperm(n);
      case "bernoulli" ->
          Tensor.zeros(n).bernoulli_(Tensor.full(like.dtype(), line.get("p").doubleValue(), n));
      default -> throw new AssertionError("no such draw: " + kind);
    };
  }
}
