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
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.optim.LearningRateFinder.Report;
import gradus.optim.SGD;
import gradus.optim.StepWatch.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines through points: how the bowl is shaped, what is watched, and which rates are found; one
/// neuron; and the exercises.
class LineLessonsTest {
  private final Points line = Points.line(FLOAT64);

  // ---- Conditioning ----

  @Test
  void theBowlsAreAsLongAndWideAsInTheLessons() {
    Curvature raw = Conditioning.curvature(line);
    assertNear(new double[] {raw.least(), raw.most()}, numbers("/000/line/hessian_eig"));
    assertNear(raw.rateLimit(), number("/000/line/lr_max"));
    assertNear(raw.condition(), number("/000/line/condition_number"));
    Curvature three = Conditioning.halfCurvature(Points.three());
    assertNear(
        new double[] {three.least(), three.most()}, numbers("/003/numeric_example/hessian_eig"));
    assertNear(three.rateLimit(), number("/003/numeric_example/lr_max"));
    assertNear(three.condition(), number("/003/numeric_example/condition_number"));
  }

  @Test
  void standardizingMakesTheBowlRound() {
    Points three = Conditioning.standardized(Points.three());
    double[] x = numbers("/003/normalize/x3_normalized");
    assertWithin(1e-12, three.x().toDoubleArray(), x);
    assertNear(Conditioning.curvature(three).condition(), number("/003/normalize/condition_after"));
    assertNear(
        Conditioning.curvature(Conditioning.standardized(line)).condition(),
        number("/003/normalize/line_condition_after"));
  }

  @Test
  void theClosedFormIsWhereDescentLeads() {
    double[] best = Conditioning.closedForm(line);
    assertNear(best[0], number("/000/line/ols_w"));
    assertNear(best[1], number("/000/line/ols_b"));
    assertNear(
        line.meanSquaredError(Tensor.of(FLOAT64, best)).item(), number("/000/line/ols_loss"));
    double[] three = Conditioning.closedForm(Points.three());
    assertWithin(1e-12, three, numbers("/003/numeric_example/closed_form"));
  }

  @Test
  void oneStepArrivesWhenTheBowlIsRound() {
    JsonNode expected =
        at("/extra_reference/linear_models_lr_1/line_standardized_1_over_m_one_step_is_exact");
    Points round = Conditioning.standardized(line);
    double[] step = Conditioning.oneStep(round);
    assertNear(step[0], number(expected.get("w")));
    assertNear(step[1], number(expected.get("b")));
    assertNear(step, Conditioning.closedForm(round));
  }

  @Test
  void theFlatDirectionNeedsTheStepsThatTheFormulaSays() {
    double flattest = Conditioning.halfCurvature(Points.three()).least();
    assertNear(
        Conditioning.stepsUntil(0.01, 0.1, flattest),
        number("/003/alpha_0.1_updates_until_slow_mode_1pct"));
    assertNear(
        Conditioning.stepsUntil(0.01, 1e-5, flattest),
        number("/003/alpha_1e-5_after_100000/updates_until_error_1pct_of_start"));
  }

  // ---- Monitoring, LrFinder ----

