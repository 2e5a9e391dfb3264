package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Init;
import gradus.nn.Linear;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.StepWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lesson: why deep networks of sigmoids did not learn. The slope of the sigmoid is 1/4 where it is
/// steepest. A gradient that goes back through ten of them is multiplied by at most `(1/4)¹⁰ ≈
/// 0.00000095`: the first layers hear nothing.
///
/// tanh has the slope 1 at 0, and a ReLU the slope 1 wherever it is not 0. Or the signal may go
/// round a layer as well as through it, `x + f(x)`: then the slope is 1 + 1/4, and cannot vanish.
/// It can explode instead: `(5/4)¹⁰ ≈ 9.3`.
///
/// The table shows the norm of the gradient in the first and in the last of ten layers of 32.
///
/// To try: `Init.normal_` with a standard deviation of 1 before the ReLU.
final class VanishingGradients {
  private static final int LAYERS = 10;
  private static final int WIDTH = 32;

  private VanishingGradients() {}

  /// The norms of the gradients in the first and in the last layer.
  record Ends(double first, double last) {}

  static void main(String[] args) {
    System.exit(Lesson.run(VanishingGradients::tell, VanishingGradients::page, args));
  }

  private static void tell() {
    IO.println("slope through 10 functions, at 0 (the ReLU at 1)");
    IO.println("  sigmoid      %.6g".formatted(slope(VanishingGradients::sigmoid, 0)));
    IO.println("  tanh         %.6g".formatted(slope(Tensor::tanh, 0)));
    IO.println("  ReLU         %.6g".formatted(slope(Tensor::relu, 1)));
    IO.println("  x + sigmoid  %.6g".formatted(slope(VanishingGradients::around, 0)));
    IO.println("gradients in the first and the last of 10 layers");
    report("sigmoid", network(Tensor::sigmoid, Init::xavierNormal_));
    report("tanh", network(Tensor::tanh, Init::xavierNormal_));
    report("ReLU", network(Tensor::relu, Init::kaimingNormal_));
  }

  private static void report(String name, Ends ends) {
    IO.println("  %-8s %.3g  %.3g".formatted(name, ends.first(), ends.last()));
  }

  /// The sigmoid, moved so that it goes through 0.
  static Tensor sigmoid(Tensor x) {
    return x.sigmoid().sub(0.5);
  }

  /// The way through the sigmoid and the way round it.
  static Tensor around(Tensor x) {
    return x.add(sigmoid(x));
  }

  /// The slope of ten functions one after the other.
  static double slope(UnaryOperator<Tensor> function, double at) {
    Tensor x = Tensor.scalar(FLOAT64, at).requiresGrad(true);
    Tensor y = x;
    for (int i = 0; i < LAYERS; i++) {
      y = function.apply(y);
    }
    return Autograd.grad(y, x)[0].item();
  }

  /// What reaches the ends of a network with this function after each layer.
  static Ends network(UnaryOperator<Tensor> function, UnaryOperator<Tensor> init) {
    Generator.manualSeed(1);
    List<Linear> layers = new ArrayList<>();
    Tensor signal = Tensor.randn(100, WIDTH);
    for (int i = 0; i < LAYERS; i++) {
      var layer = new Linear(WIDTH, WIDTH);
      init.apply(layer.weight());
      layers.add(layer);
      signal = function.apply(layer.apply(signal));
    }
    signal.square().mean().backward();
    return new Ends(
        StepWatch.gradientNorm(layers.getFirst().parameters()),
        StepWatch.gradientNorm(layers.getLast().parameters()));
  }

  // ---- pictures ----

  private static Page page() {
    Ends sigmoid = network(Tensor::sigmoid, Init::xavierNormal_);
    Ends tanh = network(Tensor::tanh, Init::xavierNormal_);
    Ends relu = network(Tensor::relu, Init::kaimingNormal_);
    String[] names = {"sigmoid", "tanh", "ReLU"};
    return Page.of("Gradients that vanish")
        .text("Ten layers of 32 neurons, and the norm of the gradient at both ends of the network.")
        .add(
            Figure.of(
                    "Norm of the gradient",
                    Trace.bars(
                        "first layer",
                        names,
                        new double[] {sigmoid.first(), tanh.first(), relu.first()}),
                    Trace.bars(
                        "last layer",
                        names,
                        new double[] {sigmoid.last(), tanh.last(), relu.last()}))
                .y("norm")
                .logY()
                .caption(
                    "Behind ten sigmoids hardly anything arrives: each multiplies the gradient by a"
                        + " quarter at most."),
            Figure.of(
                    "The slopes",
                    slopes("sigmoid", VanishingGradients::sigmoid),
                    slopes("tanh", Tensor::tanh),
                    slopes("x + sigmoid", VanishingGradients::around))
                .x("x")
                .y("slope of one function")
                .y(0, 1.4));
  }

  private static Trace slopes(String name, UnaryOperator<Tensor> function) {
    Tensor x = Tensor.linspace(FLOAT64, -5, 5, 101).requiresGrad(true);
    Tensor slopes = Autograd.grad(function.apply(x).sum(), x)[0];
    return Trace.line(name, x.toDoubleArray(), slopes.toDoubleArray());
  }
}
