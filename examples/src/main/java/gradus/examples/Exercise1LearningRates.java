package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import java.util.List;

/// Exercise 1, solved: fit the line of [FitLine] with the learning rates 0.001, 0.01, 0.1 and 0.5
/// and compare the four curves of the loss.
///
/// 0.001 is on its way after 200 epochs, 0.01 nearly there, 0.1 there, and 0.5 diverges: it lies
/// above the limit of 0.1345, and from epoch 189 on the loss is infinite.
final class Exercise1LearningRates {
  private static final double[] RATES = {0.001, 0.01, 0.1, 0.5};

  private Exercise1LearningRates() {}

  static void main() {
    IO.println("epoch      lr 0.001       lr 0.01        lr 0.1        lr 0.5");
    for (int epoch : new int[] {0, 1, 2, 5, 10, 50, 100, 199}) {
      StringBuilder line = new StringBuilder("%5d".formatted(epoch));
      for (double lr : RATES) {
        line.append("  %12.6g".formatted(losses(lr).get(epoch)));
      }
      IO.println(line);
    }
  }

  /// The loss at the start of each of 200 epochs.
  static List<Double> losses(double lr) {
    return Divergence.losses(FLOAT64, lr, 200);
  }
}
