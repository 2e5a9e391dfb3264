package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.Parameters;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.Arrays;
import java.util.List;

/// Lesson: shortening gradients. The curve `x⁴` is so steep far out that a step from 4 with the
/// learning rate 0.05 leads to −8.8, the next to 127, and the seventh beyond all numbers. If the
/// gradient is cut to length 1 before each step, the point walks in, a twentieth at a time, and
/// comes down as always where the slope is less than 1.
///
/// By norm, the gradients of all parameters are shortened together and keep their direction: (3, 4)
/// of length 5 becomes (0.6, 0.8). By value, each element is cut alone, and the direction changes:
/// (3, 4) cut at 3.5 is (3, 3.5). By norm is divided by `norm + 0.000001`, as in PyTorch, so that
/// the result is a little less than (0.6, 0.8).
///
/// To try: what clipping by value at 1 makes of (3, 0.1), and where that gradient pointed.
final class Clipping {
  private static final double LR = 0.05;

  private Clipping() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Clipping::tell, Clipping::page, args));
  }

  private static void tell() {
    IO.println("(3, 4) by norm 1:    " + Tensor.of(FLOAT64, byNorm(1)));
    IO.println("(3, 4) by value 3.5: " + Tensor.of(FLOAT64, byValue(3.5)));
    for (double most : new double[] {Double.POSITIVE_INFINITY, 1}) {
      IO.println("x⁴ from 4, gradients up to " + most);
      for (int steps : new int[] {1, 2, 3, 4, 50, 100, 500}) {
        IO.println("  after %3d steps: x = %.4g".formatted(steps, descend(most, steps)));
      }
    }
  }

  static double[] byNorm(double most) {
    Tensor x = withGradient3And4();
    Parameters.clipGradNorm(List.of(x), most);
    return x.grad().toDoubleArray();
  }

  static double[] byValue(double most) {
    Tensor x = withGradient3And4();
    Parameters.clipGradValue(List.of(x), most);
    return x.grad().toDoubleArray();
  }

  private static Tensor withGradient3And4() {
    Tensor x = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    x.mul(Tensor.of(FLOAT64, 3, 4)).sum().backward();
    return x;
  }

  /// Where a descent down x⁴ is after so many steps from 4, no gradient longer than `most`.
  static double descend(double most, int steps) {
    Tensor x = Tensor.scalar(FLOAT64, 4).requiresGrad(true);
    var optimizer = new SGD(List.of(x), SGD.lr(LR));
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      x.pow(4).backward();
      Parameters.clipGradNorm(List.of(x), most);
      optimizer.step();
    }
    return x.item();
  }

  // ---- pictures ----

  private static Page page() {
    double[] clipped = new double[401];
    Arrays.setAll(clipped, steps -> descend(1, steps));
    double[] free = new double[4];
    Arrays.setAll(free, steps -> descend(Double.POSITIVE_INFINITY, steps));
    return Page.of("Shortening gradients")
        .text(
            "The curve `x⁴` is so steep far out that a step along its slope overshoots further each"
                + " time.")
        .add(
            Figure.of("As it is", Trace.line("x", free))
                .x("step")
                .y("x")
                .caption("Three steps, and x is beyond −400,000."),
            Figure.of("No gradient longer than 1", Trace.line("x", clipped))
                .x("step")
                .y("x")
                .caption("A twentieth at a time, and then as always."));
  }
}
