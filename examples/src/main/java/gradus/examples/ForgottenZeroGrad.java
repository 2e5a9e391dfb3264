package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/// Lesson: gradients add up. `backward()` adds to what is in `grad()` already, so that a loss may
/// come in parts; without `zeroGrad()` before every step, the gradients of all steps so far pile
/// up.
///
/// Nothing fails, there is no error message. θ = (5, −3, 2) rolls down `Σ θ²` faster than it
/// should, and overshoots: what piles up is a velocity without friction, so it swings to and fro
/// for ever.
///
/// To try: let it run for 50 steps. How far does it get? What are piled-up gradients good for?
final class ForgottenZeroGrad {
  private ForgottenZeroGrad() {}

  /// The gradient that a step used, and where it led.
  record Step(double[] gradient, double[] theta) {}

  static void main(String[] args) {
    System.exit(Lesson.run(ForgottenZeroGrad::tell, ForgottenZeroGrad::page, args));
  }

  private static void tell() {
    List<Step> right = descend(true, 3);
    List<Step> wrong = descend(false, 3);
    for (int n = 0; n < 3; n++) {
      IO.println(
          "step %d: θ₁ = %7.4f with zeroGrad, %7.4f without (gradient %.1f instead of %.1f)"
              .formatted(
                  n + 1,
                  right.get(n).theta()[0],
                  wrong.get(n).theta()[0],
                  wrong.get(n).gradient()[0],
                  right.get(n).gradient()[0]));
    }
  }

  static List<Step> descend(boolean zeroGrad, int count) {
    Tensor theta = Tensor.of(FLOAT64, 5, -3, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      if (zeroGrad) {
        optimizer.zeroGrad();
      }
      theta.square().sum().backward();
      double[] gradient = theta.grad().toDoubleArray();
      optimizer.step();
      steps.add(new Step(gradient, theta.toDoubleArray()));
    }
    return steps;
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("Forgotten zeroGrad")
        .text(
            "`backward()` adds to the gradient that is there already. Without `zeroGrad()` the"
                + " gradients of all steps so far pile up, and nothing says so.")
        .add(
            Figure.of(
                    "The first number of θ",
                    Trace.line("with zeroGrad", first(descend(true, 50))),
                    Trace.line("without", first(descend(false, 50))))
                .x("step")
                .y("θ₁")
                .caption(
                    "What piles up is a velocity without friction: θ swings through the minimum, to"
                        + " and fro, for ever."));
  }

  private static double[] first(List<Step> steps) {
    return steps.stream().mapToDouble(step -> step.theta()[0]).toArray();
  }
}
