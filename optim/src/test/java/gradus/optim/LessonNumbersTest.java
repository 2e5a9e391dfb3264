package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.optim.lab.Family;
import gradus.optim.lab.LearningRateSweep;
import gradus.optim.lab.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The numbers of the five gradient-descent lessons, as numpy computes them.
class LessonNumbersTest {
  private static final double RELATIVE = 1e-9;

  /// A walk over one of the lessons' functions by one of their rules.
  private record Walk(String place, String rule, JsonNode steps) {
    Tensor start() {
      String from = place.substring(place.indexOf("from_") + 5);
      double[] x = Stream.of(from.split("_")).mapToDouble(Double::parseDouble).toArray();
      return Tensor.of(FLOAT64, x).requiresGrad(true);
    }

    UnaryOperator<Tensor> loss() throws IOException {
      return switch (place.substring(0, place.indexOf("_"))) {
        case "sum" -> x -> x.square().sum();
        case "ravine" -> x -> x.square().mul(Tensor.of(FLOAT64, 0.1, 2)).sum();
        case "tricky" -> x -> x.square().square().sub(x.square().mul(4)).add(x.mul(0.5)).sum();
        case "surface" -> x -> x.at(0).sin().mul(x.at(1).cos()).add(x.square().div(8).sum());
        case "line" -> LineData.read()::loss;
        default -> throw new IllegalArgumentException(place);
      };
    }

    Optimizer<?> optimizer(List<Tensor> x) {
      return switch (rule.split(" ")[0]) {
        case "sgd_lr0.01" -> new SGD(x, SGD.lr(0.01));
        case "momentum_ema_lr0.01_b0.9" -> new EmaMomentum(x, EmaMomentum.lr(0.01));
        case "momentum_heavyball_lr0.01_b0.9" -> new SGD(x, SGD.lr(0.01).momentum(0.9));
        case "nesterov_lr0.01_b0.9" -> new SGD(x, SGD.lr(0.01).momentum(0.9).nesterov(true));
        case "rmsprop_lr0.01_b0.9_eps1e-8" -> new RMSprop(x, RMSprop.lr(0.01).alpha(0.9));
        case "adagrad_lr0.1_eps1e-10" -> new Adagrad(x, Adagrad.lr(0.1));
        case "adam_lr0.1_b0.9_0.999_eps1e-8" -> new Adam(x, Adam.lr(0.1));
        case "adam_lr0.001" -> new Adam(x, Adam.lr(0.001));
        case "adamw_lr0.1_wd0.01" -> new AdamW(x, AdamW.lr(0.1));
        default -> throw new IllegalArgumentException(rule);
      };
    }

    @Override
    public String toString() {
      return rule + " over " + place;
    }
  }

  static Stream<Walk> walks() throws IOException {
    List<Walk> walks = new ArrayList<>();
    for (var place : lessons().get("optimizers").properties()) {
      for (var rule : place.getValue().properties()) {
        walks.add(new Walk(place.getKey(), rule.getKey(), rule.getValue()));
      }
    }
    return walks.stream();
  }

  private static JsonNode lessons() throws IOException {
    return Json.document("/lessons/expected.json");
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walksAsTheLessonsDo(Walk walk) throws IOException {
    Tensor x = walk.start();
    Optimizer<?> optimizer = walk.optimizer(List.of(x));
    UnaryOperator<Tensor> loss = walk.loss();
    int compared = 0;
    for (int step = 1; step <= 100; step++) {
      optimizer.zeroGrad();
      loss.apply(x).backward();
      optimizer.step();
      JsonNode expected = walk.steps().get("step" + step);
      if (expected != null) {
        assertNear(x.toDoubleArray(), Json.numbers(expected));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(7);
  }

  @Test
  void schedulesFallAsTheLessonsSay() throws IOException {
    JsonNode rates = lessons().get("schedules");
    assertRates(rates.get("step_floor"), o -> new StepLR(o, 10));
    assertRates(rates.get("exponential"), o -> new ExponentialLR(o, Math.exp(-0.1)));
    assertRates(rates.get("one_over_t"), o -> new InverseTimeLR(o, 0.1));
  }

  @Test
  void aSweepFindsTheLessonsLearningRate() throws IOException {
    JsonNode expected = lessons().get("lr_finder_line_100_steps");
    LineData data = LineData.read();
    Problem line = Problem.of("line", data::loss, Tensor.of(FLOAT64, 0, 0));
    double[] rates = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1};
    var sweep = LearningRateSweep.run(line, Family.SGD_PLAIN, 100, 0, rates);
    assertThat(sweep.best()).isEqualTo(0.1);
    int run = 0;
    for (var rate : expected.properties()) {
      double loss = rate.getValue().get("loss").asDouble();
      assertNear(new double[] {sweep.result().runs().get(run++).reached()}, new double[] {loss});
    }
    assertThat(run).isEqualTo(rates.length);
  }

  private static void assertRates(JsonNode expected, Function<Optimizer<?>, LRScheduler> make) {
    var optimizer = new SGD(List.of(Tensor.of(FLOAT64, 1).requiresGrad(true)), SGD.lr(0.1));
    LRScheduler schedule = make.apply(optimizer);
    for (JsonNode rate : expected) {
      assertNear(schedule.lastLr(), new double[] {rate.asDouble()});
      optimizer.step();
      schedule.step();
    }
  }

  private static void assertNear(double[] got, double[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(RELATIVE * Math.abs(expected[i])));
    }
  }
}
