package gradus.examples;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
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

  static void main() {
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
}
