package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.ExponentialLR;
import gradus.optim.InverseTimeLR;
import gradus.optim.LRScheduler;
import gradus.optim.LambdaLR;
import gradus.optim.Optimizer;
import gradus.optim.SGD;
import gradus.optim.StepLR;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Lesson: a learning rate that falls. Long steps at first, to get near; short ones at the end, to
/// come to rest.
///
/// ```
/// step          lr₀ · 0.1^⌊epoch / 10⌋     0.1 for ten epochs, then 0.01, then 0.001
/// exponential   lr₀ · e^(−k · epoch)       a little less every epoch
/// inverse time  lr₀ / (1 + k · epoch)      falls soon, and then ever more slowly
/// ```
///
/// The brackets ⌊ ⌋ matter: divided without rounding down, the rate falls in every epoch and would
/// be 0.0126 already in epoch 9. The last column shows it.
///
/// To try: `CosineAnnealingLR` and `OneCycleLR`.
final class Schedules {
  private static final int EPOCHS = 30;

  private Schedules() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Schedules::tell, Schedules::page, args));
  }

  private static void tell() {
    double[] step = step();
    double[] exponential = exponential();
    double[] inverse = inverseTime();
    double[] unrounded = stepWithoutRounding();
    IO.println("epoch      step  exponential  inverse time  step without ⌊ ⌋");
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      IO.println(
          "%5d  %8.5f  %11.5f  %12.5f  %16.5f"
              .formatted(epoch, step[epoch], exponential[epoch], inverse[epoch], unrounded[epoch]));
    }
  }

  static double[] step() {
    return rates(optimizer -> new StepLR(optimizer, 10, 0.1));
  }

  static double[] stepWithoutRounding() {
    return rates(optimizer -> new LambdaLR(optimizer, epoch -> Math.pow(0.1, epoch / 10.0)));
  }

  static double[] exponential() {
    return rates(optimizer -> new ExponentialLR(optimizer, Math.exp(-0.1)));
  }

  static double[] inverseTime() {
    return rates(optimizer -> new InverseTimeLR(optimizer, 0.1));
  }

  /// The learning rate of each epoch, while θ² is descended.
  private static double[] rates(Function<Optimizer<?>, LRScheduler> schedule) {
    Tensor theta = Tensor.of(FLOAT64, 5).requiresGrad(true);
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    LRScheduler scheduler = schedule.apply(optimizer);
    double[] rates = new double[EPOCHS];
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      rates[epoch] = scheduler.lastLr()[0];
      optimizer.zeroGrad();
      theta.square().sum().backward();
      optimizer.step();
      scheduler.step();
    }
    return rates;
  }

  // ---- pictures ----

  private static Page page() {
    Trace step = Trace.stairs("step", step());
    Trace exponential = Trace.line("exponential", exponential());
    Trace inverse = Trace.line("inverse time", inverseTime());
    double[] epochs = new double[EPOCHS];
    Arrays.setAll(epochs, epoch -> epoch);
    Table table =
        Table.of("epoch", "%.0f", epochs)
            .column("step", "%.5f", step())
            .column("exponential", "%.5f", exponential())
            .column("inverse time", "%.5f", inverseTime());
    return Page.of("Learning rates that fall")
        .text(
            "Long steps at first, to get near; short ones at the end, to come to rest. Three"
                + " schedules from 0.1, epoch by epoch.")
        .add(
            Figure.of("The learning rate", step, exponential, inverse)
                .x("epoch")
                .y("learning rate")
                .caption("The steps drop every ten epochs; the other two glide."),
            Figure.of("The same on a logarithmic axis", step, exponential, inverse)
                .x("epoch")
                .y("learning rate")
                .logY()
                .caption(
                    "The exponential one is a straight line. Inverse time falls fast at first, and"
                        + " then ever more slowly: it never ceases to learn."))
        .add(table);
  }
}
