package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.Sequential;
import gradus.nn.data.Batch;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.nn.functional.Losses;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Lesson: what is learned, and what is learned by heart. A network 10-64-32-1 with 2,817
/// parameters learns from 354 patients; 88 others, which it never sees, tell what that is worth.
///
/// The loss of the training patients falls and falls. That of the others falls too, for some
/// epochs, and then rises: from there on the network learns what is peculiar to the 354 patients,
/// not what is true of all. The best network was the one of the lowest loss on the others, and
/// training might have stopped there.
///
/// To try: 8 and 4 neurons instead of 64 and 32; `AdamW` with a weight decay of 0.1; a `Dropout`
/// layer. (With dropout, call `net.eval()` before measuring and `net.train()` after.)
final class Overfitting {
  private static final int EPOCHS = 100;
  private static final int BATCH = 32;

  private Overfitting() {}

  /// The mean squared errors after an epoch, and the mean absolute error on the patients not seen.
  record Epoch(double training, double validation, double absolute) {}

  static void main(String[] args) {
    System.exit(Lesson.run(Overfitting::tell, Overfitting::page, args));
  }

  private static void tell() {
    var net = network();
    IO.println(net);
    List<Epoch> epochs = learn(net, EPOCHS);
    for (int epoch = 0; epoch < EPOCHS; epoch += epoch < 10 ? 1 : 10) {
      Epoch seen = epochs.get(epoch);
      IO.println(
          "epoch %3d: training %.4f, validation %.4f (absolute error %.4f)"
              .formatted(epoch + 1, seen.training(), seen.validation(), seen.absolute()));
    }
    IO.println("lowest validation loss in epoch " + (best(epochs) + 1));
  }

  static Sequential network() {
    Generator.manualSeed(42);
    return new Sequential(
        new Linear(10, 64), Tensor::relu, new Linear(64, 32), Tensor::relu, new Linear(32, 1));
  }

  static List<Epoch> learn(Sequential net, int count) {
    TensorDataset training = Diabetes.train();
    TensorDataset validation = Diabetes.test();
    var loss = new MSELoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.001));
    var batches = new DataLoader(training, BATCH).shuffled();
    List<Epoch> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < count; epoch++) {
      for (Batch batch : batches) {
        optimizer.zeroGrad();
        loss.apply(net.apply(batch.x()), batch.y()).backward();
        optimizer.step();
      }
      try (var _ = Autograd.noGrad()) {
        Tensor unseen = net.apply(validation.x());
        epochs.add(
            new Epoch(
                loss.apply(net.apply(training.x()), training.y()).item(),
                loss.apply(unseen, validation.y()).item(),
                Losses.l1Loss(unseen, validation.y()).item()));
      }
    }
    return epochs;
  }

  /// The epoch with the lowest validation loss.
  static int best(List<Epoch> epochs) {
    int best = 0;
    for (int epoch = 1; epoch < epochs.size(); epoch++) {
      best = epochs.get(epoch).validation() < epochs.get(best).validation() ? epoch : best;
    }
    return best;
  }

  // ---- pictures ----

  private static Page page() {
    List<Epoch> epochs = learn(network(), EPOCHS);
    return Page.of("Learned, and learned by heart")
        .text(
            "A network with 2,817 parameters learns from 354 patients. 88 others tell what that is"
                + " worth.")
        .add(
            Figure.of(
                    "Loss",
                    Trace.line("training", each(epochs, Epoch::training)),
                    Trace.line("validation", each(epochs, Epoch::validation)),
                    Trace.points(
                        "lowest",
                        new double[] {best(epochs)},
                        new double[] {epochs.get(best(epochs)).validation()}))
                .x("epoch")
                .y("mean squared error")
                .caption(
                    "Where the curves part, the network begins to learn what is peculiar to the"
                        + " patients it sees."));
  }

  private static double[] each(List<Epoch> epochs, ToDoubleFunction<Epoch> what) {
    return epochs.stream().mapToDouble(what).toArray();
  }
}
