package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Lesson: how many points to look at before a step. All 100 (batch gradient descent), one drawn at
/// random (stochastic), or 32 (a mini-batch): 200 steps each, with the learning rate 0.01, and the
/// loss over all points after every step.
///
/// The gradient of all points is exact; of one it is a guess, whose mean over the points is the
/// exact one. So the stochastic path trembles, at the end too, and the mini-batch path hardly. But
/// look at the price: 200 steps read the data 200 times, 64 times, and 2 times.
///
/// The trembling comes from noise in the data, which makes the points disagree. If a line passes
/// through all of them, they agree there, and single points lead to it exactly.
///
/// The order of the points is stored, so that the numbers are the same everywhere.
///
/// To try: let the stochastic path take as many steps as make up 200 rounds through the data.
final class BatchSizes {
  private static final double LR = 0.01;
  private static final int STEPS = 200;

  private BatchSizes() {}

  /// A walk: the loss over all points after each step, and the line where it ended.
  record Run(double[] losses, double w, double b) {}

  /// The slope of the loss in the direction of each parameter.
  record Gradient(double dw, double db) {}

  static void main(String[] args) {
    System.exit(Lesson.run(BatchSizes::tell, BatchSizes::page, args));
  }

  private static void tell() {
    Points points = Points.line(FLOAT64);
    report("all 100", run(points, LR, whole()), 200);
    report("32", run(points, LR, rows("line-batches.csv")), 64);
    report("1", run(points, LR, rows("line-singles.csv")), 2);

    IO.println("three points on one line, one at a time: " + Arrays.toString(agreeing()));
  }

  private static void report(String size, Run run, int rounds) {
    double[] late = Arrays.copyOfRange(run.losses(), STEPS - 50, STEPS);
    double trembling = Tensor.of(FLOAT64, late).std().item();
    IO.println(
        "%7s points a step: w = %.4f, b = %.4f, loss %.4f, trembling %.4f, data read %d times"
            .formatted(size, run.w(), run.b(), run.losses()[STEPS - 1], trembling, rounds));
  }

  /// Takes a step for each batch of points.
  static Run run(Points points, double lr, List<int[]> batches) {
    Tensor line = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(line), SGD.lr(lr));
    double[] losses = new double[batches.size()];
    for (int step = 0; step < losses.length; step++) {
      optimizer.zeroGrad();
      points.rows(batches.get(step)).meanSquaredError(line).backward();
      optimizer.step();
      losses[step] = Autograd.noGrad(() -> points.meanSquaredError(line)).item();
    }
    double[] end = line.toDoubleArray();
    return new Run(losses, end[0], end[1]);
  }

  /// The gradient that these points give for the line `w x + b`.
  static Gradient gradient(Points points, double w, double b) {
    Tensor line = Tensor.of(FLOAT64, w, b).requiresGrad(true);
    double[] slope = Autograd.grad(points.meanSquaredError(line), line)[0].toDoubleArray();
    return new Gradient(slope[0], slope[1]);
  }

  /// The line that single points lead to when one line passes through all of them.
  static double[] agreeing() {
    List<int[]> batches = new ArrayList<>();
    for (int step = 0; step < 3000; step++) {
      batches.add(new int[] {step % 3});
    }
    Run run = run(Points.three(), 0.05, batches);
    return new double[] {run.w(), run.b()};
  }

  // ---- which points at which step ----

  /// All 100 points at every step.
  static List<int[]> whole() {
    return Collections.nCopies(STEPS, IntStream.range(0, 100).toArray());
  }

  /// The points of each step, as stored.
  static List<int[]> rows(String name) {
    List<int[]> batches = new ArrayList<>();
    for (double[] row : BundledData.csv(name)) {
      batches.add(Arrays.stream(row).skip(1).mapToInt(i -> (int) i).toArray());
    }
    return batches;
  }

  // ---- pictures ----

  private static Page page() {
    Points points = Points.line(FLOAT64);
    double[] whole = run(points, LR, whole()).losses();
    double[] batches = run(points, LR, rows("line-batches.csv")).losses();
    double[] singles = run(points, LR, rows("line-singles.csv")).losses();
    return Page.of("How many points before a step")
        .text(
            "The same line, the same learning rate, 200 steps. Only the number of points differs"
                + " whose mean gradient a step follows.")
        .add(
            Figure.of(
                    "Loss over all points",
                    Trace.line("1 point", singles),
                    Trace.line("32 points", batches),
                    Trace.line("all 100", whole))
                .x("step")
                .y("mean squared error")
                .logY()
                .caption(
                    "One point is a guess of the gradient: the curve trembles, and goes on"
                        + " trembling at the end. With 32 it hardly does."))
        .heading("The same curves by their price")
        .add(
            Figure.of(
                    "Loss over the data read",
                    Trace.line("1 point", reads(1), singles),
                    Trace.line("32 points", reads(32), batches),
                    Trace.line("all 100", reads(100), whole))
                .x("points read")
                .y("mean squared error")
                .logX()
                .logY()
                .caption("When all points have been read once, single points have come furthest."));
  }

  /// How many points have been read after each step.
  private static double[] reads(int batchSize) {
    double[] reads = new double[STEPS];
    Arrays.setAll(reads, step -> (step + 1.0) * batchSize);
    return reads;
  }
}
