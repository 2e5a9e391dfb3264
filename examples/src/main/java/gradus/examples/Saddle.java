package gradus.examples;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.Adam;
import gradus.optim.EmaMomentum;
import gradus.optim.Optimizer;
import gradus.optim.RMSprop;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Lesson: getting away from a saddle. `f(x, y) = x² − y² + y⁴/4` is a saddle at (0, 0), with
/// valleys at y = ±√2 to its sides. All rules start at (1, 0.001), almost on the line y = 0 that
/// leads into the saddle, with the learning rate 0.01.
///
/// Near the line the slope towards a valley is tiny, so plain descent takes 366 steps to get away.
/// Rules that divide by the size of the gradient (Adam, RMSprop) or add steps up (the heavy ball)
/// need about 75. From (1, 0) no rule ever gets away: the slope towards the valleys is exactly 0.
///
/// To try: start at (1, 0.1), and at (1, 0.0000001).
final class Saddle {
  private static final int MOST_STEPS = 400;

  private Saddle() {}

  /// The rules, by name.
  static Map<String, Function<List<Tensor>, Optimizer<?>>> rules() {
    Map<String, Function<List<Tensor>, Optimizer<?>>> rules = new LinkedHashMap<>();
    rules.put("plain", x -> new SGD(x, SGD.lr(0.01)));
    rules.put("heavy ball", x -> new SGD(x, SGD.lr(0.01).momentum(0.9)));
    rules.put("moving average", x -> new EmaMomentum(x, EmaMomentum.lr(0.01)));
    rules.put("RMSprop", x -> new RMSprop(x, RMSprop.lr(0.01).alpha(0.9)));
    rules.put("Adam", x -> new Adam(x, Adam.lr(0.01)));
    return rules;
  }

  static void main(String[] args) {
    System.exit(Lesson.run(Saddle::tell, Saddle::page, args));
  }

  private static void tell() {
    rules()
        .forEach((name, rule) ->
            IO.println("%-15s %s".formatted(name, inWords(stepsToLeave(rule, 0.001)))));
    IO.println("Adam from (1, 0): " + inWords(stepsToLeave(rules().get("Adam"), 0)));
  }

  private static String inWords(int steps) {
    return (steps < 0 ? "more than " + MOST_STEPS : steps) + " steps";
  }

  static Tensor f(Tensor place) {
    Tensor x = place.at(0);
    Tensor y = place.at(1);
    return x.square().sub(y.square()).add(y.pow(4).div(4));
  }

  /// How many steps from (1, y) it takes until |y| > 1; −1 if 400 do not suffice.
  static int stepsToLeave(Function<List<Tensor>, Optimizer<?>> rule, double y) {
    double[] way = Path.descend(Saddle::f, rule, MOST_STEPS, 1, y).coordinate(1);
    for (int step = 0; step < way.length; step++) {
      if (Math.abs(way[step]) > 1) {
        return step;
      }
    }
    return -1;
  }

  // ---- pictures ----

  private static Page page() {
    Grid grid = Grid.of(Saddle::f, -1.2, 1.2, -1.8, 1.8);
    List<Trace> map = new ArrayList<>(List.of(Trace.contours(grid)));
    List<Trace> away = new ArrayList<>();
    rules()
        .forEach((name, rule) -> {
          Path path = Path.descend(Saddle::f, rule, MOST_STEPS, 1, 0.001);
          map.add(path.onMap(name));
          away.add(Trace.line(name, path.coordinate(1)));
        });
    return Page.of("Getting away from a saddle")
        .text(
            "`f(x, y) = x² − y² + y⁴/4` is flat at (0, 0), and falls to both sides. All rules start"
                + " at (1, 0.001), almost on the line that leads into the saddle.")
        .add(Figure.of("The saddle", Trace.surface(grid)).x("x").y("y").z("f"))
        .add(
            Scrubber.of(
                MOST_STEPS + 1,
                Figure.of("The ways", map.toArray(Trace[]::new)).x("x").y("y").equalScale()))
        .add(
            Figure.of("How far from the line", away.toArray(Trace[]::new))
                .x("step")
                .y("y")
                .caption("Whoever adds steps up, or divides by their size, is away much sooner."));
  }
}
