package gradus.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Modes of recording, and gradients as values instead of in leaves.
public final class Autograd {
  private Autograd() {}

  // ---- modes ----

  /// Stops recording on this thread until the result is closed. Like `torch.no_grad`.
  public static GradMode noGrad() {
    return new GradMode(false);
  }

  /// Records on this thread again until the result is closed. Like `torch.enable_grad`.
  public static GradMode enableGrad() {
    return new GradMode(true);
  }

  /// Runs `action` without recording.
  public static void noGrad(Runnable action) {
    try (var _ = noGrad()) {
      action.run();
    }
  }

  /// Computes `value` without recording.
  public static <T> T noGrad(Supplier<T> value) {
    try (var _ = noGrad()) {
      return value.get();
    }
  }

  /// Tells whether operations are recorded on this thread. Like `torch.is_grad_enabled`.
  public static boolean isGradEnabled() {
    return Context.here().recording;
  }

  /// Says whether every operation remembers the line of user code that made it, for messages. Off
  /// by default; costs about a microsecond per operation while on.
  public static void trackOrigins(boolean on) {
    Origins.tracked = on;
  }

  /// Says whether the first result or derivative that is NaN or infinite, though what it was
  /// computed from is not, throws an [ArithmeticException] that names the operation, its line and
  /// the ranges of its inputs. Turns the tracking of origins on with it. For looking for a fault:
  /// it is slow.
  public static void detectAnomaly(boolean on) {
    Anomaly.detected = on;
    trackOrigins(on);
  }

  // ---- gradients ----

  /// The gradients of the single number `output` with respect to `inputs`; nothing is left in any
  /// leaf.
  ///
  /// @throws IllegalStateException if `output` does not depend on an input
  public static Tensor[] grad(Tensor output, Tensor... inputs) {
    return grad(new Tensor[] {output}, inputs, null, false, false, false);
  }

  /// The gradients of `Σ outputs[i] · gradients[i]` with respect to `inputs`; nothing is left in
  /// any leaf. Like `torch.autograd.grad`.
  ///
  /// @param gradients one per output and of its shape; null, or null for a single number, means 1
  /// @param retainGraph keeps the record, so that it can be walked again
  /// @param createGraph records the walk itself, so that the gradients can be derived in turn;
  ///   keeps the record too
  /// @param allowUnused gives null for an input that no output depends on, instead of throwing
  /// @throws IllegalStateException if an input is not used and `allowUnused` is false
  public static Tensor[] grad(
      Tensor[] outputs,
      Tensor[] inputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    Map<Node, Tensor> wanted = new IdentityHashMap<>();
    for (Tensor input : inputs) {
      requireGrad("grad", input);
      wanted.put(input.node(), null);
    }
    walk("grad", outputs, gradients, retainGraph, createGraph, wanted);
    Tensor[] results = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      results[i] = wanted.get(inputs[i].node());
      if (results[i] == null && !allowUnused) {
        throw new IllegalStateException(
            "grad: input %d (shape %s) was not used to compute the outputs; leave it out, or pass allowUnused for null in its place"
                .formatted(i, inputs[i].shape()));
      }
    }
    return results;
  }

  static void backward(
      Tensor output, Tensor gradient, boolean retainGraph, boolean createGraph, Tensor... inputs) {
    Tensor[] outputs = {output};
    Tensor[] gradients = {gradient};
    if (inputs.length == 0) {
      walk("backward", outputs, gradients, retainGraph, createGraph, null);
      return;
    }
    Map<Node, Tensor> wanted = new IdentityHashMap<>();
    for (Tensor input : inputs) {
      requireGrad("backward", input);
      wanted.put(input.node(), null);
    }
    walk("backward", outputs, gradients, retainGraph, createGraph, wanted);
    for (Tensor input : inputs) {
      Tensor result = wanted.remove(input.node());
      if (result != null) {
        input.accumulateGradient(result, false, createGraph);
      }
    }
  }

  private static void requireGrad(String name, Tensor input) {
    if (!input.requiresGrad()) {
      throw new IllegalStateException(
          "%s: an input of shape %s requires no gradient; call requiresGrad(true) before computing with it"
              .formatted(name, input.shape()));
    }
  }

  private static void walk(
      String name,
      Tensor[] outputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      Map<Node, Tensor> wanted) {
    if (gradients != null && gradients.length != outputs.length) {
      throw new IllegalArgumentException(
          "%s: %d gradients for %d outputs; give one for each"
              .formatted(name, gradients.length, outputs.length));
    }
    Node[] roots = new Node[outputs.length];
    Tensor[] seeds = new Tensor[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      roots[i] = root(name, outputs[i]);
      seeds[i] = seed(name, outputs[i], gradients == null ? null : gradients[i]);
    }
    Set<Node> reaching = wanted == null ? null : reaching(roots, wanted.keySet());
    new Backward(retainGraph || createGraph, createGraph, wanted, reaching).run(roots, seeds);
  }

  private static Node root(String name, Tensor output) {
    Node node = output.node();
    if (node == null) {
      throw new IllegalStateException(
          "%s: this tensor of shape %s does not depend on anything that requires a gradient; call requiresGrad(true) on a leaf before computing with it, and compute outside noGrad"
              .formatted(name, output.shape()));
    }
    return node;
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
          "%s: a gradient can be made up only for a single number, but this tensor has shape %s; reduce it first, with sum() or mean(), or pass a gradient of its shape"
              .formatted(name, output.shape()));
    }
    return output.detach().onesLike();
  }

  /// The nodes reachable from `roots` from which one of `wanted` can be reached in turn.
  private static Set<Node> reaching(Node[] roots, Set<Node> wanted) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> order = new ArrayList<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
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
    Set<Node> reaching = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : order) {
      if (wanted.contains(node) || Arrays.stream(node.inputs).anyMatch(reaching::contains)) {
        reaching.add(node);
      }
    }
    return reaching;
  }
}
