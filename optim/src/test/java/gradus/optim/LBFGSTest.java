package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LBFGSTest {
  /// A function, where the walk begins, and where PyTorch's walk leads.
  private record Walk(JsonNode line) {
    Tensor loss(Tensor x) {
      Tensor[] e = new Tensor[x.numel()];
      for (int i = 0; i < e.length; i++) {
        e[i] = x.at(i);
      }
      return switch (line.get("function").asText()) {
        case "quadratic" ->
            e[0].square().add(e[1].square().mul(4)).add(e[2].square().mul(9)).add(e[0].mul(e[1]));
        case "rosenbrock" -> rosenbrock(e);
        default -> throw new IllegalArgumentException(line.get("function").asText());
      };
    }

    private static Tensor rosenbrock(Tensor[] e) {
      Tensor sum = Tensor.scalar(FLOAT64, 0.0);
      for (int i = 0; i + 1 < e.length; i++) {
        Tensor valley = e[i + 1].sub(e[i].square()).square().mul(100);
        sum = sum.add(e[i].rsub(1).square()).add(valley);
      }
      return sum;
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

  static Stream<Walk> walks() throws IOException {
    return JsonLines.read("/conformance/optimizers.jsonl.gz").stream()
        .filter(line -> line.has("function"))
        .map(Walk::new);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walksPyTorchsPath(Walk walk) {
    Tensor x = Tensor.of(FLOAT64, JsonLines.numbers(walk.line().get("x0"))).requiresGrad(true);
    var optimizer = new LBFGS(List.of(x), walk.options());
    for (JsonNode step : walk.line().get("steps")) {
      Tensor loss =
          optimizer.step(() -> {
            optimizer.zeroGrad();
            Tensor value = walk.loss(x);
            value.backward();
            return value;
          });
      assertThat(loss.item()).isCloseTo(step.get("loss").asDouble(), within(1e-7));
      double[] expected = JsonLines.numbers(step.get("x"));
      for (int i = 0; i < expected.length; i++) {
        assertThat(x.at(i).item()).isCloseTo(expected[i], within(1e-7));
      }
    }
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
