package gradus.examples;

import static gradus.autograd.DType.FLOAT64;
import static gradus.examples.Expected.assertNear;
import static gradus.examples.Expected.assertWithin;
import static gradus.examples.Expected.at;
import static gradus.examples.Expected.number;
import static gradus.examples.Expected.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.examples.BatchSizes.Gradient;
import gradus.examples.BatchSizes.Run;
import gradus.optim.EmaMomentum;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where descents end: over many points and few, in valleys, on saddles, and in the ravine.
class LandscapesTest {
  // ---- BatchSizes ----

  private final Points line = Points.line(FLOAT64);

  @Test
  void threeBatchSizesDescendAsInTheLesson() {
    double[][] losses = Expected.csv("compare_losses.csv");
    assertRun("BGD", BatchSizes.run(line, 0.01, BatchSizes.whole()), losses, 1);
    Run mini = BatchSizes.run(line, 0.01, BatchSizes.rows("line-batches.csv"));
    assertRun("Mini-batch(32)", mini, losses, 2);
    Run single = BatchSizes.run(line, 0.01, BatchSizes.rows("line-singles.csv"));
    assertRun("SGD", single, losses, 3);
  }

  private static void assertRun(String name, Run run, double[][] losses, int column) {
    JsonNode expected = at("/000/compare_bgd_minibatch_sgd/" + name);
    assertNear(run.w(), number(expected.get("final_w")));
    assertNear(run.b(), number(expected.get("final_b")));
    assertThat(run.losses()).hasSize(200);
    for (double[] row : losses) {
      assertNear(run.losses()[(int) row[0]], row[column]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"at_w0_b0", "at_final_fit"})
  void gradientsOfFewPointsAreGuessesOfTheWhole(String where) {
    String base = "/000/snippets_sgd_minibatch";
    JsonNode expected = at(base + "/" + where);
    boolean end = where.equals("at_final_fit");
    double w = end ? number("/000/line/final_w") : 0;
    double b = end ? number("/000/line/final_b") : 0;
    int[] batch =
        Arrays.stream(numbers(base + "/minibatch_indices")).mapToInt(i -> (int) i).toArray();
    int single = at(base + "/sgd_index").asInt();
    assertGradient(BatchSizes.gradient(line, w, b), expected, "bgd");
    assertGradient(BatchSizes.gradient(line.rows(batch), w, b), expected, "mini");
    assertGradient(BatchSizes.gradient(line.rows(single), w, b), expected, "sgd");
  }

  private static void assertGradient(Gradient gradient, JsonNode expected, String name) {
    assertThat(gradient.dw()).isCloseTo(number(expected.get(name + "_dw")), within(1e-11));
    assertThat(gradient.db()).isCloseTo(number(expected.get(name + "_db")), within(1e-11));
  }

  @Test
  void pointsThatAgreeLeadExactlyToTheirLine() {
    assertWithin(1e-12, BatchSizes.agreeing(), new double[] {2, 0});
  }

  // ---- LocalMinima ----

  @ParameterizedTest
  @ValueSource(strings = {"-2.0", "0.5", "2.0"})
  void threeStartsLeadToTwoValleys(String start) {
    Path path = LocalMinima.descend(Double.parseDouble(start));
    JsonNode expected = at("/000/tricky/runs/" + start);
    assertNear(path.coordinate(0), numbers(expected.get("history")));
    assertNear(path.end().f(), number(expected.get("final_f")));
  }

  @Test
  void flatPlacesOnTheCurveAreTwoValleysAndAHilltop() {
    JsonNode points = at("/000/tricky/critical_points");
    double[] guesses = {-1, 0, 1};
    for (int i = 0; i < guesses.length; i++) {
      FlatPlace flat = FlatPlace.near(LocalMinima::f, guesses[i]);
      JsonNode expected = points.get(i);
      assertNear(flat.x()[0], number(expected.get("x")));
      assertNear(flat.f(), number(expected.get("f")));
      assertNear(flat.bends().least(), number(expected.get("second_derivative")));
      assertThat(flat.kind()).isEqualTo(kind(expected));
    }
  }

  private static String kind(JsonNode point) {
    return Map.of("min", "valley", "max", "hilltop", "saddle", "saddle")
        .get(point.get("kind").asText());
  }

  @Test
  void onlyMuchMomentumRollsOutOfAValley() {
    var runs = at("/extra_reference/tricky_from_2_heavyball_lr0.01_5000_steps").properties();
    assertThat(runs).hasSize(8);
    for (var run : runs) {
      double end = LocalMinima.roll(Double.parseDouble(run.getKey()));
      assertThat(end).isCloseTo(number(run.getValue().get("final")), within(1e-9));
    }
  }

  @Test
  void aMovingAverageOfGradientsStaysInItsValley() {
    var runs = at("/extra_reference/tricky_from_2_ema_lr0.01_20000_steps").properties();
    assertThat(runs).hasSize(4);
    for (var run : runs) {
      double beta = Double.parseDouble(run.getKey());
      double end =
          LocalMinima.roll(x -> new EmaMomentum(x, EmaMomentum.lr(0.01).beta(beta)), 20_000);
      assertThat(end).isCloseTo(number(run.getValue().get("final")), within(1e-9));
    }
  }

  // ---- Surface ----

  @Test
  void theSurfaceHasFourValleysFourSaddlesAndAHilltop() {
    JsonNode points = at("/002/surface_sin_w_cos_b/critical_points");
    assertThat(points).hasSize(9);
    for (JsonNode expected : points) {
      double w = number(expected.get("w"));
      double b = number(expected.get("b"));
      FlatPlace flat = FlatPlace.near(Surface::height, w + 0.02, b);
      assertWithin(1e-9, flat.x(), new double[] {w, b});
      assertNear(flat.f(), number(expected.get("J")));
      assertNear(
          new double[] {flat.bends().least(), flat.bends().most()},
          numbers(expected.get("hessian_eig")));
      assertThat(flat.kind()).isEqualTo(kind(expected));
    }
  }

  @Test
  void descentsOnTheSurfaceEndInTheValleyOfTheirStart() {
    JsonNode runs = at("/002/surface_sin_w_cos_b/runs");
    assertThat(runs).hasSize(7);
    for (JsonNode run : runs) {
      Path path = Surface.descend(numbers(run.get("start")), 1000);
      assertNear(path.places().getFirst().f(), number(run.get("J_start")));
      assertWithin(1e-9, path.places().get(1).x(), numbers(run.get("after1_lr0_1")));
      assertWithin(1e-9, path.end().x(), numbers(run.get("after1000_lr0_1")));
      assertNear(path.end().f(), number(run.get("J_end")));
    }
  }

  @Test
  void slopesOfTheSurfaceAreThoseOfTheFormula() {
    for (JsonNode sample : at("/002/surface_sin_w_cos_b/samples")) {
      Tensor place =
          Tensor.of(FLOAT64, number(sample.get("w")), number(sample.get("b"))).requiresGrad(true);
      Tensor height = Surface.height(place);
      assertNear(height.item(), number(sample.get("J")));
      double[] slope = Autograd.grad(height, place)[0].toDoubleArray();
      assertWithin(1e-12, slope, numbers(sample.get("grad")));
    }
  }

  // ---- SteepestWay ----

  @Test
  void theGradientPointsTheSteepestWayUp() {
    for (JsonNode sample : at("/002/surface_sin_w_cos_b/samples")) {
      Tensor place = Tensor.of(FLOAT64, number(sample.get("w")), number(sample.get("b")));
      double[] gradient = numbers(sample.get("grad"));
      double length = Math.hypot(gradient[0], gradient[1]);
      double uphill = Math.atan2(gradient[1], gradient[0]);
      for (int turn = 0; turn < 360; turn += 15) {
        double angle = Math.toRadians(turn);
        assertThat(SteepestWay.slope(place, uphill + angle))
            .isCloseTo(length * Math.cos(angle), within(1e-12));
      }
    }
  }

  // ---- Ravine ----

  private static final String RAVINE = "/001/ravine_0.1x2_plus_2y2_from_-5_-2_20steps/";

  @ParameterizedTest
  @CsvSource({"vanilla_lr0_4, 0.4", "vanilla_lr0_6, 0.6"})
  void plainDescentCreepsAlongTheRavineOrLeavesIt(String name, double lr) {
    assertNear(Ravine.plain(lr, 20).end().x(), numbers(RAVINE + name));
  }

  @ParameterizedTest
  @CsvSource({
    "heavyball_lr0_6_b0_5, 0.6, 0.5",
    "heavyball_lr0_6_b0_25, 0.6, 0.25",
    "heavyball_lr0_4_b0_5, 0.4, 0.5"
  })
  void theHeavyBallRollsAlongTheRavine(String name, double lr, double beta) {
    assertNear(Ravine.heavyBall(lr, beta, 20).end().x(), numbers(RAVINE + name));
  }

  @Test
  void theRavinesPathsAreThoseOfTheLesson() {
    assertPath(Ravine.plain(0.4, 20), at(RAVINE + "path_vanilla_lr0_4"));
    assertPath(Ravine.heavyBall(0.4, 0.5, 20), at(RAVINE + "path_heavyball_lr0_4_b0_5"));
  }

  private static void assertPath(Path path, JsonNode expected) {
    assertThat(expected).hasSize(path.places().size());
    for (int i = 0; i < expected.size(); i++) {
      assertNear(path.places().get(i).x(), numbers(expected.get(i)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ema_0_01, 0.01",
    "ema_0_4, 0.4",
    "ema_5, 5",
    "ema_9_4, 9.4",
    "ema_9_6, 9.6",
  })
  void theMovingAverageIsNotFasterButMayTakeLargerRates(String name, double lr) {
    double[] expected = numbers("/extra_reference/momentum_same_alpha_ravine_100_steps/" + name);
    assertNear(Ravine.movingAverage(lr, 0.9, 100).end().x(), expected);
  }

  @Test
  void atTheSameRateOnlyTheHeavyBallIsFasterThanPlainDescent() {
    String place = "/extra_reference/momentum_same_alpha_ravine_100_steps/";
    assertNear(Ravine.plain(0.01, 100).end().x(), numbers(place + "sgd_0_01"));
    assertNear(Ravine.heavyBall(0.01, 0.9, 100).end().x(), numbers(place + "heavyball_0_01"));
    assertNear(Ravine.movingAverage(0.6, 0.5, 20).end().x(), numbers(RAVINE + "ema_lr0_6_b0_5"));
  }

  @Test
  void bothFormsOfMomentumWalkTheSamePathAtRatesThatMatch() {
    double[] ball = Ravine.heavyBall(0.01, 0.9, 100).end().x();
    assertNear(Ravine.movingAverage(0.1, 0.9, 100).end().x(), ball);
  }

  // ---- Saddle ----

  @ParameterizedTest
  @CsvSource({
    "plain, gd_lr0_01",
    "heavy ball, heavyball_lr0_01",
    "moving average, ema_lr0_01",
    "RMSprop, rmsprop_lr0_01",
    "Adam, adam_lr0_01"
  })
  void rulesLeaveTheSaddleAfterTheStepsCounted(String rule, String name) {
    JsonNode steps =
        at("/extra_reference/saddle_x2_minus_y2_plus_y4_over_4_from_1_1e-3/" + name)
            .get("steps_until_abs_y_gt_1");
    assertThat(Saddle.stepsToLeave(Saddle.rules().get(rule), 0.001))
        .isEqualTo(steps.isNull() ? -1 : steps.asInt());
  }

  @Test
  void noRuleLeavesTheSaddleFromTheLineThatLeadsIntoIt() {
    Saddle.rules().values().forEach(rule -> assertThat(Saddle.stepsToLeave(rule, 0)).isEqualTo(-1));
  }
}
