package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Linear;
import gradus.nn.Sequential;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Histograms;
import gradus.nn.plot.LossLandscape;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Adam;
import gradus.optim.Optimizer;
import gradus.optim.SGD;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lesson: a network learns to read handwriting. The data are 1,797 digits of 8 × 8 pixels, written
/// by 13 people (Alpaydin and Kaynak, 1998); every fifth is held out to test with.
///
/// An image is a row of 64 numbers. The network is two layers with a ReLU between them and gives a
/// score for each of the ten digits; the highest is what it reads.
@Command(
    name = "Digits",
    showDefaultValues = true,
    description = "Trains a small network on handwritten digits.")
public final class Digits implements Callable<Integer> {
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;
  private static final double BRIGHTEST = 16;

  @Option(names = "--epochs", description = "how often the training digits are seen")
  private int epochs = 20;

  @Option(names = "--lr", description = "the learning rate")
  private double lr = 0.01;

  @Option(names = "--batch", description = "digits in a batch")
  private int batch = 32;

  @Option(names = "--seed", description = "where the random numbers begin")
  private long seed = 42;

  @Option(names = "--hidden", description = "neurons between the layers")
  private int hidden = 32;

  @Option(names = "--optimizer", description = "one of ${COMPLETION-CANDIDATES}")
  private Method optimizer = Method.adam;

  /// How the steps are taken; named as on the command line.
  enum Method {
    sgd,
    momentum,
    adam;

    Optimizer<?> over(Iterable<Tensor> parameters, double lr) {
      return switch (this) {
        case sgd -> new SGD(parameters, SGD.lr(lr));
        case momentum -> new SGD(parameters, SGD.lr(lr).momentum(0.9).nesterov(true));
        case adam -> new Adam(parameters, Adam.lr(lr));
      };
    }
  }

  @Mixin private final Pictures pictures = new Pictures();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows these options")
  private boolean help;

  Digits() {}

  static void main(String[] args) {
    System.exit(Lesson.run(new Digits(), args));
  }

  @Override
  public Integer call() {
    Learned learned = learn();
    Confusion confusion = learned.confusion();
    IO.println(confusion);
    IO.println(
        "%.1f %% of the held-out digits are read right".formatted(100 * confusion.accuracy()));
    pictures.show(() -> page(learned));
    return 0;
  }

  /// A trained network, its losses and accuracies after each epoch, and how it reads the digits
  /// held out.
  record Learned(Sequential net, History history, Confusion confusion) {}

  /// Trains as the options say.
  Learned learn() {
    Generator.manualSeed(seed);
    TensorDataset train = train();
    TensorDataset test = test();
    var batches = new DataLoader(train, batch).shuffled();
    var net = new Sequential(new Linear(PIXELS, hidden), Tensor::relu, new Linear(hidden, CLASSES));
    var loss = new CrossEntropyLoss();
    var steps = optimizer.over(net.parameters(), lr);
    var history = new History();
    IO.println(net);

    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (var next : Progress.of("epoch %2d/%d".formatted(epoch, epochs), batches)) {
        steps.zeroGrad();
        loss.apply(net.apply(next.x()), next.y()).backward();
        steps.step();
      }
      IO.println(
          "  train %s   test %s"
              .formatted(
                  score(net, loss, train, "training", history),
                  score(net, loss, test, "held out", history)));
    }
    return new Learned(net, history, Confusion.of(CLASSES, test.y(), Guesses.of(net, test)));
  }

  private static String score(
      Sequential net, CrossEntropyLoss loss, TensorDataset data, String name, History history) {
    double error = Autograd.noGrad(() -> loss.apply(net.apply(data.x()), data.y())).item();
    double right = Guesses.accuracy(net, data);
    history.note(name, error);
    return "loss %.4f, accuracy %5.1f %%".formatted(error, 100 * right);
  }

  // ---- pictures ----

  private static Page page(Learned learned) {
    TensorDataset test = test();
    var landscape =
        LossLandscape.around(
            learned.net(),
            () -> new CrossEntropyLoss().apply(learned.net().apply(test.x()), test.y()));
    return Page.of("A network reads handwriting")
        .add(
            learned.history().figure("Loss", "training", "held out").y("cross-entropy").logY(),
            Figure.confusion(learned.confusion().counts())
                .caption("A row for each digit that was written, a column for each that was read."))
        .heading("The sizes of the weights")
        .add(Histograms.weights(learned.net()))
        .heading("What the layers say to the digits held out")
        .add(Histograms.activations(learned.net(), test.x()))
        .heading("The loss around the trained network")
        .text(
            "Two random directions through the space of all parameters, and the loss of the digits"
                + " held out over them. Turn it with the mouse.")
        .add(Figure.of("Loss", Trace.surface(landscape.grid(1))).x("first").y("second").z("loss"));
  }

  // ---- the data ----

  /// The 1,438 digits to learn from: images `[1438, 64]` in [0, 1], labels `[1438]`.
  public static TensorDataset train() {
    return part(false);
  }

  /// Every fifth digit, 359 in all, held out to test with.
  public static TensorDataset test() {
    return part(true);
  }

  private static TensorDataset part(boolean heldOut) {
    Tensor images = BundledData.idx("digits-images-idx3-ubyte.gz", DType.FLOAT32);
    Tensor labels = BundledData.idx("digits-labels-idx1-ubyte.gz", DType.INT64);
    Tensor rows = BundledData.everyFifth(images.size(0), heldOut);
    return new TensorDataset(
        images.flatten(1).div(BRIGHTEST).indexSelect(0, rows), labels.indexSelect(0, rows));
  }
}
