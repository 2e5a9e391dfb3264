package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// Lesson: backward on a page. A number that remembers how it was computed, in the manner of
/// Karpathy's micrograd. Every operation is one line: its value, its inputs, and its *local
/// slopes*, how much the result changes for each input.
///
/// `backward()` starts at the result with a gradient of 1 and hands every number's gradient on to
/// its inputs, times the local slopes: the chain rule. Where ways meet again, gradients add up; so
/// a number may hand on its gradient only when all that it is part of have handed on theirs.
/// Results come after their inputs, so the walk always takes the highest number that waits.
///
/// From here to [Tensor] there are four steps:
///
/// 1. The value becomes an array of any shape, so that one operation is thousands of these; where a
///    smaller shape was stretched to fit a larger one, its gradient is summed up again.
/// 2. A slope becomes a function from gradient to gradient: for a matrix product, a table of slopes
///    would be as large as both matrices multiplied, while the function is one more matrix product.
/// 3. That function is written in tensor operations, which can record themselves in turn. So there
///    are gradients of gradients.
/// 4. What it reads is saved with a version, so that writing over a tensor in place is noticed.
///
/// To try: add `exp` and `sin`. And why would `slopes` that are numbers not do for second
/// derivatives?
final class ScalarEngine {
  private ScalarEngine() {}

  static void main() {
    Scalar w = Scalar.of(3);
    Scalar b = Scalar.of(1);
    Scalar loss = w.times(Scalar.of(2)).plus(b).relu().minus(Scalar.of(5)).squared();
    loss.backward();
    IO.println("scalars: loss %s, dw = %s, db = %s".formatted(loss.value, w.grad, b.grad));

    Tensor tw = Tensor.scalar(FLOAT64, 3).requiresGrad(true);
    Tensor tb = Tensor.scalar(FLOAT64, 1).requiresGrad(true);
    Tensor error = tw.mul(2).add(tb).relu().sub(5).square();
    error.backward();
    IO.println(
        "tensors: loss %s, dw = %s, db = %s"
            .formatted(error.item(), tw.grad().item(), tb.grad().item()));
  }

  /// A number, where it came from, and what depends on it.
  static final class Scalar {
    private static final AtomicLong COUNT = new AtomicLong();

    private final long number = COUNT.getAndIncrement();
    private final Scalar[] inputs;
    private final double[] slopes;
    final double value;
    double grad;

    private Scalar(double value, Scalar[] inputs, double... slopes) {
      this.value = value;
      this.inputs = inputs;
      this.slopes = slopes;
    }

    static Scalar of(double value) {
      return new Scalar(value, new Scalar[0]);
    }

    private Scalar one(double result, double slope) {
      return new Scalar(result, new Scalar[] {this}, slope);
    }

    private Scalar two(Scalar b, double result, double slope, double slopeOfB) {
      return new Scalar(result, new Scalar[] {this, b}, slope, slopeOfB);
    }

    Scalar plus(Scalar b) {
      return two(b, value + b.value, 1, 1);
    }

    Scalar minus(Scalar b) {
      return two(b, value - b.value, 1, -1);
    }

    Scalar times(Scalar b) {
      return two(b, value * b.value, b.value, value);
    }

    Scalar squared() {
      return one(value * value, 2 * value);
    }

    Scalar relu() {
      return one(Math.max(value, 0), value > 0 ? 1 : 0);
    }

    Scalar tanh() {
      double y = Math.tanh(value);
      return one(y, 1 - y * y);
    }

    /// Adds to the `grad` of every number how much this one changes with it.
    void backward() {
      var waiting = new TreeMap<Scalar, Double>(Comparator.comparingLong(s -> -s.number));
      waiting.put(this, 1.0);
      while (!waiting.isEmpty()) {
        var next = waiting.pollFirstEntry();
        Scalar result = next.getKey();
        double gradient = next.getValue();
        result.grad += gradient;
        for (int i = 0; i < result.inputs.length; i++) {
          waiting.merge(result.inputs[i], gradient * result.slopes[i], Double::sum);
        }
      }
    }
  }
}
