package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Graph;
import gradus.autograd.Tensor;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.Sequential;
import gradus.nn.Tanh;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lesson: what a loss remembers. Every operation is kept with what went into it; `backward()`
/// walks that graph from the loss up, and leaves a gradient at every tensor on the way.
///
/// The net learns XOR. Its graph is read from the loss down: how far it is from the truth, what the
/// last layer made of the one before, and at the ends the leaves: weights, biases, data. Weights
/// have gradients, data has none.
///
/// To try: `--out graph.html`, and open the page; click on a layer. Which gradients are all zero if
/// `Tanh` becomes `ReLU`, and why?
@Command(
    name = "GraphOfANet",
    description = "Shows the graph of a small network after one walk back.")
final class GraphOfANet implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "writes it to a file that ends in .html, .svg, .dot, .mmd or .txt")
  private Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows these options")
  private boolean help;

  GraphOfANet() {}

  static void main(String[] args) {
    System.exit(Lesson.run(new GraphOfANet(), args));
  }

  @Override
  public Integer call() {
    Graph graph = graph();
    IO.print(graph);
    if (out != null) {
      IO.println("graph: " + graph.write(out).toAbsolutePath());
    }
    return 0;
  }

  /// The graph of the first loss of a net that is to learn XOR, with its gradients.
  static Graph graph() {
    Generator.manualSeed(1);
    var net = new Sequential(new Linear(2, 3), new Tanh(), new Linear(3, 1));
    Tensor x = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).named("x");
    Tensor y = Tensor.of(new double[][] {{0}, {1}, {1}, {0}}).named("y");
    Autograd.trackValues(true);
    try {
      Tensor loss = new MSELoss().apply(net.apply(x), y).named("loss");
      loss.backward();
      return Graph.of(loss);
    } finally {
      Autograd.trackValues(false);
    }
  }
}
