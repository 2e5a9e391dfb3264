package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.optim.SGD;
import gradus.optim.StepWatch;
import gradus.optim.StepWatch.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Lesson: what to watch while a model learns, besides the loss. The norm of the gradient: does it
/// fall, stay, or explode? And the update ratio, by which part of itself the parameter moves in a
/// step: a rule of thumb says that a thousandth is about right. Far more is too wild, far less
/// stands still.
///
/// For the line of [FitLine] the gradient falls from 29.6 to 0.107 and the ratio from 0.86 in the
/// second step to 0.0003 in the last. In the first it is infinite, since the line starts at 0.
///
/// To try: the learning rate 0.13, just below the limit. What does the gradient do?
final class Monitoring {
  private Monitoring() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Monitoring::tell, Monitoring::page, args));
  }

  private static void tell() {
    List<Reading> readings = fit(0.01, 201);
    IO.println(" step  gradient norm  update ratio");
    for (int step : new int[] {0, 1, 2, 5, 10, 20, 50, 100, 200}) {
      Reading reading = readings.get(step);
      IO.println(
          "%5d  %13.4f  %12.6f".formatted(step, reading.gradientNorm(), reading.updateRatio()));
    }
  }

  /// What was seen at each step.
  static List<Reading> fit(double lr, int steps) {
    Points points = Points.line(FLOAT64);
    Tensor line = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(lr));
    var watch = new StepWatch(Map.of("line", line));
    List<Reading> readings = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      points.meanSquaredError(line).backward();
      readings.addAll(watch.around(optimizer::step));
    }
    return readings;
  }

  // ---- pictures ----

  private static Page page() {
    List<Reading> readings = fit(0.01, 201);
    return Page.of("What to watch besides the loss")
        .add(
            Figure.line("gradient norm", each(readings, Reading::gradientNorm))
                .x("step")
                .logY()
                .caption(
                    "It should fall. A norm that stays says: too small a rate, or a noisy loss."),
            Figure.line("update ratio", each(readings, Reading::updateRatio))
                .x("step")
                .logY()
                .caption(
                    "By which part of itself the parameter moves in a step. It falls as the line"
                        + " arrives; a thousandth is usual amid a training."));
  }

  private static double[] each(List<Reading> readings, ToDoubleFunction<Reading> what) {
    return readings.stream().mapToDouble(what).toArray();
  }
}
