package gradus.examples;

import gradus.autograd.Tensor;
import gradus.examples.Path.Place;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.Arrays;

/// Lesson: how long a step may be. The same descent down `f(x) = x²` with learning rates from 0.01
/// to 1.1. A step multiplies x by the factor `1 − 2 lr`, and the factor tells everything:
///
/// ```
/// lr < 0.5         0 < factor < 1     comes down on one side
/// lr = 0.5         factor = 0         arrives in one step
/// 0.5 < lr < 1    −1 < factor < 0     goes from side to side, and comes down all the same
/// lr = 1           factor = −1        goes from side to side for ever
/// lr > 1           factor < −1        flies off
/// ```
///
/// What counts is how close to 0 the factor is. So 0.01 and 0.99 are equally slow, 411 steps to
/// come within 0.001, and neither "never arrives": every rate between 0 and 1 does.
///
/// To try: the same for `f(x) = 3x²`. Where do the five lines of the table lie now?
final class LearningRates {
  private static final double[] RATES = {0.01, 0.1, 0.3, 0.5, 0.6, 0.9, 0.95, 0.99};
  private static final double[] AROUND_THE_LIMIT = {0.1, 0.5, 0.9, 1.0, 1.1};

  private LearningRates() {}

  /// How 25 steps from 5 went.
  ///
  /// @param farthest the greatest distance from 0 on the way
  /// @param crossings how often x went to the other side of 0
  record Outcome(double x, double farthest, int crossings) {
    boolean converged() {
      return Math.abs(x) < 1e-3;
    }
  }

  static void main(String[] args) {
    System.exit(Lesson.run(LearningRates::tell, LearningRates::page, args));
  }

  private static void tell() {
    IO.println("from 4: x after 30 steps, steps until |x| < 0.001 and < 0.000001");
    for (double lr : RATES) {
      IO.println(
          "lr %.2f  x = %7.4f  %4d  %4d"
              .formatted(
                  lr, walk(4, lr, 30).end().x()[0], stepsUntil(1e-3, lr), stepsUntil(1e-6, lr)));
    }
    IO.println("\nfrom 5, 25 steps");
    for (double lr : AROUND_THE_LIMIT) {
      Outcome outcome = outcome(lr);
      IO.println(
          "lr %.1f  x = %+10.5f  farthest %9.5f  crossings %2d  converged: %s"
              .formatted(
                  lr, outcome.x(), outcome.farthest(), outcome.crossings(), outcome.converged()));
    }
  }

  static Path walk(double start, double lr, int steps) {
    return Path.descend(Tensor::square, x -> new SGD(x, SGD.lr(lr)), steps, start);
  }

  /// How many steps from 4 it takes until x is nearer to 0 than `distance`.
  static int stepsUntil(double distance, double lr) {
    double[] x = walk(4, lr, 1000).coordinate(0);
    int steps = 0;
    while (Math.abs(x[steps]) >= distance) {
      steps++;
    }
    return steps;
  }

  /// How 25 steps from 5 go.
  static Outcome outcome(double lr) {
    Path path = walk(5, lr, 25);
    double farthest = 0;
    int crossings = 0;
    double before = 0;
    for (Place place : path.places()) {
      double x = place.x()[0];
      farthest = Math.max(farthest, Math.abs(x));
      crossings += x * before < 0 ? 1 : 0;
      before = x;
    }
    return new Outcome(before, farthest, crossings);
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("How long a step may be")
        .text(
            "The same descent down `f(x) = x²` from 4, three times: the learning rate alone"
                + " differs. Each step multiplies x by the factor `1 − 2 lr`.")
        .add(
            Scrubber.of(
                21,
                descent("Too small", 0.01, "The factor is 0.98: 411 steps to come within 0.001."),
                descent("Good", 0.3, "The factor is 0.4: 10 steps."),
                descent("Large", 0.95, "The factor is −0.9: from side to side, and down.")))
        .heading("What counts is the size of the factor")
        .add(distances(), stepsNeeded());
  }

  private static Figure descent(String title, double lr, String caption) {
    return Figure.of(
            "%s: %s".formatted(title, lr),
            Trace.function("f(x) = x²", x -> x * x, -4.5, 4.5),
            walk(4, lr, 20).onCurve("lr " + lr))
        .x("x")
        .y("f(x)")
        .y(-1, 19)
        .caption(caption);
  }

  private static Figure distances() {
    return Figure.of(
            "How far from the minimum",
            Trace.line("lr 0.1", distances(0.1)),
            Trace.points("lr 0.9", distances(0.9)),
            Trace.line("lr 1.0", distances(1)),
            Trace.line("lr 1.1", distances(1.1)))
        .x("step")
        .y("|x|")
        .logY()
        .caption(
            "On a logarithmic axis each is a straight line, since each step multiplies. 0.1 and 0.9"
                + " have the factors 0.8 and −0.8: the same line.");
  }

  private static double[] distances(double lr) {
    return Arrays.stream(walk(5, lr, 25).coordinate(0)).map(Math::abs).toArray();
  }

  private static Figure stepsNeeded() {
    double[] rates = new double[99];
    Arrays.setAll(rates, i -> (i + 1) / 100.0);
    double[] steps = Arrays.stream(rates).map(lr -> stepsUntil(1e-3, lr)).toArray();
    return Figure.of("Steps until |x| < 0.001", Trace.line("steps", rates, steps))
        .x("learning rate")
        .y("steps")
        .logY()
        .caption("The best rate is 0.5. As far to its left as to its right, a rate is as slow.");
  }
}
