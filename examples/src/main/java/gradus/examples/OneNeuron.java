package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/// Lesson: learning rates for one neuron, that of [WorkedExample]: `a = relu(w x + b)`, x = 2,
/// wanted 5. A step multiplies the error by `1 − 10 lr`: a rate of 0.1 arrives at once, 0.2 is the
/// limit, and 0.01 and 0.19 are equally good.
///
/// With too large a rate one expects the loss to explode. It does not: 10 throws w to −77, the sum
/// is negative, the ReLU is 0 and so is its slope. The gradient is 0 from then on, and the loss
/// stays at 25 for ever. The neuron is *dead*: no later step can help, however small.
///
/// To try: `Activations.leakyRelu` instead of `relu()`.
final class OneNeuron {
  private static final double X = 2;
  private static final double WANTED = 5;

  private OneNeuron() {}

  /// The losses before each step and after the last, and the parameters at the end.
  record Run(List<Double> losses, double w, double b) {}

  static void main(String[] args) {
    System.exit(Lesson.run(OneNeuron::tell, OneNeuron::page, args));
  }

  private static void tell() {
    for (double lr : new double[] {10, 0.3, 0.21, 0.19, 0.1, 0.01}) {
      IO.println("lr %5.2f  %s".formatted(lr, inWords(train(lr, 12).losses())));
    }
    for (double lr : new double[] {0.1, 0.01, 0.001, 0.0001, 1e-6}) {
      IO.println(
          "lr %s: %d steps until the loss is below 1e-6".formatted(lr, stepsUntil(1e-6, lr)));
    }
  }

  private static String inWords(List<Double> losses) {
    StringBuilder line = new StringBuilder();
    losses.forEach(loss -> line.append("%7.3f".formatted(loss)));
    return line.toString();
  }

  static Tensor loss(Tensor w, Tensor b) {
    return w.mul(X).add(b).relu().sub(WANTED).square();
  }

  static Run train(double lr, int steps) {
    return train(lr, steps, 0);
  }

  static int stepsUntil(double loss, double lr) {
    return train(lr, Integer.MAX_VALUE, loss).losses().size() - 1;
  }

  /// Steps until the loss is at most `enough`, but `most` times at most.
  private static Run train(double lr, int most, double enough) {
    Tensor w = Tensor.scalar(FLOAT64, 3).requiresGrad(true);
    Tensor b = Tensor.scalar(FLOAT64, 1).requiresGrad(true);
    var optimizer = new SGD(List.of(w, b), SGD.lr(lr));
    List<Double> losses = new ArrayList<>();
    while (true) {
      optimizer.zeroGrad();
      Tensor loss = loss(w, b);
      losses.add(loss.item());
      if (losses.size() > most || loss.item() < enough) {
        return new Run(losses, w.item(), b.item());
      }
      loss.backward();
      optimizer.step();
    }
  }

  // ---- pictures ----

  private static Page page() {
    return Page.of("Learning rates for one neuron")
        .text(
            "One neuron with a ReLU, whose error a step multiplies by `1 − 10 lr`. With a rate of"
                + " 10 it is thrown where its sum is negative: there the ReLU and its slope are 0,"
                + " and no later step can help.")
        .add(
            Figure.of("Loss", curve(10), curve(0.21), curve(0.19), curve(0.1), curve(0.01))
                .x("step")
                .y("loss")
                .y(-2, 28)
                .caption(
                    "0.1 arrives at once, 0.19 and 0.01 come down equally fast, 0.21 grows until"
                        + " the neuron is dead, and 10 kills it in one step."));
  }

  private static Trace curve(double lr) {
    double[] losses = train(lr, 30).losses().stream().mapToDouble(Double::doubleValue).toArray();
    return Trace.line("lr " + lr, losses);
  }
}
