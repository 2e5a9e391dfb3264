package gradus.examples;

import static gradus.autograd.DType.FLOAT64;
import static gradus.examples.Expected.assertNear;
import static gradus.examples.Expected.at;
import static gradus.examples.Expected.number;
import static gradus.examples.Expected.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.examples.StoppingRules.Stop;
import gradus.optim.Descent.Reason;
import gradus.optim.Stopping;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of stepping, of learning rates that fall, and of stopping.
class RulesTest {
  /// The landscapes of the lessons, under the names that tell where descents begin.
  private static UnaryOperator<Tensor> landscape(String name) {
    return switch (name.substring(0, name.indexOf('_'))) {
      case "sum" -> theta -> theta.square().sum();
      case "ravine" -> Ravine::f;
      case "tricky" -> LocalMinima::f;
      case "surface" -> Surface::height;
      case "line" -> Points.line(FLOAT64)::meanSquaredError;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum_theta2_from_5_-3_2",
        "ravine_0.1x2_2y2_from_-5_-2",
        "tricky_from_-2",
        "tricky_from_0.5",
        "surface_from_3_3",
        "line_from_0_0"
      })
  void allRulesStepAsNumPyAndPyTorchDo(String name) {
    String from = name.substring(name.indexOf("from_") + 5);
    double[] start = Stream.of(from.split("_")).mapToDouble(Double::parseDouble).toArray();
    var expected = at("/optimizers/" + name).properties().iterator();
    int compared = 0;
    for (var rule : Optimizers.rules().values()) { // both in the order of the lesson
      Path path = Path.descend(landscape(name), rule, 100, start);
      for (var step : expected.next().getValue().properties()) {
        if (step.getKey().startsWith("step")) {
          int n = Integer.parseInt(step.getKey().substring(4));
          assertNear(path.places().get(n).x(), numbers(step.getValue()));
          compared++;
        }
      }
    }
    assertThat(expected.hasNext()).isFalse();
    assertThat(compared).isEqualTo(9 * 7);
  }

  @Test
  void theLessonDescendsTheBowl() {
    for (var rule : Optimizers.rules().values()) {
      Path bowl = Path.descend(theta -> theta.square().sum(), rule, 100, 5, -3, 2);
      assertThat(Optimizers.descend(rule).end().x()).containsExactly(bowl.end().x());
    }
  }

  @Test
  void ratesFallAsTheLessonSays() {
    double[][] table = Expected.csv("schedules.csv");
    for (double[] row : table) {
      int epoch = (int) row[0];
      assertNear(Schedules.step()[epoch], row[1]);
      assertNear(Schedules.stepWithoutRounding()[epoch], row[2]);
      assertNear(Schedules.exponential()[epoch], row[3]);
      assertNear(Schedules.inverseTime()[epoch], row[4]);
    }
    assertThat(table).hasNumberOfRows(30);
    assertNear(Schedules.step(), numbers("/003/schedules/step_floor"));
  }

  @Test
  void descentsStopWhereTheRulesSay() {
    assertStops("x2_x0_5_lr0_1", Tensor::square, 0.1, 5);
    assertStops("x2_x0_4_lr0_3", Tensor::square, 0.3, 4);
    assertStops("line_lr0_01", Points.line(FLOAT64)::meanSquaredError, 0.01, 0, 0);
  }

  private static void assertStops(
      String name, UnaryOperator<Tensor> f, double lr, double... start) {
    JsonNode expected = at("/002/convergence/" + name);
    Stopping limit = Stopping.after(2000);
    Stop change = StoppingRules.descend(f, lr, limit.lossChange(1e-4), start);
    assertStop(change, Reason.LOSS_CHANGE, expected.get("loss"));
    Stop gradient = StoppingRules.descend(f, lr, limit.gradientNorm(1e-4), start);
    assertStop(gradient, Reason.GRADIENT_NORM, expected.get("grad"));
  }

  private static void assertStop(Stop stop, Reason reason, JsonNode expected) {
    assertThat(stop.descent().reason()).isEqualTo(reason);
    assertThat(stop.descent().steps()).isEqualTo(expected.get("updates").asInt());
    assertNear(stop.place(), numbers(expected.get("theta")));
    assertNear(stop.descent().loss(), number(expected.get("loss")));
    assertThat(stop.descent().gradientNorm())
        .isCloseTo(number(expected.get("grad_norm")), within(1e-9));
  }

  @Test
  void aTinyRateStopsAtOnceAndFarFromTheMinimum() {
    Stop stop =
        StoppingRules.line(Points.line(FLOAT64), 1e-7, Stopping.after(2000).lossChange(1e-4));
    JsonNode expected = at("/002/convergence/line_lr1em7_loss_test_fires_at_once");
    assertThat(stop.descent().reason()).isEqualTo(Reason.LOSS_CHANGE);
    assertThat(stop.descent().steps()).isEqualTo(1);
    assertNear(stop.place(), numbers(expected.get("theta")));
    assertNear(stop.descent().loss(), number(expected.get("loss")));
  }

  @Test
  void aThousandStepsEndWhereTheLessonSays() {
    Stop square = StoppingRules.descend(Tensor::square, 0.01, Stopping.after(1000), 5);
    assertNear(square.place()[0], number("/002/fixed_1000_iterations/x2_x0_5_lr0_01"));
    Stop line = StoppingRules.line(Points.line(FLOAT64), 0.01, Stopping.after(1000));
    assertThat(line.descent().reason()).isEqualTo(Reason.STEPS);
    JsonNode expected = at("/002/fixed_1000_iterations/line_lr0_01");
    assertNear(line.place()[0], number(expected.get("w")));
    assertNear(line.place()[1], number(expected.get("b")));
  }
}
