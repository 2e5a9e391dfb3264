package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/// A saved schedule goes on as if it had never been saved, with the optimizer that it schedules.
class ScheduleResumeProperties {
  private static final Map<String, Function<Optimizer<?>, LRScheduler>> SCHEDULES =
      new LinkedHashMap<>();

  static {
    SCHEDULES.put("LambdaLR", o -> new LambdaLR(o, e -> 1.0 / (e + 1)));
    SCHEDULES.put("MultiplicativeLR", o -> new MultiplicativeLR(o, e -> 0.9));
    SCHEDULES.put("StepLR", o -> new StepLR(o, 3, 0.5));
    SCHEDULES.put("MultiStepLR", o -> new MultiStepLR(o, 2, 7));
    SCHEDULES.put("ConstantLR", o -> new ConstantLR(o, 0.5, 7));
    SCHEDULES.put("LinearLR", o -> new LinearLR(o, 0.1, 1, 8));
    SCHEDULES.put("ExponentialLR", o -> new ExponentialLR(o, 0.9));
    SCHEDULES.put("InverseTimeLR", o -> new InverseTimeLR(o, 0.1));
    SCHEDULES.put("PolynomialLR", o -> new PolynomialLR(o, 9, 2));
    SCHEDULES.put("CosineAnnealingLR", o -> new CosineAnnealingLR(o, 6, 0.001));
    SCHEDULES.put("WarmRestarts", o -> new CosineAnnealingWarmRestarts(o, 2, 2, 0.001));
    SCHEDULES.put("CyclicLR", o -> new CyclicLR(o, CyclicLR.between(0.001, 0.1).stepSizeUp(3)));
    SCHEDULES.put("OneCycleLR", o -> new OneCycleLR(o, OneCycleLR.of(0.1, 12)));
    SCHEDULES.put(
        "SequentialLR",
        o ->
            new SequentialLR(
                o,
                List.of(
                    new LinearLR(o, 0.1, 1, 4),
                    new CosineAnnealingWarmRestarts(o, 2),
                    new ExponentialLR(o, 0.9)),
                4,
                7));
    SCHEDULES.put(
        "ChainedScheduler",
        o -> new ChainedScheduler(List.of(new StepLR(o, 2), new ConstantLR(o, 0.5, 6))));
  }

  /// An optimizer with its schedule over one parameter.
  private record Training(Tensor parameter, SGD optimizer, LRScheduler schedule) {
    static Training of(String name, Tensor parameter, double lr) {
      var optimizer = new SGD(List.of(parameter), SGD.lr(lr).momentum(0.9));
      return new Training(parameter, optimizer, SCHEDULES.get(name).apply(optimizer));
    }

    void train(int steps) {
      for (int i = 0; i < steps; i++) {
        optimizer.zeroGrad();
        parameter.square().sum().backward();
        optimizer.step();
        schedule.step();
      }
    }
  }

  @Provide
  Arbitrary<String> schedules() {
    return Arbitraries.of(SCHEDULES.keySet());
  }

  @Property(seed = "1", tries = 150)
  void tenStepsEqualSomeSavedLoadedAndTheRest(
      @ForAll("schedules") String name,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double lr,
      @ForAll @IntRange(min = 0, max = 9) int before) {
    Training through = Training.of(name, start(), lr);
    through.train(10);

    Training first = Training.of(name, start(), lr);
    first.train(before);
    StateDict optimizerState = first.optimizer().stateDict().copy();
    StateDict scheduleState = first.schedule().stateDict().copy();
    Tensor parameter = first.parameter().detach().clone().requiresGrad(true);
    Training second = Training.of(name, parameter, 0.7);
    second.optimizer().loadStateDict(optimizerState);
    second.schedule().loadStateDict(scheduleState);
    second.train(10 - before);

    assertThat(second.parameter().toDoubleArray()).isEqualTo(through.parameter().toDoubleArray());
    assertThat(second.schedule().lastLr()).isEqualTo(through.schedule().lastLr());
    assertThat(second.schedule().epoch()).isEqualTo(10);
    assertThat(second.optimizer().groups().getFirst().options())
        .isEqualTo(through.optimizer().groups().getFirst().options());
  }

  @Property(seed = "1", tries = 30)
  void plateauGoesOnCountingBadEpochs(
      @ForAll List<@DoubleRange(min = 0, max = 2) Double> measures,
      @ForAll @IntRange(min = 0, max = 20) int before) {
    var options = ReduceLROnPlateau.mode(ReduceLROnPlateau.Mode.MIN).patience(1).cooldown(1);
    var through = new ReduceLROnPlateau(new SGD(List.of(start())), options);
    measures.forEach(through::step);
    var first = new ReduceLROnPlateau(new SGD(List.of(start())), options);
    int cut = Math.min(before, measures.size());
    measures.subList(0, cut).forEach(first::step);
    var second = new ReduceLROnPlateau(new SGD(List.of(start()), SGD.lr(0.7)), options);
    second.loadStateDict(first.stateDict());
    measures.subList(cut, measures.size()).forEach(second::step);
    assertThat(second.lastLr()).isEqualTo(through.lastLr());
    assertThat(second.best()).isEqualTo(through.best());
  }

  private static Tensor start() {
    return Tensor.of(FLOAT64, 1, -2).requiresGrad(true);
  }
}
