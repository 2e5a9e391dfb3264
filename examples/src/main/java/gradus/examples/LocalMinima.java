package gradus.examples;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.Optimizer;
import gradus.optim.SGD;
import java.util.List;
import java.util.function.Function;

/// Lesson: descent ends in the valley where it began. The curve `f(x) = x⁴ − 4x² + x/2` has two
/// valleys, a deep one at −1.44 and a shallow one at 1.38, and a hilltop between them at 0.06.
///
/// From −2 the path ends in the deep valley, from 0.5 and from 2 in the shallow one. On the hilltop
/// the slope is 0 as well: a slope of 0 says that the ground is flat, not that it is low. What kind
/// of place it is, the second derivative tells: positive in a valley, negative on a hill.
///
/// A ball with momentum can roll out of the shallow valley, if it keeps enough of its speed: from 2
/// with a learning rate of 0.01, a momentum of 0.95 is too little, and 0.97 enough.
///
/// To try: start at 0.0626 and at 0.0627.
final class LocalMinima {
  private static final int ROLLED = 150;

  private LocalMinima() {}

  static void main(String[] args) {
    System.exit(Lesson.run(LocalMinima::tell, LocalMinima::page, args));
  }

  private static void tell() {
    for (double start : new double[] {-2, 0.5, 2}) {
      var end = descend(start).end();
      IO.println("from %4.1f to %7.4f, f = %.4f".formatted(start, end.x()[0], end.f()));
    }
    for (double guess : new double[] {-1, 0, 1}) {
      FlatPlace flat = FlatPlace.near(LocalMinima::f, guess);
      IO.println("%-7s at %9.6f, f = %9.6f".formatted(flat.kind(), flat.x()[0], flat.f()));
    }
    for (double momentum : new double[] {0, 0.5, 0.9, 0.95, 0.97, 0.99}) {
      IO.println("momentum %.2f: from 2 to %7.4f".formatted(momentum, roll(momentum)));
    }
  }

  static Tensor f(Tensor x) {
    return x.pow(4).sub(x.square().mul(4)).add(x.div(2));
  }

  /// 100 steps of plain descent.
  static Path descend(double start) {
    return Path.descend(LocalMinima::f, x -> new SGD(x, SGD.lr(0.01)), 100, start);
  }

  /// Where 5000 steps with momentum lead from 2.
  static double roll(double momentum) {
    return roll(x -> new SGD(x, SGD.lr(0.01).momentum(momentum)), 5000);
  }

  /// Where an optimizer leads from 2.
  static double roll(Function<List<Tensor>, Optimizer<?>> method, int steps) {
    return Path.descend(LocalMinima::f, method, steps, 2).end().x()[0];
  }

  // ---- pictures ----

  private static Page page() {
    Figure starts =
        Figure.of(
                "Three starts",
                ground(),
                descend(-2).onCurve("from −2"),
                descend(0.5).onCurve("from 0.5"),
                descend(2).onCurve("from 2"))
            .x("x")
            .y("f(x)")
            .y(-6, 5)
            .caption(
                "Two valleys and a hilltop between them. Where a walk ends depends on where it"
                    + " began.");
    return Page.of("Local minima")
        .text(
            "Descent feels the slope where it stands and nothing else, so it ends in the valley"
                + " where it began. The valley on the left is the deeper one.")
        .add(Scrubber.of(101, starts))
        .heading("A ball that rolls")
        .text(
            "With momentum a step also keeps a part of the step before. From 2, a part of 0.95 is"
                + " not enough to roll over the hilltop, and 0.97 is.")
        .add(Scrubber.of(ROLLED + 1, rolled(0.95), rolled(0.97)));
  }

  private static Figure rolled(double momentum) {
    Path path =
        Path.descend(LocalMinima::f, x -> new SGD(x, SGD.lr(0.01).momentum(momentum)), ROLLED, 2);
    return Figure.of("Momentum " + momentum, ground(), path.onCurve("momentum " + momentum))
        .x("x")
        .y("f(x)")
        .y(-6, 5);
  }

  private static Trace ground() {
    return Trace.function("f(x)", x -> x * x * x * x - 4 * x * x + x / 2, -2.2, 2.2);
  }
}
