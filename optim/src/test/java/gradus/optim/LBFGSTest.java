package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.conformance.Cases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LBFGSTest {
  /// A bent valley makes millions of units in the last place out of one, and another order of sums
  /// in the loss is enough for that one.
  private static final double ABSOLUTE = 1e-7;

  private static final double RELATIVE = 1e-6;

  /// A function, where the walk begins, and where PyTorch's walk leads.
  private record Walk(JsonNode line) {
    Tensor loss(Tensor x) {
      return switch (line.get("function").asText()) {
        case "quadratic" ->
            x.square().mul(Tensor.of(FLOAT64, 1, 4, 9)).sum().add(x.at(0).mul(x.at(1)));
        case "rosenbrock" ->
            rosenbrock(x.narrow(0, 0, x.numel() - 1), x.narrow(0, 1, x.numel() - 1));
        default -> throw new IllegalArgumentException(line.get("function").asText());
      };
    }

    private static Tensor rosenbrock(Tensor x, Tensor next) {
      Tensor valley = next.sub(x.square()).square().mul(100);
      return x.rsub(1).square().add(valley).sum();
    }

    LBFGS.Options options() {
      LBFGS.Options options = LBFGS.lr(1);
      for (var entry : line.get("options").properties()) {
        JsonNode value = entry.getValue();
        options =
            switch (entry.getKey()) {
              case "lr" -> options.lr(value.asDouble());
              case "max_iter" -> options.maxIter(value.asInt());
              case "max_eval" -> options.maxEval(value.asInt());
              case "tolerance_grad" -> options.toleranceGrad(value.asDouble());
              case "tolerance_change" -> options.toleranceChange(value.asDouble());
              case "history_size" -> options.historySize(value.asInt());
              case "line_search_fn" -> options.strongWolfe(value.asText().equals("strong_wolfe"));
              default -> throw new IllegalArgumentException(entry.getKey());
            };
      }
      return options;
    }

    @Override
    public String toString() {
      return "%s %s".formatted(line.get("function").asText(), line.get("options"));
    }
  }

  static Stream<Walk> walks() {
    return Cases.lines("optimizers").stream().filter(line -> line.has("function")).map(Walk::new);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walksPyTorchsPath(Walk walk) {
    Tensor x = Tensor.of(FLOAT64, Json.numbers(walk.line().get("x0"))).requiresGrad(true);
    var optimizer = new LBFGS(List.of(x), walk.options());
    for (JsonNode step : walk.line().get("steps")) {
      Tensor loss =
          optimizer.step(() -> {
            optimizer.zeroGrad();
            Tensor value = walk.loss(x);
            value.backward();
            return value;
          });
      assertNear(loss.item(), step.get("loss").asDouble());
      double[] expected = Json.numbers(step.get("x"));
      for (int i = 0; i < expected.length; i++) {
        assertNear(x.at(i).item(), expected[i]);
      }
    }
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, within(ABSOLUTE + RELATIVE * Math.abs(expected)));
  }

  @Test
  void hasOnlyStepsWithAClosure() {
    var optimizer = new LBFGS(List.of(Tensor.of(FLOAT64, 1).requiresGrad(true)));
    assertThatThrownBy(optimizer::step)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("LBFGS.step: a step evaluates the loss several times; use");
  }

  @Test
  void refusesParametersOfTwoTypes() {
    Tensor a = Tensor.of(FLOAT64, 1).requiresGrad(true);
    Tensor b = Tensor.of(FLOAT32, 1).requiresGrad(true);
    assertThatThrownBy(() -> new LBFGS(List.of(a, b)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LBFGS: parameters of FLOAT64 and FLOAT32 were given, but the direction is one vector"
                + " of one type; convert them with to(dtype)");
  }
}
