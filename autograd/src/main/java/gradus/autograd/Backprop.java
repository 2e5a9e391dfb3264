package gradus.autograd;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Backpropagation to read: the walk of [Tensor#backward()], step by step, with its numbers.
///
/// ```java
/// Autograd.trackValues(true); // so that the numbers inside are known
/// Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
/// Tensor loss = w.mul(2).sub(5).square().named("loss");
/// Explanation page = Backprop.explain(loss);
/// page.toString(); // a page for the terminal
/// page.write(Path.of("backward.html")); // the same to go through step by step
/// ```
///
/// It is the same walk, so its gradients are those of `backward()` to the last bit. It changes
/// nothing: no leaf gets a gradient, no [retained][Tensor#retainGrad()] one is set, and the graph
/// is kept, so `backward()` can follow. [Hooks][Tensor#registerHook] run, since they change
/// gradients; those [after accumulation][Tensor#registerPostAccumulateGradHook] do not.
///
/// To show the derivative of an operation in numbers, its rule is applied to ones besides what
/// arrives. For operations whose formula is unknown, a user's own for instance, that is done only
/// where all are single numbers: once per operation. All gradients are copied: an explanation is
/// for small models.
public final class Backprop {
  private Backprop() {}

  /// Explains the walk back from the single number `output`.
  ///
  /// @throws IllegalStateException if `output` is not a single number or was not recorded, if the
  ///   graph was already freed, or if a value that a derivative needs was changed in place
  public static Explanation explain(Tensor output) {
    return explain(output, null);
  }

  /// Explains the walk back that gives the gradients of `sum(output · gradient)`.
  ///
  /// @param gradient of the output's shape; null for a single number means 1
  public static Explanation explain(Tensor output, Tensor gradient) {
    Tensor[] outputs = {output};
    Node[] roots = Gradients.roots("explain", outputs);
    Tensor[] seeds = Gradients.seeds("explain", outputs, new Tensor[] {gradient});
    List<Node> nodes = Gradients.inOrder(roots);
    Map<Node, Tensor> leaves = new IdentityHashMap<>();
    GraphNames.leaves(nodes).forEach(leaf -> leaves.put(leaf, null));
    String name = output.numel() == 1 && gradient == null ? "loss" : "output";
    var explainer = new Explainer(nodes, output, seeds[0], name);
    Backward.observed(leaves, explainer).run(roots, seeds);
    return explainer.explanation();
  }
}
