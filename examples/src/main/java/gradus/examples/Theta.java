package gradus.examples;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.Arrays;
import java.util.List;

/// Lesson: what a gradient is for. Three numbers, θ = [5, −3, 2], roll down the bowl `f(θ) = Σ θ²`,
/// three times over: as a plain Java loop, with the arithmetic of tensors, and with autograd and an
/// optimizer. All three end at the same place.
///
/// The slope of `θ²` is `2θ`, so a step of length 0.1 leaves `θ − 0.1 · 2θ = 0.8 θ`, and 25 steps
/// leave `0.8²⁵ θ ≈ 0.0038 θ`.
public final class Theta {
  private static final double LR = 0.1;
  private static final int STEPS = 25;
  private static final double[] START = {5, -3, 2};

  private Theta() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Theta::tell, Theta::page, args));
  }

  private static void tell() {
    IO.println("start                " + Arrays.toString(START));
    IO.println("plain Java           " + Arrays.toString(plainJava()));
    IO.println("tensor arithmetic    " + tensorArithmetic());
    IO.println("autograd, 64 bits    " + autograd(FLOAT64));
    IO.println("autograd, 32 bits    " + autograd(FLOAT32));
  }

  /// Everything by hand: the loop over the elements, and the slope.
  static double[] plainJava() {
    double[] theta = START.clone();
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < theta.length; i++) {
        double slope = 2 * theta[i];
        theta[i] -= LR * slope;
      }
    }
    return theta;
  }

  /// The loop over the elements is gone; the slope is still ours to know.
  static Tensor tensorArithmetic() {
    Tensor theta = Tensor.of(FLOAT64, START);
    for (int step = 0; step < STEPS; step++) {
      Tensor slope = theta.mul(2);
      theta = theta.sub(slope.mul(LR));
    }
    return theta;
  }

  /// Only the function is written down. `backward()` finds the slope, the optimizer takes the step.
  static Tensor autograd(DType dtype) {
    Tensor theta = Tensor.of(dtype, START).requiresGrad(true);
    var optimizer = new SGD(List.of(theta), SGD.lr(LR));
    for (int step = 0; step < STEPS; step++) {
      optimizer.zeroGrad();
      theta.square().sum().backward();
      optimizer.step();
    }
    return theta.detach();
  }

  // ---- pictures ----

  private static Page page() {
    Path path =
        Path.descend(theta -> theta.square().sum(), x -> new SGD(x, SGD.lr(LR)), STEPS, START);
    return Page.of("What a gradient is for")
        .text(
            "Three numbers roll down the bowl `f(θ) = Σ θ²`. Each feels its own slope, `2θ`, and"
                + " every step leaves 0.8 of it.")
        .add(
            Figure.of(
                    "The three numbers",
                    Trace.line("θ₁", path.coordinate(0)),
                    Trace.line("θ₂", path.coordinate(1)),
                    Trace.line("θ₃", path.coordinate(2)))
                .x("step")
                .y("θ"),
            Figure.of("The height", path.height("f(θ)"))
                .x("step")
                .y("f(θ)")
                .logY()
                .caption("A straight line here means that every step divides by the same number."));
  }
}
