package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Lesson: going down. A point on the curve `f(x) = x²` feels the slope under it and takes a step
/// against it, over and over: `x ← x − lr · f'(x)`.
///
/// The slope is `2x`, so every step multiplies x by the same factor, `1 − 2 lr`. Here one can know
/// without walking where the walk leads: `xₙ = x₀ (1 − 2 lr)ⁿ`. It comes to rest at 0 if the factor
/// lies between −1 and 1, and flies off if not.
///
/// To try: other learning rates in `tell`. Which one arrives in a single step?
final class FirstDescent {
  private FirstDescent() {}

  /// A place on the curve, how high it is and how steep.
  record Step(double x, double f, double slope) {}

  static void main(String[] args) {
    System.exit(Lesson.run(FirstDescent::tell, FirstDescent::page, args));
  }

  private static void tell() {
    IO.println("f(x) = x² from 4, learning rate 0.3");
    report(descend(4, 0.3, 20)).forEach(IO::println);

    IO.println("\nfrom 5, learning rate 0.1: the walk, and the formula");
    List<Step> table = descend(5, 0.1, 25);
    for (int n = 0; n < table.size(); n++) {
      Step step = table.get(n);
      IO.println("%2d  %.4f  %7.4f  %.4f".formatted(n, step.x(), step.f(), formula(5, 0.1, n)));
    }

    IO.println("\nfrom 4, learning rate 1.1: the factor is −1.2");
    List<Step> away = descend(4, 1.1, 5);
    for (int n = 1; n < away.size(); n++) {
      IO.println("Step %d: x=%.2f, f(x)=%.2f".formatted(n, away.get(n).x(), away.get(n).f()));
    }
  }

  /// Walks and gives every place, the start and the end included.
  static List<Step> descend(double start, double lr, int steps) {
    Tensor x = Tensor.scalar(FLOAT64, start).requiresGrad(true);
    var optimizer = new SGD(List.of(x), SGD.lr(lr));
    List<Step> path = new ArrayList<>();
    while (true) {
      optimizer.zeroGrad();
      Tensor f = x.square();
      f.backward();
      path.add(new Step(x.item(), f.item(), x.grad().item()));
      if (path.size() > steps) {
        return path;
      }
      optimizer.step();
    }
  }

  /// Where the walk is after `n` steps, without walking.
  static double formula(double start, double lr, int n) {
    return start * Math.pow(1 - 2 * lr, n);
  }

  /// The first eight steps in words: where each led, and the slope that it followed, which is that
  /// of the place before.
  static List<String> report(List<Step> path) {
    List<String> lines = new ArrayList<>();
    for (int n = 1; n <= 8; n++) {
      Step now = path.get(n);
      lines.add(
          String.format(
              Locale.ROOT,
              "Step %d: x = %.4f, f(x) = %.6f, gradient = %.4f",
              n,
              now.x(),
              now.f(),
              path.get(n - 1).slope()));
    }
    Step end = path.getLast();
    lines.add(String.format(Locale.ROOT, "x = %.6f, f(x) = %.10f", end.x(), end.f()));
    return lines;
  }

  // ---- pictures ----

  private static Page page() {
    List<Step> walk = descend(5, 0.1, 25);
    double[] x = each(walk, Step::x);
    double[] f = each(walk, Step::f);
    double[] slope = each(walk, Step::slope);
    Table table = Table.of("x", "%.4f", x).column("f(x)", "%.4f", f).column("slope", "%.4f", slope);
    Figure curve =
        Figure.of(
                "Down the curve",
                Trace.function("f(x) = x²", at -> at * at, -5.6, 5.6),
                Trace.tangents("slope", x, f, slope, 1.2),
                Trace.path("descent, lr 0.1", x, f))
            .x("x")
            .y("f(x)")
            .y(-2, 31)
            .caption(
                "Each step goes against the slope and is 0.1 times as long. Where the curve is"
                    + " flatter, the steps are shorter.");
    return Page.of("The first descent")
        .text(
            "A point on the curve `f(x) = x²` feels the slope under it and takes a step against it,"
                + " over and over: `x ← x − lr · f'(x)`. Move the slider, or press play, and watch"
                + " the point, the slope and the table together.")
        .add(Scrubber.of(table, curve))
        .heading("Three learning rates")
        .text(
            "A step multiplies x by `1 − 2 lr`. With 0.1 that is 0.8, and x shrinks on one side;"
                + " with 0.9 it is −0.8, and x shrinks from side to side; with 1.1 it is −1.2, and"
                + " x flies off.")
        .add(distances("lr 0.1", 0.1), distances("lr 0.9", 0.9), distances("lr 1.1", 1.1));
  }

  private static Figure distances(String name, double lr) {
    double[] x = each(descend(5, lr, 12), Step::x);
    return Figure.line(name, x).x("step").y("x").title("Learning rate " + lr);
  }

  private static double[] each(List<Step> walk, ToDoubleFunction<Step> what) {
    return walk.stream().mapToDouble(what).toArray();
  }
}
