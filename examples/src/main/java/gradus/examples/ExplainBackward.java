package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Backprop;
import gradus.autograd.Explanation;
import gradus.autograd.Tensor;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lesson: what `backward()` does, step by step. The neuron of [WorkedExample], with w = 3, b = 1,
/// x = 2 and y = 5, and the way back through its five operations: what arrives at each, its slope
/// in numbers, what it passes on, and what it had to save for that.
///
/// Each step is the chain rule once: what arrives, times the operation's own slope. `backward()`
/// does the same and shows nothing; at the end the two are compared.
///
/// To try: `--twice` uses w in two places, and its gradients add up. `--out backward.html` writes a
/// page on which the steps are gone through one at a time. What happens at the relu when b = −7?
@Command(name = "ExplainBackward", description = "Goes back through a graph, step by step.")
final class ExplainBackward implements Callable<Integer> {
  @Option(names = "--b", description = "the bias, 1 if not given")
  private double b = 1;

  @Option(names = "--twice", description = "uses w in the loss once more, for weight decay")
  private boolean twice;

  @Option(names = "--out", description = "writes the page for a browser, or its text for .txt")
  private Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows these options")
  private boolean help;

  private ExplainBackward() {}

  static void main(String[] args) {
    System.exit(Lesson.run(new ExplainBackward(), args));
  }

  @Override
  public Integer call() {
    Explanation explanation = explained(b, twice);
    IO.print(explanation);
    if (out != null) {
      IO.println("explanation: " + explanation.write(out).toAbsolutePath());
    }
    return 0;
  }

  /// The way back from the loss, which gives the same gradients as `backward()`.
  static Explanation explained(double bias, boolean twice) {
    boolean tracking = Autograd.isTrackingValues();
    Autograd.trackValues(true);
    try {
      Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
      Tensor b = Tensor.scalar(bias).requiresGrad(true).named("b");
      Tensor loss = loss(w, b, twice);
      Explanation explanation = Backprop.explain(loss);
      loss.backward();
      requireEqual(explanation, w, b);
      return explanation;
    } finally {
      Autograd.trackValues(tracking);
    }
  }

  private static Tensor loss(Tensor w, Tensor b, boolean twice) {
    Tensor x = Tensor.scalar(2.0).named("x");
    Tensor y = Tensor.scalar(5.0).named("y");
    Tensor z = w.mul(x).add(b).named("z");
    Tensor a = z.relu().named("a");
    Tensor e = a.sub(y).named("e");
    Tensor squared = e.square();
    return twice ? squared.add(w.square().mul(0.5)).named("loss") : squared.named("loss");
  }

  private static void requireEqual(Explanation explanation, Tensor... leaves) {
    for (int i = 0; i < leaves.length; i++) {
      Tensor explained = explanation.leaves().get(i).gradient();
      if (!explained.equal(leaves[i].grad())) {
        throw new IllegalStateException(
            "explained %s, but backward() found %s".formatted(explained, leaves[i].grad()));
      }
    }
  }
}
