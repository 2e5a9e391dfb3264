package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Embedding;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.TransformerEncoder;
import gradus.nn.TransformerEncoderLayer;
import gradus.nn.plot.Page;
import gradus.optim.Adam;

/// Lesson: what attention is for. A tiny transformer learns to write a sequence of symbols
/// backwards: every place has to find the one that mirrors it and copy what stands there.
///
/// The network does not know where a symbol stands unless it is told, so a learned vector for each
/// place is added to the symbol's.
public final class Reverse {
  private static final int SYMBOLS = 10;
  private static final int LENGTH = 8;
  private static final int WIDTH = 32;
  private static final int STEPS = 400;
  private static final int REPORT_EVERY = 100;

  private Reverse() {}

  static void main(String[] args) {
    System.exit(Lesson.run(() -> learn(42), Reverse::tell, Reverse::page, args));
  }

  private static void tell(History history) {
    IO.println("%.1f %% of new symbols are put right".formatted(100 * history.last("right")));
  }

  /// A symbol and its place make a vector, places look at each other, and a score comes out for
  /// each symbol.
  private static final class Net extends Layer {
    private final Embedding symbols = register("symbols", new Embedding(SYMBOLS, WIDTH));
    private final Tensor places = parameter("places", Tensor.randn(LENGTH, WIDTH));
    private final TransformerEncoder encoder =
        register(
            "encoder",
            new TransformerEncoder(
                new TransformerEncoderLayer(
                    WIDTH,
                    4,
                    TransformerEncoderLayer.dimFeedforward(64).dropout(0).batchFirst(true)),
                2));
    private final Linear scores = register("scores", new Linear(WIDTH, SYMBOLS));

    @Override
    protected Tensor forward(Tensor x) {
      return scores.apply(encoder.apply(symbols.apply(x).add(places)));
    }
  }

  /// Trains and gives the losses, and the part of symbols put right in sequences never seen.
  static History learn(long seed) {
    Generator.manualSeed(seed);
    var net = new Net();
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.003));
    var history = new History();
    for (int step = 1; step <= STEPS; step++) {
      Tensor x = Tensor.randint(0, SYMBOLS, 32, LENGTH);
      optimizer.zeroGrad();
      Tensor error = loss.apply(net.apply(x).reshape(-1, SYMBOLS), x.flip(1).reshape(-1));
      error.backward();
      optimizer.step();
      history.note("loss", error.item());
      if (step % REPORT_EVERY == 0) {
        IO.println("step %4d: loss %.4f".formatted(step, error.item()));
      }
    }
    Tensor fresh = Tensor.randint(0, SYMBOLS, 500, LENGTH);
    Tensor guess = Autograd.noGrad(() -> net.apply(fresh)).argmax(2);
    IO.println(fresh.at(0) + " is read backwards as\n" + guess.at(0));
    history.note("right", guess.eq(fresh.flip(1)).to(DType.FLOAT64).mean().item());
    return history;
  }

  private static Page page(History history) {
    return Page.of("A tiny transformer")
        .add(
            history
                .figure("Loss of each batch", "loss")
                .x("step")
                .y("cross-entropy")
                .logY()
                .caption(
                    "It begins at a guess among ten symbols, ln 10 = 2.30, and falls as the places"
                        + " learn where to look."));
  }
}
