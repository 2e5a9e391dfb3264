package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lesson: why one needs a derivative. Somebody stands at x = 4 on the curve `f(x) = x²`, sees
/// nothing and takes steps of 1 to the right: 16, 25, 36, 49, uphill all the way.
///
/// The slope `f'(4) = 8` would have told: it is positive, so f grows to the right, and the way down
/// is to the left. Steps of 1 against the sign of the slope come down: 16, 9, 4, 1, 0. And there
/// the slope is 0, which is all that a walk like this can notice of a minimum.
///
/// To try: start at 4.5. Why does the walk never rest, and what would help? ([FirstDescent] steps
/// by the slope itself, not by its sign.)
final class BlindWalk {
  private static final int STEPS = 5;

  private BlindWalk() {}

  static void main(String[] args) {
    System.exit(Lesson.run(BlindWalk::tell, BlindWalk::page, args));
  }

  private static void tell() {
    IO.println(
        "blind, always to the right:    " + heights(walk(4, x -> Tensor.scalar(FLOAT64, 1))));
    IO.println("against the sign of the slope: " + heights(walk(4, x -> x.grad().sign().neg())));
  }

  /// The places of a walk from `start`; `step` tells from a place, which knows its slope, where to
  /// go next.
  static List<Double> walk(double start, UnaryOperator<Tensor> step) {
    List<Double> places = new ArrayList<>();
    double place = start;
    for (int n = 0; n < STEPS; n++) {
      places.add(place);
      Tensor x = Tensor.scalar(FLOAT64, place).requiresGrad(true);
      x.square().backward();
      place += step.apply(x).item();
    }
    return places;
  }

  static List<Double> heights(List<Double> places) {
    return places.stream().map(x -> x * x).toList();
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("A blind walk")
        .add(
            Figure.of(
                    "Two walks",
                    Trace.function("f(x) = x²", x -> x * x, -1, 9),
                    way("always to the right", _ -> Tensor.scalar(FLOAT64, 1)),
                    way("against the sign of the slope", x -> x.grad().sign().neg()))
                .x("x")
                .y("f(x)")
                .caption(
                    "Both start at 4. One cannot see the ground and does not ask how it slopes."));
  }

  private static Trace way(String name, UnaryOperator<Tensor> step) {
    List<Double> places = walk(4, step);
    return Trace.path(name, values(places), values(heights(places)));
  }

  private static double[] values(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
