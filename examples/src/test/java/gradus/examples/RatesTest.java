package gradus.examples;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.examples.Expected.assertNear;
import static gradus.examples.Expected.assertWithin;
import static gradus.examples.Expected.at;
import static gradus.examples.Expected.number;
import static gradus.examples.Expected.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.examples.FirstDescent.Step;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Descents down x² and along a line, with learning rates that are too small, right and too large.
class RatesTest {
  private static double[] heights(List<Step> path) {
    return path.stream().mapToDouble(Step::f).toArray();
  }

  private static double[] places(List<Step> path) {
    return path.stream().mapToDouble(Step::x).toArray();
  }

  // ---- BlindWalk ----

  @Test
  void aBlindWalkGoesUphillAndTheSlopeKnowsTheWay() {
    List<Double> blind = BlindWalk.walk(4, _ -> Tensor.scalar(FLOAT64, 1));
    double[] expected = numbers("/002/blind_x_plus_1/f");
    assertThat(BlindWalk.heights(blind)).startsWith(16.0, 25.0, 36.0, 49.0);
    assertThat(expected).containsExactly(16, 25, 36, 49);
    List<Double> led = BlindWalk.walk(4, x -> x.grad().sign().neg());
    assertThat(BlindWalk.heights(led)).containsExactly(16.0, 9.0, 4.0, 1.0, 0.0);
  }

  // ---- FirstDescent ----

  @Test
  void theFirstDescentGoesTheWayOfTheLesson() {
    List<Step> path = FirstDescent.descend(4, 0.3, 20);
    assertNear(places(path), numbers("/000/x2_from4_lr0.3/history"));
    assertNear(heights(path), numbers("/000/x2_from4_lr0.3/f"));
    double[] slopes = path.stream().limit(20).mapToDouble(Step::slope).toArray();
    assertNear(slopes, numbers("/000/x2_from4_lr0.3/grad_before_step"));
  }

  @Test
  void theFirstDescentIsReportedAsInTheLesson() {
    List<String> lines = FirstDescent.report(FirstDescent.descend(4, 0.3, 20));
    JsonNode printed = at("/000/x2_from4_lr0.3/printed");
    for (int i = 0; i < 8; i++) {
      assertThat(lines.get(i)).isEqualTo(printed.get(i).asText());
    }
    assertThat(printed.get(8).asText()).endsWith(lines.get(8));
  }

  @Test
  void theTableOf26RowsIsThatOfTheLesson() {
    List<Step> path = FirstDescent.descend(5, 0.1, 25);
    assertNear(places(path), numbers("/001/table_x0_5_lr0.1_25/history"));
    assertNear(heights(path), numbers("/001/table_x0_5_lr0.1_25/f"));
    for (double[] row : Expected.csv("x2_scrubber.csv")) {
      assertNear(path.get((int) row[0]).x(), row[1]);
      assertNear(path.get((int) row[0]).f(), row[2]);
    }
  }

  @Test
  void theFormulaKnowsWhereTheWalkLeads() {
    assertNear(
        FirstDescent.formula(5, 0.1, 25), number("/001/table_x0_5_lr0.1_25/closed_form_x25"));
    List<Step> path = FirstDescent.descend(5, 0.6, 25);
    for (int n = 0; n <= 25; n++) {
      assertNear(path.get(n).x(), FirstDescent.formula(5, 0.6, n));
    }
  }

  @Test
  void aRateAbove1FliesOff() {
    List<Step> path = FirstDescent.descend(4, 1.1, 5);
    assertNear(places(path), numbers("/000/x2_diverge_lr1.1/history"));
    assertNear(heights(path), numbers("/000/x2_diverge_lr1.1/f"));
  }

  // ---- LearningRates ----

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.3", "0.95"})
  void threeRatesLeadWhereTheLessonSays(String lr) {
    Path path = LearningRates.walk(4, Double.parseDouble(lr), 30);
    assertNear(path.coordinate(0), numbers("/000/x2_lr_compare_30_steps/" + lr + "/history"));
  }

  @Test
  void everyRateBelow1ArrivesAfterTheStepsCounted() {
    var counts = at("/000/x2_steps_until_abs_x_below").properties();
    assertThat(counts).hasSize(8);
    for (var count : counts) {
      double lr = Double.parseDouble(count.getKey());
      assertThat(LearningRates.stepsUntil(1e-3, lr))
          .isEqualTo(count.getValue().get("1e-3").asInt());
      assertThat(LearningRates.stepsUntil(1e-6, lr))
          .isEqualTo(count.getValue().get("1e-6").asInt());
    }
  }

