package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.conformance.Cases;
import gradus.conformance.TensorJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every optimizer walks the path that PyTorch's walks, gradient for gradient. A path in FLOAT64 is
/// walked in FLOAT32 too.
class OptimizerConformanceTest {
  /// The rounding of the few steps of a path, where the order of operations is PyTorch's.
  private static final double FLOAT64_TOLERANCE = 1e-12;

  private static final double FLOAT32_RELATIVE = 1.3e-4;
  private static final double FLOAT32_ABSOLUTE = 1e-5;

  /// Gradients, and where they lead.
  private record Walk(JsonNode line, DType dtype) {
    List<Tensor> parameters() {
      List<Tensor> parameters = new ArrayList<>();
      line.get("params")
          .forEach(p -> parameters.add(TensorJson.read(p).to(dtype).requiresGrad(true)));
      return parameters;
    }

    int steps() {
      return line.get("grads").size();
    }

    void give(int step, List<Tensor> parameters) {
      for (int i = 0; i < parameters.size(); i++) {
        JsonNode gradient = line.get("grads").get(step).get(i);
        parameters.get(i).grad(gradient.isNull() ? null : TensorJson.read(gradient).to(dtype));
      }
    }

    double[] expected(int step, int parameter) {
      return Json.numbers(line.get("params_after").get(step).get(parameter).get("data"));
    }

    double tolerance(double value) {
      return dtype == FLOAT64
          ? FLOAT64_TOLERANCE * Math.max(1, Math.abs(value))
          : FLOAT32_ABSOLUTE + FLOAT32_RELATIVE * Math.abs(value);
    }

    @Override
    public String toString() {
      return "%s %s %s".formatted(line.get("optimizer").asText(), line.get("options"), dtype);
    }
  }

  static Stream<Walk> walks() {
    return Cases.lines("optimizers").stream()
        .filter(line -> line.has("grads"))
        .flatMap(OptimizerConformanceTest::inItsTypes);
  }

  private static Stream<Walk> inItsTypes(JsonNode line) {
    Walk float32 = new Walk(line, FLOAT32);
    boolean isDouble = TensorJson.read(line.get("params").get(0)).dtype() == FLOAT64;
    return isDouble ? Stream.of(new Walk(line, FLOAT64), float32) : Stream.of(float32);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walksPyTorchsPath(Walk walk) {
    List<Tensor> parameters = walk.parameters();
    Optimizer<?> optimizer =
        OptimizersByName.make(
            walk.line().get("optimizer").asText(), walk.line().get("options"), parameters);
    for (int step = 0; step < walk.steps(); step++) {
      walk.give(step, parameters);
      optimizer.step();
      for (int i = 0; i < parameters.size(); i++) {
        assertNear(walk, step, i, parameters.get(i).toDoubleArray());
      }
    }
  }

  private static void assertNear(Walk walk, int step, int parameter, double[] got) {
    double[] expected = walk.expected(step, parameter);
    assertThat(got).hasSameSizeAs(expected);
    for (int k = 0; k < got.length; k++) {
      assertThat(got[k])
          .as("step %d, parameter %d, element %d", step, parameter, k)
          .isCloseTo(expected[k], within(walk.tolerance(expected[k])));
    }
  }
}
