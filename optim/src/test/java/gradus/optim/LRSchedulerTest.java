package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LRSchedulerTest {
  private static final double BASE = 0.4;

  private static SGD sgd() {
    return new SGD(List.of(parameter()), SGD.lr(BASE).momentum(0.9));
  }

  private static Tensor parameter() {
    return Tensor.of(FLOAT64, 1).requiresGrad(true);
  }

  private static void assertRates(LRScheduler schedule, int epochs, IntToDoubleFunction expected) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      assertThat(schedule.epoch()).isEqualTo(epoch);
      assertThat(schedule.lastLr()[0])
          .as("epoch %d", epoch)
          .isCloseTo(expected.applyAsDouble(epoch), within(1e-14));
      schedule.step();
    }
  }

  @Test
  void lambdaMultipliesTheBaseRate() {
    assertRates(new LambdaLR(sgd(), e -> 1.0 / (e + 1)), 6, e -> BASE / (e + 1));
  }

  @Test
  void multiplicativeMultipliesTheLastRate() {
    assertRates(new MultiplicativeLR(sgd(), e -> 0.5), 6, e -> BASE * Math.pow(0.5, e));
  }

  @Test
  void inverseTimeDividesTheBaseRate() {
    assertRates(new InverseTimeLR(sgd(), 0.1), 21, e -> BASE / (1 + 0.1 * e));
  }

  @Test
  void polynomialFallsToZeroAndStaysThere() {
    assertRates(
        new PolynomialLR(sgd(), 4, 2), 7, e -> BASE * Math.pow(1 - Math.min(e, 4) / 4.0, 2));
  }

  @Test
  void warmRestartsBeginAgainAfterLongerAndLongerFalls() {
    double low = 0.1;
    var schedule = new CosineAnnealingWarmRestarts(sgd(), 2, 3, low);
    int[] place = {0, 1, 0, 1, 2, 3, 4, 5, 0, 1};
    int[] length = {2, 2, 6, 6, 6, 6, 6, 6, 18, 18};
    assertRates(
        schedule, 10, e -> low + (BASE - low) * (1 + Math.cos(Math.PI * place[e] / length[e])) / 2);
  }

  @Test
  void warmRestartsMayBeSetToAnyMoment() {
    for (int tMult : new int[] {1, 2}) {
      var stepped = new CosineAnnealingWarmRestarts(sgd(), 3, tMult, 0);
      var set = new CosineAnnealingWarmRestarts(sgd(), 3, tMult, 0);
      for (int epoch = 0; epoch < 14; epoch++) {
        set.step((double) epoch);
        assertThat(set.lastLr()[0]).isCloseTo(stepped.lastLr()[0], within(1e-14));
        stepped.step();
      }
      set.step(1.5);
      assertThat(set.lastLr()[0]).isCloseTo(BASE / 2, within(1e-14));
    }
  }

  @Test
  void sequentialBeginsEachScheduleAtItsOwnEpochZero() {
    SGD optimizer = sgd();
    var schedule =
        new SequentialLR(
            optimizer,
            List.of(
                new ConstantLR(optimizer, 0.5, 10),
                new ExponentialLR(optimizer, 0.9),
                new LinearLR(optimizer, 0.25, 1, 3)),
            3,
            6);
    assertRates(
        schedule,
        11,
        e ->
            e < 3
                ? BASE * 0.5
                : e < 6
                    ? BASE * Math.pow(0.9, e - 3)
                    : BASE * (0.25 + 0.75 * Math.min(e - 6, 3) / 3));
  }

  @Test
  void chainedSchedulesMultiplyTheirEffects() {
    SGD optimizer = sgd();
    var schedule =
        new ChainedScheduler(
            List.of(new ConstantLR(optimizer, 0.1, 2), new ExponentialLR(optimizer, 0.9)));
    assertRates(schedule, 6, e -> BASE * Math.pow(0.9, e) * (e < 2 ? 0.1 : 1));
  }

  @Test
  void everyGroupKeepsItsOwnBaseRate() {
    var optimizer =
        SGD.ofGroups(
            List.of(
                ParamGroup.group(List.of(parameter()), SGD.lr(1)),
                ParamGroup.group(List.of(parameter()), SGD.lr(0.1))));
    var step = new StepLR(optimizer, 1, 0.5);
    var each = new LambdaLR(optimizer, e -> 1 - 0.1 * e, e -> 1);
    step.step();
    assertThat(step.lastLr()).containsExactly(0.5, 0.05);
    each.step();
    assertThat(each.lastLr()).containsExactly(0.9, 0.1);
  }

  @Test
  void cyclicMovesMomentumAgainstTheRate() {
    SGD optimizer = sgd();
    var schedule =
        new CyclicLR(optimizer, CyclicLR.between(0.1, 0.5).stepSizeUp(4).momentum(0.6, 0.8));
    double[] height = {0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0, 0.25};
    for (double h : height) {
      var options = optimizer.groups().getFirst().options();
      assertThat(options.lr()).isCloseTo(0.1 + 0.4 * h, within(1e-14));
      assertThat(options.momentum()).isCloseTo(0.8 - 0.2 * h, within(1e-14));
      schedule.step();
    }
  }

  @Test
  void cyclicHeightsFallWithEveryStep() {
    var options = CyclicLR.between(0.1, 0.5).stepSizeUp(2).mode(CyclicLR.Mode.EXP_RANGE).gamma(0.9);
    double[] height = {0, 0.5, 1, 0.5};
    assertRates(
        new CyclicLR(sgd(), options), 12, e -> 0.1 + 0.4 * height[e % 4] * Math.pow(0.9, e));
  }

  @Test
  void oneCycleMovesTheFirstBetaOfAdam() {
    var optimizer = new Adam(List.of(parameter()));
    var schedule =
        new OneCycleLR(
            optimizer,
            OneCycleLR.of(1, 10)
                .pctStart(0.5)
                .annealStrategy(OneCycleLR.Anneal.LINEAR)
                .divFactor(10)
                .finalDivFactor(100));
    for (int step = 0; step < 10; step++) {
      var options = optimizer.groups().getFirst().options();
      boolean rises = step <= 4;
      double lr = rises ? 0.1 + 0.9 * step / 4 : 1 - (1 - 0.001) * (step - 4) / 5;
      double beta = rises ? 0.95 - 0.1 * step / 4 : 0.85 + 0.1 * (step - 4) / 5;
      assertThat(options.lr()).isCloseTo(lr, within(1e-14));
      assertThat(options.beta1()).isCloseTo(beta, within(1e-14));
      assertThat(options.beta2()).isEqualTo(0.999);
      schedule.step();
    }
    assertThatThrownBy(schedule::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "OneCycleLR: step 11 is beyond the 10 steps of the cycle; make it with totalSteps ="
                + " epochs times batches");
  }

  @Test
  void plateauWaitsAfterAReductionAndStopsAtTheLeastRate() {
    SGD optimizer = sgd();
    var schedule =
        new ReduceLROnPlateau(
            optimizer,
            ReduceLROnPlateau.mode(ReduceLROnPlateau.Mode.MIN)
                .factor(0.5)
                .patience(1)
                .cooldown(2)
                .minLr(0.15)
                .threshold(0.1)
                .thresholdMode(ReduceLROnPlateau.ThresholdMode.ABS));
    double[] measures = {1, 0.95, 0.9, 0.9, 0.9, 0.9, 0.9, 0.7, 0.7, 0.7};
    double[] rates = {BASE, BASE, 0.2, 0.2, 0.2, 0.2, 0.15, 0.15, 0.15, 0.15};
    for (int i = 0; i < measures.length; i++) {
      schedule.step(measures[i]);
      assertThat(schedule.lastLr()).as("epoch %d", i).containsExactly(rates[i]);
    }
    assertThat(schedule.best()).isEqualTo(0.7);
  }

  @Test
  void warnsOnceWhenItIsSteppedBeforeItsOptimizer() {
    SGD early = sgd();
    new ExponentialLR(early, 0.9).step();
    assertThat(early.warnOnce()).isFalse();
    SGD orderly = sgd();
    var schedule = new ExponentialLR(orderly, 0.9);
    orderly.step();
    schedule.step();
    schedule.step();
    assertThat(orderly.warnOnce()).isTrue();
  }

  @Test
  void refusesWhatItCouldNotSchedule() {
    SGD plain = new SGD(List.of(parameter()), SGD.lr(0.1));
    assertThatThrownBy(() -> new CyclicLR(plain, CyclicLR.between(0.1, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CyclicLR: SGD has no momentum to cycle; give it one, such as momentum(0.9), or use"
                + " cycleMomentum(false)");
    assertThatThrownBy(() -> new LambdaLR(plain, e -> 1, e -> 2))
        .hasMessage(
            "LambdaLR: 2 functions for 1 parameter groups; give one for all or one for each");
    assertThatThrownBy(() -> new StepLR(plain, 0))
        .hasMessage("StepLR: stepSize = 0 must be 1 or more");
    assertThatThrownBy(() ->
            new SequentialLR(plain, List.of(new StepLR(plain, 1), new StepLR(plain, 2)), 3, 4))
        .hasMessage(
            "SequentialLR: 2 milestones for 2 schedules; between two schedules stands one"
                + " milestone");
    assertThatThrownBy(
            () -> new ChainedScheduler(List.of(new StepLR(plain, 1), new StepLR(sgd(), 1))))
        .hasMessage(
            "ChainedScheduler: a StepLR is for another optimizer; make all schedules over the same"
                + " one");
  }
}
