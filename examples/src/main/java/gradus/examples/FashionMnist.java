package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Linear;
import gradus.nn.Sequential;
import gradus.nn.data.DataLoader;
import gradus.nn.data.IdxFile;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Page;
import gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lesson: images of clothes, 28 × 28 pixels in ten classes (Xiao, Rasul, Vollgraf, 2017). 1,000
/// images to learn from and 200 to test with come along; `--data` names a folder with the whole
/// set, 60,000 and 10,000, in MNIST's four files, as the Debian package `dataset-fashion-mnist`
/// installs them in `/usr/share/datasets/fashion-mnist`.
@Command(
    name = "FashionMnist",
    showDefaultValues = true,
    description = "Trains a network on images of clothes.")
public final class FashionMnist implements Callable<Integer> {
  private static final int PIXELS = 28 * 28;
  private static final int CLASSES = 10;
  private static final double BRIGHTEST = 255;

  @Option(names = "--data", description = "folder with the four idx files of the whole set")
  private Path folder;

  @Option(names = "--epochs", description = "how often the images are seen")
  private int epochs = 10;

  @Option(names = "--hidden", description = "neurons between the layers")
  private int hidden = 256;

  @Option(names = "--seed", description = "where the random numbers begin")
  private long seed = 42;

  @Mixin private final Pictures pictures = new Pictures();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows these options")
  private boolean help;

  FashionMnist() {}

  static void main(String[] args) {
    System.exit(Lesson.run(new FashionMnist(), args));
  }

  @Override
  public Integer call() throws IOException {
    History history = learn();
    IO.println("%.1f %% of the test images are told right".formatted(100 * history.last("test")));
    pictures.show(() -> page(history));
    return 0;
  }

  /// Trains as the options say and gives the accuracies after each epoch.
  History learn() throws IOException {
    Generator.manualSeed(seed);
    TensorDataset train = folder == null ? train() : part(folder, "train");
    TensorDataset test = folder == null ? test() : part(folder, "t10k");
    var batches = new DataLoader(train, 64).shuffled();
    var net = new Sequential(new Linear(PIXELS, hidden), Tensor::relu, new Linear(hidden, CLASSES));
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.001));
    var history = new History();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (var batch : Progress.of("epoch %2d/%d".formatted(epoch, epochs), batches)) {
        optimizer.zeroGrad();
        loss.apply(net.apply(batch.x()), batch.y()).backward();
        optimizer.step();
      }
      history.note("training", Guesses.accuracy(net, train));
      history.note("test", Guesses.accuracy(net, test));
      IO.println("  test %5.1f %%".formatted(100 * history.last("test")));
    }
    return history;
  }

  /// The 1,000 bundled images to learn from: `[1000, 784]` in [0, 1], labels `[1000]`.
  public static TensorDataset train() {
    return bundled("train");
  }

  /// The 200 bundled images to test with.
  public static TensorDataset test() {
    return bundled("t10k");
  }

  private static TensorDataset bundled(String part) {
    return rows(
        BundledData.idx("fashion-mini-%s-images-idx3-ubyte.gz".formatted(part), DType.FLOAT32),
        BundledData.idx("fashion-mini-%s-labels-idx1-ubyte.gz".formatted(part), DType.INT64));
  }

  private static TensorDataset part(Path folder, String part) throws IOException {
    return rows(
        IdxFile.read(folder.resolve(part + "-images-idx3-ubyte.gz"), DType.FLOAT32),
        IdxFile.read(folder.resolve(part + "-labels-idx1-ubyte.gz"), DType.INT64));
  }

  private static TensorDataset rows(Tensor images, Tensor labels) {
    return new TensorDataset(images.flatten(1).div(BRIGHTEST), labels);
  }

  private static Page page(History history) {
    return Page.of("Images of clothes")
        .add(
            history
                .figure("Part told right", "training", "test")
                .y("accuracy")
                .caption("Where the curves part, images are learned by heart."));
  }
}
