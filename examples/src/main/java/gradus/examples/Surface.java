package gradus.examples;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Grid;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Lesson: a landscape over two parameters. `J(w, b) = sin w · cos b + w²/8 + b²/8` has four
/// valleys, four saddles and one hilltop; its deepest place is (−1.2524, 0), J = −0.7537.
///
/// In all nine places the slope is 0, so a slope of 0 alone does not say that descent has arrived.
/// Second derivatives tell the kinds apart: a valley bends up in every direction, a hilltop down, a
/// saddle up in one and down in another. Where descent ends depends on where it begins.
///
/// From (2, 0) it stays on the line b = 0 for ever, since the slope across that line is 0 there: it
/// comes down a ridge like a tightrope walker.
///
/// To try: start at (2, 0.000001). And what do the numbers of valleys, saddles and hilltops add up
/// to, if saddles count as −1?
final class Surface {
  private static final List<double[]> STARTS =
      List.of(
          new double[] {3, 3},
          new double[] {-3, -3},
          new double[] {4, -1},
          new double[] {0, 0},
          new double[] {2, 0});

  private static final double[][] FLAT_NEAR = {
    {-1.3, 0},
    {1.2, -2.4},
    {1.2, 2.4},
    {3.6, 0},
    {0.4, -1.7},
    {0.4, 1.7},
    {2.9, -0.7},
    {2.9, 0.7},
    {2.1, 0}
  };

  private Surface() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Surface::tell, Surface::page, args));
  }

  private static void tell() {
    for (double[] near : FLAT_NEAR) {
      FlatPlace flat = FlatPlace.near(Surface::height, near);
      IO.println(
          "%-7s at (%8.5f, %8.5f), J = %8.5f"
              .formatted(flat.kind(), flat.x()[0], flat.x()[1], flat.f()));
    }
    for (double[] start : STARTS) {
      var end = descend(start, 1000).end();
      IO.println(
          "from (%2.0f, %2.0f) to (%8.5f, %8.5f), J = %8.5f"
              .formatted(start[0], start[1], end.x()[0], end.x()[1], end.f()));
    }
  }

  static Tensor height(Tensor place) {
    Tensor waves = place.at(0).sin().mul(place.at(1).cos());
    return waves.add(place.square().sum().div(8));
  }

  static Path descend(double[] start, int steps) {
    return Path.descend(Surface::height, x -> new SGD(x, SGD.lr(0.1)), steps, start);
  }

  // ---- pictures ----

  private static Page page() {
    Grid grid = Grid.of(Surface::height, -4.5, 5, -4.5, 4.5);
    List<Trace> onSurface = new ArrayList<>(List.of(Trace.surface(grid)));
    List<Trace> onMap = new ArrayList<>(List.of(Trace.contours(grid)));
    for (double[] start : STARTS) {
      String name = "from (%.0f, %.0f)".formatted(start[0], start[1]).replace('-', '−');
      Path path = descend(start, 80);
      onSurface.add(path.onSurface(name));
      onMap.add(path.onMap(name));
    }
    return Page.of("A landscape over two parameters")
        .text(
            "The loss `J(w, b) = sin w · cos b + w²/8 + b²/8`, and five descents with the learning"
                + " rate 0.1. Turn the landscape with the mouse.")
        .add(
            Scrubber.of(
                81,
                Figure.of("The landscape", onSurface.toArray(Trace[]::new))
                    .x("w")
                    .y("b")
                    .z("J")
                    .caption("Where descent ends depends on where it begins."),
                Figure.of("The same as a map", onMap.toArray(Trace[]::new))
                    .x("w")
                    .y("b")
                    .equalScale()
                    .caption(
                        "Every step crosses the lines of equal height at a right angle: the"
                            + " gradient is the steepest way.")))
        .heading("Where the slope is 0")
        .text(
            "In nine places it is, and only one of them is the deepest valley. From (2, 0) descent"
                + " comes down a ridge like a tightrope walker: the slope across it is 0.")
        .add(flatPlaces());
  }

  private static Table flatPlaces() {
    List<FlatPlace> flat = new ArrayList<>();
    for (double[] near : FLAT_NEAR) {
      flat.add(FlatPlace.near(Surface::height, near));
    }
    return Table.of("kind", flat.stream().map(FlatPlace::kind).toList())
        .column("w", "%.5f", each(flat, place -> place.x()[0]))
        .column("b", "%.5f", each(flat, place -> place.x()[1]))
        .column("J", "%.5f", each(flat, FlatPlace::f));
  }

  private static double[] each(List<FlatPlace> places, ToDoubleFunction<FlatPlace> what) {
    return places.stream().mapToDouble(what).toArray();
  }
}
