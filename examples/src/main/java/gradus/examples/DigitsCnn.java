package gradus.examples;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.BatchNorm2d;
import gradus.nn.Conv2d;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Flatten;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.MaxPool2d;
import gradus.nn.Sequential;
import gradus.nn.Summary;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.nn.plot.Page;
import gradus.optim.Adam;

/// Lesson: a convolutional network reads the digits better than one that sees a row of numbers,
/// because what it learns at one place of the image holds at every other.
public final class DigitsCnn {
  private static final int EPOCHS = 15;

  private DigitsCnn() {}

  static void main(String[] args) {
    System.exit(Lesson.run(() -> learn(42, EPOCHS), DigitsCnn::tell, DigitsCnn::page, args));
  }

  private static void tell(History history) {
    double right = 100 * history.last("held out");
    IO.println("%.1f %% of the held-out digits are read right".formatted(right));
  }

  /// 16 filters, half the size, 32 filters, half again, and a linear layer.
  static Layer net() {
    return new Sequential(
        new Conv2d(1, 16, 3, Conv2d.padding(1)),
        new BatchNorm2d(16),
        Tensor::relu,
        new MaxPool2d(2),
        new Conv2d(16, 32, 3, Conv2d.padding(1)),
        new BatchNorm2d(32),
        Tensor::relu,
        new MaxPool2d(2),
        new Flatten(),
        new Linear(32 * 2 * 2, 10));
  }

  /// Trains and gives the accuracies after each epoch.
  static History learn(long seed, int epochs) {
    Generator.manualSeed(seed);
    TensorDataset train = images(Digits.train());
    TensorDataset test = images(Digits.test());
    var batches = new DataLoader(train, 32).shuffled();
    Layer net = net();
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.003));
    IO.println(Summary.of(net, Tensor.zeros(1, 1, 8, 8)));
    var history = new History();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      net.train();
      for (var batch : Progress.of("epoch %2d/%d".formatted(epoch, epochs), batches)) {
        optimizer.zeroGrad();
        loss.apply(net.apply(batch.x()), batch.y()).backward();
        optimizer.step();
      }
      history.note("training", accuracy(net, train));
      history.note("held out", accuracy(net, test));
      IO.println(
          "  train %5.1f %%, test %5.1f %%"
              .formatted(100 * history.last("training"), 100 * history.last("held out")));
    }
    return history;
  }

  private static double accuracy(Layer net, TensorDataset data) {
    net.eval();
    return Guesses.accuracy(net, data);
  }

  private static TensorDataset images(TensorDataset rows) {
    return new TensorDataset(rows.x().reshape(-1, 1, 8, 8), rows.y());
  }

  private static Page page(History history) {
    return Page.of("Filters that read digits")
        .add(
            history
                .figure("Part read right", "training", "held out")
                .y("accuracy")
                .caption(
                    "What a filter learns at one place of the image holds at every other, so new"
                        + " digits are read almost as well as those learned from."));
  }
}
