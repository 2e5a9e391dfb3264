package gradus.examples;

import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.nn.Checkpoint;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Linear;
import gradus.nn.Safetensors;
import gradus.nn.Sequential;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Lesson: a trained model outlives its program. The digits' network is trained for a few epochs,
/// written to a safetensors file, and read into a second network, which then reads exactly the
/// same. PyTorch reads that file too, under the same names.
///
/// To go on training, the network is not enough. A second run stops half-way; what goes on with a
/// [Checkpoint] of the network, the optimizer and the random numbers takes the very steps that it
/// would have taken. What goes on with the network alone shuffles otherwise, and its optimizer has
/// forgotten how steep it was.
///
/// To try: leave the generator out of the checkpoint. What if batches are not shuffled?
public final class SaveAndLoad {
  private static final int EPOCHS = 4;
  private static final int STOP = 2;
  private static final int BATCH = 32;
  private static final int SEED = 42;

  private SaveAndLoad() {}

  /// A trained network and what its file holds, and the losses of every batch: without a stop, and
  /// of the batches after it.
  record Outcome(
      Sequential trained,
      StateDict read,
      double[] whole,
      double[] resumed,
      double[] networkAlone) {}

  static void main(String[] args) {
    System.exit(
        Lesson.run(
            () -> learn(SEED, Files.createTempDirectory("gradus")),
            SaveAndLoad::tell,
            SaveAndLoad::page,
            args));
  }

  private static void tell(Outcome outcome) {
    IO.println(outcome.read);
    Sequential loaded = net();
    loaded.loadStateDict(outcome.read);
    TensorDataset test = Digits.test();
    long same = Guesses.of(loaded, test).eq(Guesses.of(outcome.trained, test)).sum().itemLong();
    IO.println("both networks read %d of %d digits alike".formatted(same, test.size()));
    IO.println(
        "the last loss without a stop: %.6f, resumed with all: %.6f, with the network alone: %.6f"
            .formatted(last(outcome.whole), last(outcome.resumed), last(outcome.networkAlone)));
  }

  private static double last(double[] losses) {
    return losses[losses.length - 1];
  }

  static Sequential net() {
    return new Sequential(new Linear(64, 32), Tensor::relu, new Linear(32, 10));
  }

  static Outcome learn(long seed, Path folder) throws IOException {
    Path network = folder.resolve("digits.safetensors");
    Path run = folder.resolve("run.safetensors");

    Generator.manualSeed(seed);
    var whole = new Training();
    double[] losses = whole.train(EPOCHS);
    Safetensors.write(network, whole.net.stateDict(), Map.of("format", "pt"));
    IO.println("%s, %d bytes".formatted(network, Files.size(network)));

    Generator.manualSeed(seed);
    var stopped = new Training();
    stopped.train(STOP);
    stopped.checkpoint().save(run, STOP);

    var networkAlone = new Training();
    networkAlone.net.loadStateDict(stopped.net.stateDict());
    double[] otherwise = networkAlone.train(EPOCHS - STOP);

    var resumed = new Training();
    int done = (int) resumed.checkpoint().load(run);
    double[] rest = resumed.train(EPOCHS - done);
    return new Outcome(whole.net, Safetensors.read(network), losses, rest, otherwise);
  }

  /// A network on its way, with all that the way depends on.
  private static final class Training {
    private final Sequential net = net();
    private final Adam optimizer = new Adam(net.parameters(), Adam.lr(0.01));

    Checkpoint checkpoint() {
      return new Checkpoint()
          .with("model", net)
          .with("optimizer", optimizer)
          .with("generator", Generator.defaultGenerator());
    }

    /// Goes on for so many epochs and gives the loss of every batch.
    double[] train(int epochs) {
      var batches = new DataLoader(Digits.train(), BATCH).shuffled();
      var loss = new CrossEntropyLoss();
      List<Double> losses = new ArrayList<>();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (var batch : Progress.of("epoch %d/%d".formatted(epoch, epochs), batches)) {
          optimizer.zeroGrad();
          Tensor error = loss.apply(net.apply(batch.x()), batch.y());
          losses.add(error.item());
          error.backward();
          optimizer.step();
        }
      }
      return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  // ---- pictures ----

  private static Page page(Outcome outcome) {
    int all = outcome.whole.length;
    int stop = all - outcome.resumed.length;
    double[] after = IntStream.range(stop, all).asDoubleStream().toArray();
    return Page.of("A run that is stopped and resumed")
        .text(
            "A network learns to read digits, batch after batch. A second run is stopped half-way,"
                + " saved, and resumed by new objects.")
        .add(
            Figure.of(
                    "The loss of each batch",
                    Trace.line("without a stop", outcome.whole),
                    Trace.points("resumed with all", after, outcome.resumed),
                    Trace.line("resumed with the network alone", after, outcome.networkAlone))
                .x("batch")
                .y("cross-entropy")
                .logY()
                .caption(
                    "With the network, the optimizer and the random numbers, every batch and every"
                        + " loss is the one that it would have been. With the network alone the"
                        + " batches are others, and Adam begins anew."));
  }
}
