package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.EmaMomentum;
import gradus.optim.SGD;

/// Lesson: a ravine, and what momentum is good for. `f(x, y) = 0.1x² + 2y²` is a long valley with
/// steep sides: along it, in x, the curvature is 0.2, across it, in y, 4. Plain descent must take
/// steps that are short enough for y, below `2 / 4 = 0.5`, and so creeps along x; one little more
/// and it is thrown out of the valley.
///
/// With momentum the steps across cancel each other and those along add up. But there are two rules
/// of that name, and they are not the same:
///
/// ```
/// heavy ball      v = βv + g            p = p − lr v      SGD.lr(lr).momentum(β), as in PyTorch
/// moving average  v = βv + (1 − β) g    p = p − lr v      EmaMomentum.lr(lr).beta(β)
/// ```
///
/// Both walk the same path if the moving average has `1 / (1 − β)` times the learning rate. With
/// the same rate it is **not** faster along the valley than plain descent: its steady step is `lr
/// g` as well. What it gains is that it may take larger rates, up to 19 times larger for β = 0.9.
///
/// To try: the heavy ball with β = 0.99. Does more momentum always arrive sooner?
final class Ravine {
  private Ravine() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Ravine::tell, Ravine::page, args));
  }

  private static void tell() {
    IO.println("from (−5, −2), 20 steps");
    report("plain, lr 0.4", plain(0.4, 20));
    report("plain, lr 0.6", plain(0.6, 20));
    report("heavy ball, lr 0.4, β 0.5", heavyBall(0.4, 0.5, 20));
    report("heavy ball, lr 0.6, β 0.25", heavyBall(0.6, 0.25, 20));
    report("heavy ball, lr 0.6, β 0.5", heavyBall(0.6, 0.5, 20));
    report("moving average, lr 0.6, β 0.5", movingAverage(0.6, 0.5, 20));
    IO.println("100 steps, lr 0.01, β 0.9");
    report("plain", plain(0.01, 100));
    report("moving average", movingAverage(0.01, 0.9, 100));
    report("heavy ball", heavyBall(0.01, 0.9, 100));
    report("moving average, lr 0.1", movingAverage(0.1, 0.9, 100));
  }

  private static void report(String name, Path path) {
    double[] end = path.end().x();
    IO.println("%-30s x = %9.6f, y = %12.6f".formatted(name, end[0], end[1]));
  }

  static Tensor f(Tensor place) {
    return place.square().mul(Tensor.of(FLOAT64, 0.1, 2)).sum();
  }

  static Path plain(double lr, int steps) {
    return Path.descend(Ravine::f, x -> new SGD(x, SGD.lr(lr)), steps, -5, -2);
  }

  static Path heavyBall(double lr, double beta, int steps) {
    return Path.descend(Ravine::f, x -> new SGD(x, SGD.lr(lr).momentum(beta)), steps, -5, -2);
  }

  static Path movingAverage(double lr, double beta, int steps) {
    return Path.descend(
        Ravine::f, x -> new EmaMomentum(x, EmaMomentum.lr(lr).beta(beta)), steps, -5, -2);
  }

  // ---- pictures ----

  private static Page page() {
    Path plain = plain(0.4, 20);
    Path average = movingAverage(0.6, 0.5, 20);
    Path heavy = heavyBall(0.6, 0.5, 20);
    Figure map =
        Figure.of(
                "The race",
                Trace.logContours(Grid.of(Ravine::f, -6, 2, -2.8, 3.2)),
                plain.onMap("plain, lr 0.4"),
                average.onMap("moving average, lr 0.6"),
                heavy.onMap("heavy ball, lr 0.6"))
            .x("x")
            .y("y")
            .caption(
                "The valley runs along x; across it, in y, it is 20 times as steep. With lr 0.6"
                    + " plain descent would be thrown out of it: momentum makes the larger rate"
                    + " possible.");
    Table table =
        Table.of("plain", "%.5f", plain.heights())
            .column("moving average", "%.5f", average.heights())
            .column("heavy ball", "%.5f", heavy.heights());
    return Page.of("A race in a ravine")
        .text(
            "Three rules start at (−5, −2) and look for the lowest place of `f(x, y) = 0.1x² +"
                + " 2y²`, which is (0, 0). The table shows how high each stands.")
        .add(Scrubber.of(table, map))
        .heading("The same learning rate")
        .text(
            "With lr 0.01 and β 0.9 for all, the heavy ball is far ahead, because its steady step"
                + " is ten times as long. The moving average is not faster than plain descent; what"
                + " it gains is that it may take larger rates.")
        .add(
            Figure.of(
                    "How high each stands",
                    Trace.line("plain", plain(0.01, 100).heights()),
                    Trace.line("moving average", movingAverage(0.01, 0.9, 100).heights()),
                    Trace.line("heavy ball", heavyBall(0.01, 0.9, 100).heights()),
                    Trace.points("moving average, lr 0.1", movingAverage(0.1, 0.9, 100).heights()))
                .x("step")
                .y("f")
                .logY()
                .caption(
                    "The moving average with ten times the rate takes the very path of the heavy"
                        + " ball: its points lie on that line."));
  }
}
