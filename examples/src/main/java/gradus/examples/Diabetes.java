package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.data.CsvTable;
import gradus.nn.data.Standardizer;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Page;
import gradus.optim.SGD;

/// Lesson: linear regression on ten measurements of 442 patients; the target is how far their
/// diabetes went in a year (Efron, Hastie, Johnstone, Tibshirani, 2004). Inputs and target are
/// standardized, and the whole training part is one batch.
///
/// The measure is R²: the part of the target's variance that the prediction explains, 1 at best, 0
/// for always saying the mean.
public final class Diabetes {
  private static final int EPOCHS = 300;
  private static final int REPORT_EVERY = 60;

  private Diabetes() {}

  static void main(String[] args) {
    System.exit(Lesson.run(() -> learn(42), Diabetes::tell, Diabetes::page, args));
  }

  private static void tell(History history) {
    IO.println("R² on the patients held out: %.3f".formatted(history.last("held out")));
  }

  /// Trains and gives R² after each epoch.
  static History learn(long seed) {
    Generator.manualSeed(seed);
    TensorDataset train = train();
    TensorDataset test = test();
    var layer = new Linear(train.x().size(1), 1);
    var loss = new MSELoss();
    var optimizer = new SGD(layer.parameters(), SGD.lr(0.05).momentum(0.9));
    var history = new History();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      optimizer.zeroGrad();
      Tensor error = loss.apply(layer.apply(train.x()), train.y());
      error.backward();
      optimizer.step();
      history.note("training", explained(layer, train));
      history.note("held out", explained(layer, test));
      if (epoch % REPORT_EVERY == 0) {
        IO.println(
            "epoch %3d: train loss %.4f, train R² %.3f, test R² %.3f"
                .formatted(
                    epoch, error.item(), history.last("training"), history.last("held out")));
      }
    }
    return history;
  }

  /// R² = 1 − Σ (y − prediction)² / Σ (y − mean)².
  private static double explained(Linear layer, TensorDataset data) {
    Tensor prediction = Autograd.noGrad(() -> layer.apply(data.x()));
    double left = data.y().sub(prediction).square().sum().item();
    double all = data.y().sub(data.y().mean()).square().sum().item();
    return 1 - left / all;
  }

  /// The 354 patients to learn from: standardized measurements `[354, 10]` and targets `[354, 1]`.
  public static TensorDataset train() {
    return part(false);
  }

  /// Every fifth patient, 88, held out to test with.
  public static TensorDataset test() {
    return part(true);
  }

  private static TensorDataset part(boolean heldOut) {
    CsvTable table = BundledData.table("diabetes.csv");
    String[] inputs =
        table.names().stream().filter(n -> !n.equals("target")).toArray(String[]::new);
    Tensor seen = BundledData.everyFifth(table.size(), false);
    Tensor rows = BundledData.everyFifth(table.size(), heldOut);
    return new TensorDataset(
        standardized(table.numbers(inputs), seen, rows),
        standardized(table.numbers("target"), seen, rows));
  }

  private static Tensor standardized(Tensor all, Tensor seen, Tensor rows) {
    return Standardizer.fit(all.indexSelect(0, seen)).apply(all.indexSelect(0, rows));
  }

  private static Page page(History history) {
    return Page.of("Linear regression on real measurements")
        .add(
            history
                .figure("Part of the variance explained", "training", "held out")
                .y("R²")
                .y(-0.2, 0.7)
                .caption("Half of it is as much as a line can say of these measurements."));
  }
}
