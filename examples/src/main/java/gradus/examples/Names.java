package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Embedding;
import gradus.nn.GRU;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.Parameters;
import gradus.nn.data.DataLoader;
import gradus.nn.data.Dataset;
import gradus.nn.data.Sample;
import gradus.nn.data.TensorDataset;
import gradus.nn.functional.Losses;
import gradus.nn.plot.Page;
import gradus.optim.Adam;
import java.util.Arrays;
import java.util.List;

/// Lesson: a recurrent network learns to spell. It reads 8,403 first names letter by letter, says
/// after each which letter may follow, and then makes up names of its own.
///
/// The loss is in nats per letter: ln 27 = 3.30 for a guess among 26 letters and the end, 2.42 for
/// one who knows how often a letter follows another.
public final class Names {
  private static final int LETTERS = 27;
  private static final int LONGEST = 14;
  private static final int EPOCHS = 3;
  private static final double HELD_OUT = 0.1;

  private Names() {}

  static void main(String[] args) {
    var net = new Speller();
    System.exit(
        Lesson.run(() -> learn(net, 42, EPOCHS), history -> tell(net, history), Names::page, args));
  }

  private static void tell(Speller net, History history) {
    IO.println(
        "loss on the names held out: %.3f nats per letter".formatted(history.last("held out")));
    for (int i = 0; i < 10; i++) {
      IO.println("  " + net.name());
    }
  }

  /// A vector for the letter, a memory of those before it, and a score for each that may follow.
  static final class Speller extends Layer {
    private final Embedding letters = register("letters", new Embedding(LETTERS, 16));
    private final GRU memory = register("memory", new GRU(16, 96, GRU.batchFirst(true)));
    private final Linear scores = register("scores", new Linear(96, LETTERS));

    @Override
    protected Tensor forward(Tensor x) {
      return scores.apply(memory.apply(letters.apply(x)).output());
    }

    /// Makes up a name, letter by letter.
    String name() {
      StringBuilder name = new StringBuilder();
      Tensor state = Tensor.zeros(1, 1, 96);
      long letter = 0;
      do {
        Tensor before = state;
        Tensor in = Tensor.wrap(new long[] {letter}, 1, 1);
        var read = Autograd.noGrad(() -> memory.apply(letters.apply(in), before));
        state = read.h();
        Tensor chances = Autograd.noGrad(() -> scores.apply(read.output()).reshape(-1).softmax(0));
        letter = chances.multinomial(1).itemLong();
        name.append(letter == 0 ? "" : (char) ('a' + letter - 1));
      } while (letter != 0 && name.length() < LONGEST);
      return name.toString();
    }
  }

  /// Trains `net` and gives the losses: of every batch, and on the names held out after each epoch.
  static History learn(Speller net, long seed, int epochs) {
    Generator.manualSeed(seed);
    List<? extends Dataset<Sample>> parts = all().randomSplit(1 - HELD_OUT, HELD_OUT);
    var batches = new DataLoader(parts.get(0), 64).shuffled();
    var heldOut = new DataLoader(parts.get(1), parts.get(1).size()).iterator().next();
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.005));
    var history = new History();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (var batch : Progress.of("epoch %d/%d".formatted(epoch, epochs), batches)) {
        optimizer.zeroGrad();
        Tensor error = loss(net, loss, batch.x(), batch.y());
        error.backward();
        history.note("batch", error.item());
        Parameters.clipGradNorm(net.parameters(), 5);
        optimizer.step();
      }
      history.note(
          "held out", Autograd.noGrad(() -> loss(net, loss, heldOut.x(), heldOut.y())).item());
      IO.println("  held out: loss %.4f".formatted(history.last("held out")));
    }
    return history;
  }

  private static Tensor loss(Speller net, CrossEntropyLoss loss, Tensor x, Tensor y) {
    return loss.apply(net.apply(x).reshape(-1, LETTERS), y.reshape(-1));
  }

  /// All names as numbers: 0 for the beginning and the end, 1 to 26 for the letters. Row `x` is a
  /// name behind a 0, row `y` the letter that follows at each place, −100 behind the end.
  public static TensorDataset all() {
    List<String> names = BundledData.lines("names.txt");
    long[] x = new long[names.size() * LONGEST];
    long[] y = new long[names.size() * LONGEST];
    Arrays.fill(y, Losses.IGNORED);
    for (int row = 0; row < names.size(); row++) {
      String name = names.get(row);
      int start = row * LONGEST;
      for (int i = 0; i < name.length(); i++) {
        x[start + i + 1] = name.charAt(i) - 'a' + 1;
        y[start + i] = x[start + i + 1];
      }
      y[start + name.length()] = 0;
    }
    return new TensorDataset(
        Tensor.wrap(x, names.size(), LONGEST), Tensor.wrap(y, names.size(), LONGEST));
  }

  private static Page page(History history) {
    return Page.of("A network learns to spell")
        .add(
            history
                .figure("Loss of each batch", "batch")
                .x("step")
                .y("nats per letter")
                .caption(
                    "It begins at ln 27 = 3.30, a guess, and soon knows more than how often a"
                        + " letter follows another, 2.42."));
  }
}
