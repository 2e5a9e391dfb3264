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
import java.util.function.UnaryOperator;

/// Lesson: why first weights must have the right size. A signal goes through 20 layers of 64
/// neurons with a ReLU after each. With weights of size 0.01 it fades to nothing, with 1 it
/// explodes; with He's √(2 / inputs) it keeps its strength: each neuron sums 64 numbers, and the
/// ReLU takes half of them away.
///
/// Xavier's size √(2 / (inputs + outputs)) is meant for tanh, which takes nothing away near 0;
/// after a ReLU the signal halves (in squares) at every layer.
///
/// All of them draw the same random numbers and only scale them, which [#scale] makes use of.
///
/// To try: `Tensor::tanh` instead of the ReLU.
final class Initialisation {
  private static final int LAYERS = 20;
  private static final int WIDTH = 64;
  private static final long SEED = 42;

  private Initialisation() {}

  static void main(String[] args) {
    System.exit(Lesson.run(Initialisation::tell, Initialisation::page, args));
  }

  private static void tell() {
    report("normal, 0.01", w -> Init.normal_(w, 0, 0.01));
    report("normal, 1", w -> Init.normal_(w, 0, 1));
    report("Xavier", Init::xavierNormal_);
    report("He", Init::kaimingNormal_);
    IO.println("sizes for 10 inputs and 64 outputs");
    IO.println("  Xavier, uniform: ± %.6f".formatted(uniformScale(Init::xavierUniform_)));
    IO.println("  Xavier, normal:    %.6f".formatted(normalScale(Init::xavierNormal_)));
    IO.println(
        "  Linear's own:    ± %.6f".formatted(uniformScale(_ -> new Linear(10, 64).weight())));
    IO.println("  He, uniform:     ± %.6f".formatted(uniformScale(Init::kaimingUniform_)));
    IO.println("  He, normal:        %.6f".formatted(normalScale(Init::kaimingNormal_)));
  }

  private static void report(String name, UnaryOperator<Tensor> init) {
    double[] strengths = strengths(init);
    IO.println(
        "%-13s signal after 1, 5, 10, 20 layers: %.3g, %.3g, %.3g, %.3g"
            .formatted(name, strengths[0], strengths[4], strengths[9], strengths[19]));
  }

  /// The root mean square of the signal after each layer.
  static double[] strengths(UnaryOperator<Tensor> init) {
    Generator.manualSeed(SEED);
    double[] strengths = new double[LAYERS];
    Tensor signal = Tensor.randn(FLOAT64, 100, WIDTH);
    for (int layer = 0; layer < LAYERS; layer++) {
      Tensor weight = init.apply(Tensor.zeros(FLOAT64, WIDTH, WIDTH));
      signal = signal.matmul(weight.mT()).relu();
      strengths[layer] = signal.square().mean().sqrt().item();
    }
    return strengths;
  }

  static double uniformScale(UnaryOperator<Tensor> init) {
    return scale(init, w -> Init.uniform_(w, -1, 1));
  }

  static double normalScale(UnaryOperator<Tensor> init) {
    return scale(init, w -> Init.normal_(w, 0, 1));
  }

  /// By which factor `init` makes weights `[64, 10]` larger than `plain` does from the same seed.
  private static double scale(UnaryOperator<Tensor> init, UnaryOperator<Tensor> plain) {
    return largest(init) / largest(plain);
  }

  private static double largest(UnaryOperator<Tensor> init) {
    Generator.manualSeed(SEED);
    return Autograd.noGrad(() -> init.apply(Tensor.zeros(64, 10)).abs().max()).item();
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("The size of the first weights")
        .text("A signal goes through 20 layers of 64 neurons, with a ReLU after each.")
        .add(
            Figure.of(
                    "Strength of the signal",
                    strength("normal, 0.01", w -> Init.normal_(w, 0, 0.01)),
                    strength("normal, 1", w -> Init.normal_(w, 0, 1)),
                    strength("Xavier", Init::xavierNormal_),
                    strength("He", Init::kaimingNormal_))
                .x("layer")
                .y("root mean square")
                .logY()
                .caption("Only weights of the size `√(2 / inputs)` keep it."));
  }

  private static Trace strength(String name, UnaryOperator<Tensor> init) {
    return Trace.line(name, strengths(init));
  }
}