  @Test
  void theFiveKindsOfRateBehaveAsTheirFactorsSay() {
    var regimes = at("/001/exercise_regimes_x0_5_25").properties();
    assertThat(regimes).hasSize(9);
    for (var regime : regimes) {
      double lr = Double.parseDouble(regime.getKey());
      JsonNode expected = regime.getValue();
      LearningRates.Outcome outcome = LearningRates.outcome(lr);
      assertNear(outcome.x(), number(expected.get("final_x")));
      assertNear(outcome.farthest(), number(expected.get("max_abs")));
      assertThat(outcome.converged()).isEqualTo(expected.get("converged_abs_lt_1e3").asBoolean());
      assertThat(outcome.crossings()).isEqualTo(expected.get("sign_changes").asInt());
      assertNear(LearningRates.walk(5, lr, 25).coordinate(0), numbers(expected.get("trail")));
    }
  }

  // ---- Divergence ----

  @Test
  void aTripledRateMakesTheLossShootUp() {
    for (JsonNode run : at("/001/triple_lr_demo_on_line_data/runs")) {
      List<Double> losses = Divergence.losses(FLOAT64, run.get("lr").asDouble(), 200);
      assertNear(losses.get(0), number(run.get("loss_at_0")));
      assertNear(losses.get(10), number(run.get("loss_at_10")));
      assertNear(losses.get(199), number(run.get("loss_at_199")));
    }
  }

  @Test
  void aLossThatGrowsBecomesInfiniteAndThenNaN() {
    for (var dtype : List.of(FLOAT64, FLOAT32)) {
      Divergence.End end = Divergence.end(dtype, 0.5);
      String run = "/001/diverge_to_nan_lr0.5_line_data_" + dtype.name().toLowerCase(Locale.ROOT);
      assertThat(end.infinite()).isCloseTo((int) number(run + "/first_inf_loss_epoch"), within(1));
      // the factor 2/n comes before the sum here, after it there: some steps more until it
      // overflows
      assertThat(end.nan()).isCloseTo((int) number(run + "/first_nan_loss_epoch"), within(2));
    }
  }

  // ---- ThreePoints ----

  @Test
  void fiveStepsByHandAreRight() {
    List<ThreePoints.Step> steps = ThreePoints.fit(0.1, 1000);
    JsonNode iterations = at("/003/numeric_example/iterations");
    assertThat(iterations).hasSize(5);
    for (int n = 0; n < 5; n++) {
      JsonNode expected = iterations.get(n);
      ThreePoints.Step step = steps.get(n);
      assertWithin(1e-12, step.errors(), numbers(expected.get("errors")));
      assertNear(step.loss(), number(expected.get("loss_before")));
      assertNear(step.dw(), number(expected.get("dm")));
      assertNear(step.db(), number(expected.get("db")));
      assertNear(step.w(), number(expected.get("m_after")));
      assertNear(step.b(), number(expected.get("b_after")));
    }
  }

  @Test
  void aThousandStepsGoTheWayOfTheLessonsProgram() {
    List<ThreePoints.Step> steps = ThreePoints.fit(0.1, 1000);
    double[][] history = Expected.csv("s3_batch_history.csv");
    assertThat(history).hasNumberOfRows(1000);
    for (double[] row : history) {
      assertThat(steps.get((int) row[0]).loss()).isCloseTo(row[1], within(1e-9 * row[1]));
    }
    double[] end = numbers("/003/gradient_descent_batch/final_theta");
    assertNear(steps.getLast().b(), end[0]);
    assertNear(steps.getLast().w(), end[1]);
  }

  @Test
  void tooLargeARateDivergesAndTooSmallOneHardlyMoves() {
    List<Double> losses = ThreePoints.losses(ThreePoints.fit(10, 6));
    for (JsonNode after : at("/003/alpha_10/after")) {
      assertNear(losses.get(after.get("k").asInt()), number(after.get("loss")));
    }
    ThreePoints.Step slow = ThreePoints.fit(1e-5, 100_000).getLast();
    double[] expected = numbers("/003/alpha_1e-5_after_100000/theta_m_b");
    assertNear(new double[] {slow.w(), slow.b()}, expected);
  }

  @Test
  void halfTheLossIsTheOneWhoseGradientHasNo2() {
    Points points = Points.three();
    Tensor line = Tensor.zeros(FLOAT64, 2);
    assertNear(points.meanSquaredError(line).item(), 56.0 / 3);
    assertNear(points.halfMeanSquaredError(line).item(), 28.0 / 3);
  }
}
