package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import java.util.Arrays;
import java.util.List;

/// Exercise 1, solved: fit the line of [FitLine] with the learning rates 0.001, 0.01, 0.1 and 0.5
/// and compare the four curves of the loss.
///
/// 0.001 is on its way after 200 epochs, 0.01 nearly there, 0.1 there, and 0.5 diverges: it lies
/// above the limit of 0.1345, and from epoch 189 on the loss is infinite.
final class Exercise1LearningRates {
  private static final double[] RATES = {0.001, 0.01, 0.1, 0.5};

  private Exercise1LearningRates() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Exercise1LearningRates::tell, Exercise1LearningRates::page, args));
  }

  private static void tell() {
    IO.println("epoch      lr 0.001       lr 0.01        lr 0.1        lr 0.5");
    for (int epoch : new int[] {0, 1, 2, 5, 10, 50, 100, 199}) {
      StringBuilder line = new StringBuilder("%5d".formatted(epoch));
      for (double lr : RATES) {
        line.append("  %12.6g".formatted(losses(lr).get(epoch)));
      }
      IO.println(line);
    }
  }

  /// The loss at the start of each of 200 epochs.
  static List<Double> losses(double lr) {
    return Divergence.losses(FLOAT64, lr, 200);
  }

  // ---- pictures ----

  private static Page page() {
    Trace[] curves = new Trace[RATES.length];
    Arrays.setAll(
        curves,
        i ->
            Trace.line(
                "lr " + RATES[i],
                losses(RATES[i]).stream().mapToDouble(Double::doubleValue).toArray()));
    return Page.of("Exercise 1: four learning rates")
        .add(
            Figure.of("Loss of the line", curves)
                .x("epoch")
                .y("mean squared error")
                .logY()
                .y(1, 1000)
                .caption(
                    "0.5 leaves the picture after a few epochs; it lies above the limit of"
                        + " 0.1345."));
  }
}
