package gradus.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts a [walk][Backward]: from which nodes, with which gradients, and to which nodes.
final class Gradients {
  private Gradients() {}

  /// Leaves gradients in `inputs`, or in all leaves where there are none.
  static void backward(
      Tensor[] outputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      Tensor... inputs) {
    Node[] roots = roots("backward", outputs);
    Tensor[] seeds = seeds("backward", outputs, gradients);
    boolean keep = retainGraph || createGraph;
    if (inputs.length == 0) {
      new Backward(keep, createGraph, null, Map.of()).run(roots, seeds);
      return;
    }
    Node[] wanted = nodes("backward", inputs);
    Map<Node, Tensor> captured = new IdentityHashMap<>();
    for (Node node : wanted) {
      if (!node.isLeaf()) {
        captured.put(node, null);
      }
    }
    new Backward(keep, createGraph, reaching(roots, wanted), captured).run(roots, seeds);
    for (int i = 0; i < inputs.length; i++) {
      Tensor result = captured.remove(wanted[i]);
      if (result != null) {
        inputs[i].accumulateGradient(result, false, createGraph);
      }
    }
  }

  /// The gradients with respect to `inputs`.
  static Tensor[] of(
      Tensor[] outputs,
      Tensor[] inputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    Node[] roots = roots("grad", outputs);
    Tensor[] seeds = seeds("grad", outputs, gradients);
    Node[] wanted = nodes("grad", inputs);
    Map<Node, Tensor> captured = new IdentityHashMap<>();
    for (Node node : wanted) {
      captured.put(node, null);
    }
    boolean keep = retainGraph || createGraph;
    new Backward(keep, createGraph, reaching(roots, wanted), captured).run(roots, seeds);
    Tensor[] results = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      results[i] = captured.get(wanted[i]);
      if (results[i] == null && !allowUnused) {
        throw new IllegalStateException(
            "grad: input %d (shape %s) was not used to compute the outputs; leave it out, or pass"
                    .formatted(i, inputs[i].shape())
                + " allowUnused for null in its place");
      }
    }
    return results;
  }

  private static Node[] nodes(String name, Tensor[] inputs) {
    Node[] nodes = new Node[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Op.requireGiven(name, "input " + i, inputs[i]);
      nodes[i] = inputs[i].node();
      if (nodes[i] == null) {
        throw new IllegalStateException(
            "%s: input %d (shape %s) requires no gradient; call requiresGrad(true) before computing"
                    .formatted(name, i, inputs[i].shape())
                + " with it");
      }
    }
    return nodes;
  }

  static Node[] roots(String name, Tensor[] outputs) {
    Node[] roots = new Node[outputs.length];
    for (int i = 0; i < roots.length; i++) {
      Op.requireGiven(name, "the output", outputs[i]);
      roots[i] = outputs[i].node();
      if (roots[i] == null) {
        throw new IllegalStateException(
            "%s: this tensor of shape %s does not depend on anything that requires a gradient; call"
                    .formatted(name, outputs[i].shape())
                + " requiresGrad(true) on a leaf before computing with it, and compute outside"
                + " noGrad");
      }
    }
    return roots;
  }

  static Tensor[] seeds(String name, Tensor[] outputs, Tensor[] gradients) {
    if (gradients != null && gradients.length != outputs.length) {
      throw new IllegalArgumentException(
          "%s: %d gradients for %d outputs; give one for each"
              .formatted(name, gradients.length, outputs.length));
    }
    Tensor[] seeds = new Tensor[outputs.length];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = seed(name, outputs[i], gradients == null ? null : gradients[i]);
    }
    return seeds;
  }

  private static Tensor seed(String name, Tensor output, Tensor gradient) {
    if (gradient != null) {
      if (!gradient.shape().equals(output.shape())) {
        throw new ShapeException(
            "%s: the gradient has shape %s, the tensor %s; they must be the same",
            name, gradient.shape(), output.shape());
      }
      return gradient.to(output.dtype());
    }
    if (output.numel() != 1) {
      throw new IllegalStateException(
          "%s: a gradient can be made up only for a single number, but this tensor has shape %s;"
                  .formatted(name, output.shape())
              + " reduce it first, with sum() or mean(), or pass a gradient of its shape");
    }
    return output.detach().onesLike();
  }

  /// The nodes reachable from `roots` from which one of `wanted` can be reached in turn.
  private static Set<Node> reaching(Node[] roots, Node[] wanted) {
    Set<Node> reaching = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(reaching, wanted);
    for (Node node : inOrder(roots)) {
      for (Node input : node.inputs) {
        if (input != null && reaching.contains(input)) {
          reaching.add(node);
        }
      }
    }
    return reaching;
  }

  /// All nodes reachable from `roots`, each after its inputs.
  static List<Node> inOrder(Node[] roots) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Node> open = new ArrayDeque<>();
    List<Node> order = new ArrayList<>();
    for (Node root : roots) {
      if (seen.add(root)) {
        open.push(root);
      }
    }
    while (!open.isEmpty()) {
      Node node = open.pop();
      order.add(node);
      for (Node input : node.inputs) {
        if (input != null && seen.add(input)) {
          open.push(input);
        }
      }
    }
    order.sort(Comparator.comparingLong(node -> node.number));
    return order;
  }
}
