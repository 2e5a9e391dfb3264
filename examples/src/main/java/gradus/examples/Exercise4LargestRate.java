package gradus.examples;

import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;

/// Exercise 4, solved: the largest learning rate with which 25 steps from 5 down x² end nearer to 0
/// than 0.001.
///
/// It is not the one that arrives soonest, 0.5, but the last one that arrives in time: 0.85564. It
/// can be found by trying, halving the interval between a rate that does and one that does not; and
/// by thinking, from `5 |1 − 2 lr|²⁵ = 0.001`: `lr = (1 + 0.0002^(1/25)) / 2`.
final class Exercise4LargestRate {
  private Exercise4LargestRate() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Exercise4LargestRate::tell, Exercise4LargestRate::page, args));
  }

  private static void tell() {
    IO.println("by trying:   " + byTrying());
    IO.println("by thinking: " + byThinking());
    for (double lr : new double[] {0.85, 0.855, 0.856, 0.86}) {
      IO.println("lr %.3f: |x| = %.9f".formatted(lr, distance(lr)));
    }
  }

  static double byTrying() {
    double good = 0.5;
    double bad = 1;
    while (Math.nextUp(good) < bad) {
      double middle = (good + bad) / 2;
      if (distance(middle) < 1e-3) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  static double byThinking() {
    return (1 + Math.pow(0.0002, 1.0 / 25)) / 2;
  }

  /// How far from 0 the walk ends.
  static double distance(double lr) {
    return Math.abs(LearningRates.outcome(lr).x());
  }

  // ---- pictures ----

  private static Page page() {
    double[] rates = new double[201];
    double[] distances = new double[201];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = 0.005 * i;
      distances[i] = distance(rates[i]);
    }
    return Page.of("Exercise 4: the largest rate that arrives in time")
        .add(
            Figure.of(
                    "After 25 steps",
                    Trace.line("distance from 0", rates, distances),
                    Trace.line("0.001", new double[] {0, 1}, new double[] {1e-3, 1e-3}))
                .x("learning rate")
                .y("distance from 0")
                .logY()
                .caption("The curve crosses 0.001 twice: at 0.144, and at 0.85564, the answer."));
  }
}
