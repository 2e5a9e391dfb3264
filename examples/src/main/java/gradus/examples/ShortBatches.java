package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.data.Batch;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;

/// Lesson: epochs, batches and the last one. An epoch is one round through all the data, in a new
/// order; with batches of 32, 100 points make 4 steps an epoch and not 3.125: 32, 32, 32 and 4.
///
/// Three points in batches of two are two steps an epoch: two points, then one. After 100 epochs
/// the line is at w = 1.9785, b = 0.0458, near `y = 2x`. Another order ends elsewhere, but not far.
///
/// The orders of the epochs are stored, so that the numbers are the same everywhere.
///
/// To try: `dropLast(true)`. Which points does an epoch miss, and is that a loss?
final class ShortBatches {
  private static final double LR = 0.1;

  private ShortBatches() {}

  /// The loss over all points after each epoch, and where the line ended.
  record Run(List<Double> losses, double w, double b) {}

  static void main(String[] args) {
    System.exit(Lesson.run(ShortBatches::tell, ShortBatches::page, args));
  }

  private static void tell() {
    IO.println("100 points in batches of 32: " + sizes(Points.line(FLOAT64), 32));
    IO.println("3 points in batches of 2:    " + sizes(Points.three(), 2));
    Run run = fit(BatchSizes.rows("three-orders.csv"));
    for (int epoch = 0; epoch < run.losses().size(); epoch += 10) {
      IO.println("epoch %2d: loss %.4f".formatted(epoch, run.losses().get(epoch)));
    }
    IO.println("w = %.4f, b = %.4f".formatted(run.w(), run.b()));
  }

  /// How many points there are in each batch of an epoch.
  static List<Integer> sizes(Points points, int batchSize) {
    List<Integer> sizes = new ArrayList<>();
    for (Batch batch : new DataLoader(new TensorDataset(points.x(), points.y()), batchSize)) {
      sizes.add(batch.size());
    }
    return sizes;
  }

  /// Fits the three points, in batches of two, once for every order.
  static Run fit(List<int[]> orders) {
    Points points = Points.three();
    Tensor line = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(LR));
    List<Double> losses = new ArrayList<>();
    for (int[] order : orders) {
      Points shuffled = points.rows(order);
      for (Batch batch : new DataLoader(new TensorDataset(shuffled.x(), shuffled.y()), 2)) {
        optimizer.zeroGrad();
        new Points(batch.x(), batch.y()).halfMeanSquaredError(line).backward();
        optimizer.step();
      }
      losses.add(points.halfMeanSquaredError(line).item());
    }
    double[] end = line.toDoubleArray();
    return new Run(losses, end[0], end[1]);
  }

  // ---- pictures ----

  private static Page page() {
    Run run = fit(BatchSizes.rows("three-orders.csv"));
    double[] losses = run.losses().stream().mapToDouble(Double::doubleValue).toArray();
    return Page.of("Short batches")
        .text(
            "Three points in batches of two: every epoch has a step of two points and one of a"
                + " single.")
        .add(
            Figure.line("loss over all points", losses)
                .x("epoch")
                .logY()
                .caption(
                    "The line passes through all three points, so single points do not disagree,"
                        + " and the loss goes on falling."));
  }
}
