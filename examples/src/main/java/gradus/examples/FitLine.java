package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/// Lesson: a model with two parameters. 100 points were made near the line `y = 2x + 3`; the
/// prediction `w x + b` starts at `w = b = 0` and goes down the mean squared error for 200 epochs.
///
/// It ends at w = 2.0104, b = 2.9268: the slope is found soon, while the offset, in whose direction
/// the bowl is seven times flatter, is still on its way to 2.9805.
public final class FitLine {
  private static final double LR = 0.01;
  private static final int EPOCHS = 200;
  private static final int REPORT_EVERY = 40;

  private FitLine() {}

  /// Where an epoch began.
  ///
  /// @param loss the mean squared error there
  record Step(double loss, double w, double b) {}

  static void main() {
    List<Step> steps = fit(DType.FLOAT64);
    for (int epoch = 0; epoch < EPOCHS; epoch += REPORT_EVERY) {
      Step after = steps.get(epoch + 1);
      IO.println(
          "Epoch %4d: loss=%.4f, w=%.4f, b=%.4f"
              .formatted(epoch, steps.get(epoch).loss(), after.w(), after.b()));
    }
    IO.println("w = %.4f, b = %.4f".formatted(steps.getLast().w(), steps.getLast().b()));
  }

  /// Fits the line and gives the start of every epoch, and the end.
  static List<Step> fit(DType dtype) {
    double[][] points = BundledData.csv("line.csv");
    Tensor x = column(points, 0).to(dtype);
    Tensor y = column(points, 1).to(dtype);
    Tensor w = Tensor.zeros(dtype).requiresGrad(true);
    Tensor b = Tensor.zeros(dtype).requiresGrad(true);
    var optimizer = new SGD(List.of(w, b), SGD.lr(LR));

    List<Step> steps = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      optimizer.zeroGrad();
      Tensor loss = Losses.mseLoss(x.mul(w).add(b), y);
      steps.add(new Step(loss.item(), w.item(), b.item()));
      loss.backward();
      optimizer.step();
    }
    double end = Losses.mseLoss(x.mul(w).add(b), y).item();
    steps.add(new Step(end, w.item(), b.item()));
    return steps;
  }

  private static Tensor column(double[][] rows, int index) {
    return Tensor.of(DType.FLOAT64, rows).select(1, index);
  }
}
