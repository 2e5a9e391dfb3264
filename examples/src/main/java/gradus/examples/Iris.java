package gradus.examples;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Linear;
import gradus.nn.data.CsvTable;
import gradus.nn.data.DataLoader;
import gradus.nn.data.Standardizer;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Adam;

/// Lesson: three kinds of iris told apart by four lengths (Fisher, 1936). A single linear layer and
/// the cross-entropy: *softmax regression*. The columns are standardized by the training part.
public final class Iris {
  private static final String[] LENGTHS = {
    "sepal_length", "sepal_width", "petal_length", "petal_width"
  };
  private static final int EPOCHS = 200;
  private static final int REPORT_EVERY = 40;

  private Iris() {}

  static void main(String[] args) {
    System.exit(Lesson.run(() -> learn(42), Iris::tell, Iris::page, args));
  }

  private static void tell(History history) {
    double right = 100 * history.last("held out");
    IO.println("%.1f %% of the flowers held out are told right".formatted(right));
  }

  /// Trains and gives the accuracies after each epoch.
  static History learn(long seed) {
    Generator.manualSeed(seed);
    TensorDataset train = train();
    TensorDataset test = test();
    var batches = new DataLoader(train, 16).shuffled();
    var layer = new Linear(LENGTHS.length, 3);
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(layer.parameters(), Adam.lr(0.05));
    var history = new History();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      for (var batch : batches) {
        optimizer.zeroGrad();
        loss.apply(layer.apply(batch.x()), batch.y()).backward();
        optimizer.step();
      }
      history.note("training", Guesses.accuracy(layer, train));
      history.note("held out", Guesses.accuracy(layer, test));
      if (epoch % REPORT_EVERY == 0) {
        IO.println(
            "epoch %3d: train %5.1f %%, test %5.1f %%"
                .formatted(epoch, 100 * history.last("training"), 100 * history.last("held out")));
      }
    }
    return history;
  }

  /// The 120 flowers to learn from: standardized lengths `[120, 4]`, kinds `[120]`.
  public static TensorDataset train() {
    return part(false);
  }

  /// Every fifth flower, 30, held out to test with.
  public static TensorDataset test() {
    return part(true);
  }

  private static TensorDataset part(boolean heldOut) {
    CsvTable table = BundledData.table("iris.csv");
    Tensor x = table.numbers(LENGTHS);
    Tensor seen = x.indexSelect(0, BundledData.everyFifth(table.size(), false));
    Tensor rows = BundledData.everyFifth(table.size(), heldOut);
    return new TensorDataset(
        Standardizer.fit(seen).apply(x.indexSelect(0, rows)),
        table.labels("species").indexSelect(0, rows));
  }

  // ---- pictures ----

  private static Page page(History history) {
    return Page.of("Three kinds of iris")
        .add(
            Figure.of("The flowers", kind("setosa"), kind("versicolor"), kind("virginica"))
                .x("length of the petals in cm")
                .y("width of the petals in cm")
                .caption("One kind lies apart; the other two touch."))
        .add(history.figure("Part told right", "training", "held out").y("accuracy"));
  }

  private static Trace kind(String name) {
    CsvTable table = BundledData.table("iris.csv");
    Tensor ofThisKind = table.labels("species").eq(table.classes("species").indexOf(name));
    Tensor petals = table.numbers("petal_length", "petal_width").at(ofThisKind);
    return Trace.points(
        name, petals.select(1, 0).toDoubleArray(), petals.select(1, 1).toDoubleArray());
  }
}
