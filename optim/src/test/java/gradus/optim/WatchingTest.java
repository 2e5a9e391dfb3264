package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Stopping, watching, and finding a learning rate.
class WatchingTest {
  private static Tensor at(double... x) {
    return Tensor.of(FLOAT64, x).requiresGrad(true);
  }

  private static void assertStops(
      JsonNode expected, UnaryOperator<Tensor> loss, double lr, double... from) {
    assertStops(expected.get("loss"), loss, lr, from, Stopping.after(2000).lossChange(1e-4));
    assertStops(expected.get("grad"), loss, lr, from, Stopping.after(2000).gradientNorm(1e-4));
  }

  private static void assertStops(
      JsonNode expected, UnaryOperator<Tensor> loss, double lr, double[] from, Stopping stopping) {
    Tensor x = at(from);
    Descent descent = Descent.run(new SGD(List.of(x), SGD.lr(lr)), () -> loss.apply(x), stopping);
    assertThat(descent.reason())
        .isEqualTo(
            stopping.lossChange() > 0 ? Descent.Reason.LOSS_CHANGE : Descent.Reason.GRADIENT_NORM);
    assertThat(descent.steps()).isEqualTo(expected.get("updates").asInt());
    assertNear(descent.loss(), expected.get("loss").asDouble());
    assertNear(descent.gradientNorm(), expected.get("grad_norm").asDouble());
    double[] theta = Json.numbers(expected.get("theta"));
    for (int i = 0; i < theta.length; i++) {
      assertNear(x.at(i).item(), theta[i]);
    }
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void descentsEndWhereTheLessonsSay() throws IOException {
    JsonNode expected = Json.document("/lessons/expected.json").get("convergence");
    assertStops(expected.get("x2_x0_5_lr0_1"), x -> x.square().sum(), 0.1, 5);
    assertStops(expected.get("x2_x0_4_lr0_3"), x -> x.square().sum(), 0.3, 4);
    assertStops(expected.get("line_lr0_01"), LineData.read()::loss, 0.01, 0, 0);
  }

  @Test
  void aDescentEndsAfterItsStepsOrWhenItDiverges() {
    Tensor x = at(5);
    var slow = new SGD(List.of(x), SGD.lr(0.01));
    Descent descent = Descent.run(slow, () -> x.square().sum(), Stopping.after(1000));
    assertThat(descent.reason()).isEqualTo(Descent.Reason.STEPS);
    assertThat(descent.steps()).isEqualTo(1000);
    assertNear(x.item(), 8.414836786079803e-09);
    Tensor y = at(5);
    var fast = new SGD(List.of(y), SGD.lr(10));
    assertThat(Descent.run(fast, () -> y.square().sum(), Stopping.after(1000)).reason())
        .isEqualTo(Descent.Reason.NOT_FINITE);
  }

  @Test
  void aSmallGradientIsNoProofOfAMinimum() {
    Tensor x = at(1, 0);
    var optimizer = new Adam(List.of(x), Adam.lr(0.01));
    Descent descent =
        Descent.run(
            optimizer,
            () -> x.at(0).square().sub(x.at(1).square()),
            Stopping.after(5000).gradientNorm(1e-6));
    assertThat(descent.reason()).isEqualTo(Descent.Reason.GRADIENT_NORM);
    assertThat(descent.loss()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aDescentSuppliesTheClosureThatAnOptimizerNeeds() {
    Tensor x = at(-1.2, 1);
    var optimizer = new LBFGS(List.of(x), LBFGS.lr(1).strongWolfe(true).toleranceChange(0));
    Descent descent =
        Descent.run(
            optimizer,
            () -> x.at(1).sub(x.at(0).square()).square().mul(100).add(x.at(0).rsub(1).square()),
            Stopping.after(50).gradientNorm(1e-6));
    assertThat(descent.reason()).isEqualTo(Descent.Reason.GRADIENT_NORM);
    assertThat(x.toDoubleArray()).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void watchesWhatTheLessonsWatch() throws IOException {
    JsonNode expected = Json.document("/lessons/expected.json").get("monitoring_line_lr0.01");
    LineData data = LineData.read();
    Tensor line = at(0, 0);
    var optimizer = new SGD(List.of(line), SGD.lr(0.01));
    var watch = new StepWatch(Map.of("line", line));
    for (int step = 0; step <= 200; step++) {
      optimizer.zeroGrad();
      data.loss(line).backward();
      StepWatch.Reading reading = watch.around(optimizer::step).getFirst();
      if (step == 0) {
        assertNear(reading.gradientNorm(), expected.get("grad_norm_start").asDouble());
        assertThat(reading.updateRatio()).isInfinite();
      } else if (step == 1) {
        assertNear(reading.gradientNorm(), expected.get("grad_norm_after1").asDouble());
        assertNear(reading.updateRatio(), expected.get("update_ratio_after1").asDouble());
      } else if (step == 200) {
        assertNear(reading.gradientNorm(), expected.get("grad_norm_after200").asDouble());
        assertNear(reading.updateRatio(), expected.get("update_ratio_after200").asDouble());
      }
    }
  }

  @Test
  void readingsTogetherAreOneVectors() {
    Tensor a = at(3);
    Tensor b = at(0, 4);
    Tensor unused = at(12);
    a.grad(Tensor.of(FLOAT64, 6));
    b.grad(Tensor.of(FLOAT64, 8, 0));
    var optimizer = new SGD(List.of(a, b, unused), SGD.lr(0.5));
    var readings = new StepWatch(List.of(a, b, unused)).around(optimizer::step);
    assertThat(readings)
        .containsExactly(
            new StepWatch.Reading("0", 6, 3, 3),
            new StepWatch.Reading("1", 8, 4, 4),
            new StepWatch.Reading("2", 0, 12, 0));
    assertThat(StepWatch.Reading.total(readings))
        .isEqualTo(new StepWatch.Reading("total", 10, 13, 5));
    assertThat(StepWatch.gradientNorm(List.of(a, b, unused))).isEqualTo(10);
  }

  @Test
  void findsALearningRateAndLeavesEverythingAsItWas() throws IOException {
    LineData data = LineData.read();
    Tensor line = at(0, 0);
    var optimizer = new SGD(List.of(line), SGD.lr(0.5).momentum(0.9));
    line.grad(Tensor.of(FLOAT64, 1, 1));
    optimizer.step();
    double[] place = line.toDoubleArray();
    StateDict state = optimizer.stateDict().copy();
    var report = LearningRateFinder.run(optimizer, () -> data.loss(line), 1e-6, 10, 200);
    assertThat(report.suggestion()).isBetween(1e-4, 0.1);
    assertThat(report.lowest()).isBetween(report.suggestion(), 1.0);
    assertThat(report.points().size()).isLessThan(200);
    assertThat(report.csv()).startsWith("lr,loss,smoothed\n1.0E-6,");
    assertThat(report.toString()).startsWith("suggested learning rate ");
    assertThat(line.toDoubleArray()).isEqualTo(place);
    assertThat(line.grad()).isNull();
    state
        .entries()
        .forEach((name, value) ->
            assertThat(optimizer.stateDict().tensor(name).toDoubleArray())
                .as(name)
                .isEqualTo(value.toDoubleArray()));
  }

  @Test
  void refusesASweepThatOnlyClimbs() {
    Tensor x = at(1);
    var optimizer = new SGD(List.of(x));
    assertThatThrownBy(
            () -> LearningRateFinder.run(optimizer, () -> x.square().square().sum(), 10, 100, 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("LearningRateFinder: the loss did not fall in ");
    assertThat(x.item()).isEqualTo(1);
  }

  /// A number that is saved and loaded.
  private static final class Model implements Stateful {
    private final Tensor value = Tensor.of(FLOAT64, 0);

    @Override
    public StateDict stateDict() {
      return new StateDict().put("value", value);
    }

    @Override
    public void loadStateDict(StateDict state) {
      value.copy_(state.tensor("value"));
    }
  }

  @Test
  void earlyStoppingKeepsTheBestState() {
    Model model = new Model();
    var stopping = new EarlyStopping(model, EarlyStopping.patience(2).minDelta(0.1));
    double[] measures = {3, 2, 1.95, 2.5, Double.NaN};
    boolean[] stops = {false, false, false, false, true};
    for (int epoch = 0; epoch < measures.length; epoch++) {
      model.value.fill_(epoch);
      assertThat(stopping.step(measures[epoch])).isEqualTo(stops[epoch]);
    }
    assertThat(stopping.best()).isEqualTo(2);
    stopping.restoreBest();
    assertThat(model.value.item()).isEqualTo(1);
  }

  @Test
  void earlyStoppingGoesOnFromItsState() {
    Model model = new Model();
    var first = new EarlyStopping(model, EarlyStopping.patience(1).larger(true));
    model.value.fill_(7);
    assertThat(first.step(0.9)).isFalse();
    assertThat(first.step(0.8)).isFalse();
    var second = new EarlyStopping(model, EarlyStopping.patience(1).larger(true));
    second.loadStateDict(first.stateDict().copy());
    model.value.fill_(8);
    assertThat(second.step(0.7)).isTrue();
    second.restoreBest();
    assertThat(model.value.item()).isEqualTo(7);
  }

  @Test
  void thereIsNoBestStateBeforeTheFirstMeasure() {
    var stopping = new EarlyStopping(new Model(), EarlyStopping.patience(1));
    assertThatThrownBy(stopping::restoreBest)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "EarlyStopping.restoreBest: there is no best state yet; call step(measure) after every"
                + " epoch");
  }
}