  @Test
  void gradientAndUpdateRatioAreWatched() {
    List<Reading> readings = Monitoring.fit(0.01, 201);
    JsonNode expected = at("/003/monitoring_line_lr0.01");
    assertNear(readings.get(0).gradientNorm(), number(expected.get("grad_norm_start")));
    assertThat(readings.get(0).updateRatio()).isInfinite();
    assertNear(readings.get(1).gradientNorm(), number(expected.get("grad_norm_after1")));
    assertNear(readings.get(1).updateRatio(), number(expected.get("update_ratio_after1")));
    assertThat(readings.get(200).gradientNorm())
        .isCloseTo(number(expected.get("grad_norm_after200")), within(1e-9));
    assertThat(readings.get(200).updateRatio())
        .isCloseTo(number(expected.get("update_ratio_after200")), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-05", "0.0001", "0.001", "0.01", "0.1"})
  void aHundredStepsAtEachRateEndAtTheLossOfTheLesson(String lr) {
    assertNear(
        LrFinder.lossAfter100(Double.parseDouble(lr)),
        number("/003/lr_finder_line_100_steps/" + lr + "/loss"));
  }

  @Test
  void theLargestRateExplodes() {
    double expected = number("/003/lr_finder_line_100_steps/1.0/loss");
    assertThat(LrFinder.lossAfter100(1)).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void theSweepSuggestsARateThatDoesNotDiverge() {
    Report report = LrFinder.sweep();
    double limit = Conditioning.curvature(line).rateLimit();
    assertThat(report.suggestion()).isBetween(1e-3, limit);
    assertThat(report.points()).hasSizeLessThanOrEqualTo(100);
  }

  // ---- ShortBatches ----

  @Test
  void theLastBatchIsShort() {
    JsonNode expected = at("/003/updates_per_epoch/m=100,B=32");
    List<Integer> sizes = ShortBatches.sizes(line, 32);
    assertThat(sizes).hasSize(expected.get("actual_ceil").asInt()).containsExactly(32, 32, 32, 4);
    assertThat(ShortBatches.sizes(Points.three(), 2)).containsExactly(2, 1);
  }

  @Test
  void shortBatchesDescendAsInTheLesson() {
    ShortBatches.Run run = ShortBatches.fit(BatchSizes.rows("three-orders.csv"));
    JsonNode expected = at("/003/gradient_descent_minibatch/np_random_seed0");
    double[] theta = numbers(expected.get("theta"));
    assertNear(new double[] {run.b(), run.w()}, theta);
    double[][] perms = Expected.csv("s3_minibatch_perms.csv");
    assertThat(perms).hasNumberOfRows(100);
    for (double[] row : perms) {
      double loss = row[4];
      assertThat(run.losses().get((int) row[0])).isCloseTo(loss, within(1e-9 * loss));
    }
  }

  /// The bounds are those of a thousand other orders, a tenth of their distance wider.
  @Test
  void anyOrderOfTheShortBatchesEndsNearby() {
    JsonNode expected = at("/003/gradient_descent_minibatch/over_1000_seeds");
    double[] low = numbers(expected.get("theta_min"));
    double[] high = numbers(expected.get("theta_max"));
    double[] sums = new double[2];
    int seeds = 200;
    for (int seed = 0; seed < seeds; seed++) {
      ShortBatches.Run run = ShortBatches.fit(ordersFrom(new Generator(seed), 100));
      double[] theta = {run.b(), run.w()};
      for (int i = 0; i < 2; i++) {
        double margin = (high[i] - low[i]) / 10;
        assertThat(theta[i]).isBetween(low[i] - margin, high[i] + margin);
        sums[i] += theta[i];
      }
    }
    double[] mean = numbers(expected.get("theta_mean"));
    assertThat(sums[0] / seeds).isCloseTo(mean[0], within(1e-3));
    assertThat(sums[1] / seeds).isCloseTo(mean[1], within(1e-3));
  }

  private static List<int[]> ordersFrom(Generator generator, int epochs) {
    return IntStream.range(0, epochs)
        .mapToObj(_ -> Tensor.randperm(3, generator).toLongArray())
        .map(order -> Arrays.stream(order).mapToInt(Math::toIntExact).toArray())
        .toList();
  }

  // ---- OneNeuron, ForgottenZeroGrad ----

  @ParameterizedTest
  @CsvSource({
    "alpha10, 10",
    "alpha0.3, 0.3",
    "alpha0.21, 0.21",
    "alpha0.19, 0.19",
    "alpha0.01, 0.01",
    "alpha0.001, 0.001",
    "alpha1e-6, 1e-6"
  })
  void oneNeuronLearnsOrDies(String name, double lr) {
    JsonNode expected = at("/004/learning_rate_table_on_worked_example/" + name);
    double[] losses = numbers(expected.get("losses"));
    OneNeuron.Run run = OneNeuron.train(lr, losses.length - 1);
    assertNear(run.losses(), losses);
    assertNear(run.w(), number(expected.get("w")));
    assertNear(run.b(), number(expected.get("b")));
  }

  @Test
  void atOneTenthTheNeuronArrivesInOneStep() {
    OneNeuron.Run run = OneNeuron.train(0.1, 2);
    assertThat(run.losses()).containsExactly(4.0, 0.0, 0.0);
    assertNear(new double[] {run.w(), run.b()}, new double[] {2.2, 0.6});
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.001", "0.0001", "1e-06"})
  void theNeuronNeedsTheStepsOfTheLesson(String lr) {
    assertThat(OneNeuron.stepsUntil(1e-6, Double.parseDouble(lr)))
        .isEqualTo(at("/004/updates_to_loss_1e-6/" + lr).asInt());
  }

  @Test
  void withoutZeroGradGradientsPileUp() {
    List<ForgottenZeroGrad.Step> steps = ForgottenZeroGrad.descend(false, 3);
    JsonNode expected = at("/001/forgot_zero_grad_3_steps");
    for (int n = 0; n < 3; n++) {
      assertNear(steps.get(n).gradient(), numbers(expected.get("grads").get(n)));
    }
    assertNear(steps.get(2).theta(), numbers(expected.get("theta")));
    double[] right = ForgottenZeroGrad.descend(true, 25).getLast().theta();
    assertNear(right, numbers("/001/multi_numpy/final"));
  }

  // ---- the exercises ----

  @Test
  void exercise1FourRates() {
    double[] rates = {0.001, 0.01, 0.1, 0.5};
    double[][] curves = Expected.csv("exercise1_losses.csv");
    assertThat(curves).hasNumberOfRows(200);
    for (int i = 0; i < rates.length; i++) {
      List<Double> losses = Exercise1LearningRates.losses(rates[i]);
      for (double[] row : curves) {
        int epoch = (int) row[0];
        double expected = row[1 + i];
        if (expected < 1e300) { // from there on, the order of a sum decides whether it overflows
          assertThat(losses.get(epoch)).isCloseTo(expected, within(1e-9 * expected));
        }
      }
    }
  }

  @Test
  void exercise1Ends() {
    for (String lr : List.of("0.001", "0.01", "0.1")) {
      JsonNode expected = at("/000/exercise1/" + lr);
      Path path =
          Path.descend(
              line::meanSquaredError, x -> new SGD(x, SGD.lr(Double.parseDouble(lr))), 200, 0, 0);
      assertNear(path.end().x()[0], number(expected.get("final_w")));
      assertNear(path.end().x()[1], number(expected.get("final_b")));
      assertNear(path.end().f(), number(expected.get("loss_at_final")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lr0.01_epochs200, 0.01, 200",
    "lr0.01_epochs1000, 0.01, 1000",
    "lr0.01_epochs5000, 0.01, 5000",
    "lr0.05_epochs1000, 0.05, 1000"
  })
  void exercise2Parabola(String name, double lr, int epochs) {
    JsonNode expected = at("/000/exercise2_quadratic/gd_from_zero/" + name);
    Path path = new Exercise2Parabola().fit(lr, epochs);
    assertNear(
        path.end().x(),
        new double[] {
          number(expected.get("a")), number(expected.get("b")), number(expected.get("c"))
        });
    assertNear(path.end().f(), number(expected.get("loss_at_final")));
    assertNear(path.places().get(0).f(), number(expected.get("loss_first")));
    assertNear(path.places().get(1).f(), number(expected.get("loss_epoch1")));
    assertNear(path.places().get(10).f(), number(expected.get("loss_epoch10")));
    assertNear(path.places().get(100).f(), number(expected.get("loss_epoch100")));
  }

  @Test
  void exercise2ClosedFormAndLimit() {
    var exercise = new Exercise2Parabola();
    JsonNode best = at("/000/exercise2_quadratic/ols");
    assertNear(
        exercise.closedForm(),
        new double[] {number(best.get("a")), number(best.get("b")), number(best.get("c"))});
    assertNear(2 / exercise.mostCurved(), number("/000/exercise2_quadratic/lr_max"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "0.3", "0.45", "0.5", "0.55"})
  void exercise3Bowl(String lr) {
    JsonNode expected = at("/000/exercise3_2d/lr" + lr);
    Path path = Exercise3Bowl.descend(Double.parseDouble(lr));
    JsonNode places = expected.get("path20");
    assertThat(places).hasSize(21);
    for (int i = 0; i < places.size(); i++) {
      assertNear(path.places().get(i).x(), numbers(places.get(i)));
    }
    assertNear(path.end().f(), number(expected.get("f_final")));
    assertNear(Exercise3Bowl.rateLimit(), 0.5);
  }

  @Test
  void exercise4LargestRate() {
    String place = "/001/challenge_largest_lr/";
    assertNear(Exercise4LargestRate.byTrying(), number(place + "lr_sup"));
    assertNear(Exercise4LargestRate.byThinking(), number(place + "lr_sup"));
    assertNear(Exercise4LargestRate.distance(0.855), number(place + "abs_x25_at_0_855"));
    assertNear(Exercise4LargestRate.distance(0.856), number(place + "abs_x25_at_0_856"));
    assertNear(Exercise4LargestRate.distance(0.85), number(place + "abs_x25_at_0_85"));
    assertNear(Exercise4LargestRate.distance(0.86), number(place + "abs_x25_at_0_86"));
  }
}
