package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;

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

  /// A loss and its slopes.
  record Slopes(double loss, double dw, double db) {}

  static void main(String[] args) {
    System.exit(Lesson.run(ScalarEngine::tell, ScalarEngine::page, args));
  }

  private static void tell() {
    report("scalars", withScalars(3, 1));
    report("tensors", withTensors(3, 1));
  }

  private static void report(String name, Slopes slopes) {
    IO.println("%s: loss %s, dw = %s, db = %s".formatted(name, slopes.loss, slopes.dw, slopes.db));
  }

  static Slopes withScalars(double weight, double bias) {
    Scalar w = Scalar.of(weight);
    Scalar b = Scalar.of(bias);
    Scalar loss = w.times(Scalar.of(2)).plus(b).relu().minus(Scalar.of(5)).squared();
    loss.backward();
    return new Slopes(loss.value, w.grad, b.grad);
  }

  static Slopes withTensors(double weight, double bias) {
    Tensor w = Tensor.scalar(FLOAT64, weight).requiresGrad(true);
    Tensor b = Tensor.scalar(FLOAT64, bias).requiresGrad(true);
    Tensor loss = w.mul(2).add(b).relu().sub(5).square();
    loss.backward();
    return new Slopes(loss.item(), w.grad().item(), b.grad().item());
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

  // ---- pictures ----

  private static Page page() {
    double[] w = new double[31];
    Arrays.setAll(w, i -> -2 + 0.2 * i);
    double[] losses = each(w, at -> withScalars(at, 1).loss);
    double[] slopes = each(w, at -> withScalars(at, 1).dw);
    double[] ofTensors = each(w, at -> withTensors(at, 1).dw);
    Figure curve =
        Figure.of(
                "The loss, and its slope at w",
                Trace.function("loss", at -> withScalars(at, 1).loss, -2.2, 4.2),
                Trace.tangents("slope", w, losses, slopes, 0.7),
                Trace.now("w", w, losses))
            .x("w")
            .y("loss")
            .y(-3, 33)
            .caption("The slope comes from `backward()` at this one point, not from the curve.");
    Figure slope =
        Figure.of(
                "All the slopes",
                Trace.line("scalars", w, slopes),
                Trace.points("tensors", w, ofTensors),
                Trace.now("w", w, slopes))
            .x("w")
            .y("dloss/dw")
            .caption(
                "Below −0.5 the ReLU is 0, and so is every slope behind it. Tensors find the same.");
    return Page.of("Backward on a page")
        .text(
            "The loss `(relu(2w + b) − 5)²` for b = 1. Every number remembers what it was computed"
                + " from; going back from the loss, the slopes of all operations on the way are"
                + " multiplied. Move w, and watch the slope that comes of it.")
        .add(
            Scrubber.of(
                Table.of("w", "%.1f", w)
                    .column("loss", "%.2f", losses)
                    .column("dw", "%.1f", slopes),
                curve,
                slope));
  }

  private static double[] each(double[] places, DoubleUnaryOperator what) {
    return Arrays.stream(places).map(what).toArray();
  }
}
