package gradus.autograd;

import gradus.autograd.Node.Rule;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Strided;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One walk back through a recorded graph.
///
/// Numbers grow along every edge, so the node with the highest number among those reached has
/// received all that it ever will and can run at once: one pass over a heap of reached nodes,
/// however deep the graph. Leaves have number 0 and come last.
///
/// The walk writes into a gradient's memory only where it is its own: a sum that it allocated, or
/// what one of the library's derivatives made afresh in that very call and shares with no other
/// result. A hook, or anyone else who has seen a gradient, ends that.
final class Backward {
  private static final boolean[] THE_ONLY_INPUT = {true};

  private final boolean retainGraph;
  private final boolean createGraph;

  /// The nodes whose gradients are wanted instead of accumulated in leaves, each with what it got;
  /// null where all leaves accumulate.
  private final Map<Node, Tensor> wanted;

  /// The nodes from which a wanted one can be reached; null where all are walked.
  private final Set<Node> reaching;

  private final Context context = Context.here();
  private Map<Node, Slot> overflow;
  private Node[] heap = new Node[8];
  private int size;

  /// What has arrived at a node that another walk holds.
  private static final class Slot {
    Tensor gradient;
    boolean owned;
  }

  Backward(boolean retainGraph, boolean createGraph, Map<Node, Tensor> wanted, Set<Node> reaching) {
    this.retainGraph = retainGraph;
    this.createGraph = createGraph;
    this.wanted = wanted;
    this.reaching = reaching;
  }

  /// Walks from `roots`, whose gradients are `seeds`.
  void run(Node[] roots, Tensor[] seeds) {
    boolean recording = context.recording;
    long call = context.call;
    Node walking = context.walking;
    context.recording = createGraph;
    try {
      for (int i = 0; i < roots.length; i++) {
        arrive(roots[i], seeds[i], false);
      }
      while (size > 0) {
        step(pop());
      }
    } finally {
      while (size > 0) {
        pop().releaseIfHeldBy(this);
      }
      context.recording = recording;
      context.call = call;
      context.walking = walking;
    }
  }

  private void step(Node node) {
    Tensor gradient;
    boolean owned;
    Slot slot = overflow == null ? null : overflow.remove(node);
    if (slot != null) {
      gradient = slot.gradient;
      owned = slot.owned;
    } else {
      gradient = node.pending;
      owned = node.pendingOwned;
      node.release();
    }
    context.walking = node;
    for (UnaryOperator<Tensor> hook : node.hooks()) {
      owned = false;
      gradient = hooked(node, hook, gradient);
    }
    for (Tensor tensor : node.retained) {
      owned = false;
      tensor.retainGradient(gradient, createGraph);
    }
    if (wanted != null && wanted.containsKey(node)) {
      owned = false;
      wanted.put(node, gradient);
    }
    if (node.isLeaf()) {
      if (wanted == null) {
        accumulate(node, gradient, owned);
      }
    } else if (reaching == null || leadsOn(node)) {
      derive(node, gradient, owned);
    }
  }

  private static Tensor hooked(Node node, UnaryOperator<Tensor> hook, Tensor gradient) {
    Tensor changed = hook.apply(gradient);
    if (changed == null) {
      return gradient;
    }
    if (!changed.shape().equals(node.shape)) {
      throw new ShapeException(
          "hook: the hook of %s gave a gradient of shape %s for a tensor of shape %s; it must keep"
              + " the shape, or give null to leave the gradient as it is",
          node.name(), changed.shape(), node.shape);
    }
    return changed;
  }

  private boolean leadsOn(Node node) {
    for (Node input : node.inputs) {
      if (input != null && reaching.contains(input)) {
        return true;
      }
    }
    return false;
  }

  private void derive(Node node, Tensor gradient, boolean owned) {
    Rule rule = node.rule;
    if (rule == null) {
      throw new IllegalStateException(
          "backward: this graph was already walked and freed (at %s); build the loss inside the loop, or pass"
                  .formatted(node.described())
              + " retainGraph"
              + (node.origin == null
                  ? ". Autograd.trackOrigins(true) shows the line that made it"
                  : ""));
    }
    boolean[] needs = needs(node);
    long call = ++context.calls;
    context.call = call;
    boolean inPlace =
        owned
            && !createGraph
            && rule.derivatives() instanceof Regions.CopySlices write
            && write.canApplyInPlace(gradient);
    Tensor[] results = apply(node, rule, gradient, needs, inPlace);
    context.call = 0;
    if (!retainGraph) {
      node.rule = null;
    }
    if (results.length != needs.length) {
      throw new IllegalStateException(
          "%s: its derivatives gave %d gradients for %d inputs; give one for each, null where none is needed"
              .formatted(node.name(), results.length, needs.length));
    }
    Anomaly.checkBackward(node, gradient, results);
    for (int i = 0; i < results.length; i++) {
      if (needs[i]) {
        boolean mine = inPlace || isOwned(rule, results, i, gradient, owned, call);
        deliver(node, i, results[i], mine);
      }
    }
  }

  private boolean[] needs(Node node) {
    int count = node.inputs.length;
    if (count == 1) {
      return THE_ONLY_INPUT;
    }
    boolean[] needs = new boolean[count];
    for (int i = 0; i < count; i++) {
      Node input = node.inputs[i];
      needs[i] = input != null && (reaching == null || reaching.contains(input));
    }
    return needs;
  }

  private Tensor[] apply(Node node, Rule rule, Tensor gradient, boolean[] needs, boolean inPlace) {
    if (inPlace) {
      return ((Regions.CopySlices) rule.derivatives()).applyInPlace(gradient, needs);
    }
    if (!createGraph) {
      return (rule.fused() == null ? rule.derivatives() : rule.fused()).apply(gradient, needs);
    }
    return rule.once()
        ? derivedOnce(node, rule, gradient, needs)
        : rule.derivatives().apply(gradient, needs);
  }

  /// The derivatives, computed unrecorded, as results of an operation that refuses to be derived.
  private Tensor[] derivedOnce(Node node, Rule rule, Tensor gradient, boolean[] needs) {
    context.recording = false;
    Tensor[] results = rule.derivatives().apply(gradient, needs);
    context.recording = true;
    for (int i = 0; i < results.length; i++) {
      if (needs[i]) {
        results[i] = refusingToBeDerived(node, gradient, results[i]);
      }
    }
    return results;
  }

  private static Tensor refusingToBeDerived(Node node, Tensor gradient, Tensor result) {
    if (gradient.node() == null && !anyRecorded(node)) {
      return result;
    }
    Tensor out = new Tensor(result.array());
    Context here = Context.here();
    here.lastNumber = Math.max(here.lastNumber, node.number) + 1;
    Node[] edges = Arrays.copyOf(node.inputs, node.inputs.length + 1);
    edges[node.inputs.length] = gradient.node();
    Node refusing = new Node(node.name() + "Backward", here.lastNumber, out.array(), edges);
    refusing.rule =
        new Rule(
            (_, _) -> {
              throw new IllegalStateException(
                  "%s: its derivative was declared once(), so it cannot be derived again; write it in tensor operations"
                          .formatted(node.described())
                      + " and drop once()");
            },
            null,
            false,
            false);
    out.setNode(refusing);
    return out;
  }

  private static boolean anyRecorded(Node node) {
    for (Node input : node.inputs) {
      if (input != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwned(
      Rule rule, Tensor[] results, int index, Tensor gradient, boolean owned, long call) {
    Tensor result = results[index];
    if (createGraph || !rule.ours() || result == null) {
      return false;
    }
    Storage storage = result.array().storage();
    for (int i = 0; i < results.length; i++) {
      if (i != index && results[i] != null && results[i].array().storage() == storage) {
        return false;
      }
    }
    if (result == gradient) {
      return owned;
    }
    return result.array().geometry().isContiguous()
        && (storage.born() == call
            || rule.fused() != null && storage != gradient.array().storage());
  }

  private void deliver(Node node, int index, Tensor gradient, boolean owned) {
    Node input = node.inputs[index];
    if (gradient == null) {
      return;
    }
    Tensor summed = gradient;
    if (!gradient.shape().equals(input.shape)) {
      summed = summed(node, index, gradient, input.shape);
      owned = !createGraph;
    }
    if (summed.dtype() != input.dtype) {
      summed = summed.to(input.dtype);
      owned = !createGraph;
    }
    arrive(input, summed, owned);
  }

  private static Tensor summed(Node node, int index, Tensor gradient, Shape shape) {
    try {
      if (shape.broadcast("sum", gradient.shape()).equals(gradient.shape())) {
        return gradient.sumToSize(shape.toArray());
      }
    } catch (ShapeException e) {
      // falls through to the sentence that names the operation
    }
    throw new ShapeException(
        "%s: its derivative for input %d has shape %s, which does not sum to the input's shape %s;"
            + " return a gradient of the input's shape, or of a shape it broadcasts to",
        node.described(), index, gradient.shape(), shape);
  }

  private void arrive(Node node, Tensor gradient, boolean owned) {
    if (overflow != null && overflow.get(node) instanceof Slot slot) {
      slot.gradient = sum(slot.gradient, slot.owned, gradient);
      slot.owned = !createGraph;
    } else if (!node.take(this)) {
      Slot fresh = new Slot();
      fresh.gradient = gradient;
      fresh.owned = owned;
      overflow = overflow == null ? new IdentityHashMap<>() : overflow;
      overflow.put(node, fresh);
      push(node);
    } else if (node.pending == null) {
      node.pending = gradient;
      node.pendingOwned = owned;
      push(node);
    } else {
      node.pending = sum(node.pending, node.pendingOwned, gradient);
      node.pendingOwned = !createGraph;
    }
  }

  private Tensor sum(Tensor before, boolean owned, Tensor added) {
    if (owned && !createGraph) {
      Strided.accumulate(added.array(), before.array());
      return before;
    }
    return before.add(added);
  }

  private void accumulate(Node node, Tensor gradient, boolean owned) {
    Tensor leaf = node.leaf;
    if (leaf == null) {
      return;
    }
    synchronized (node) {
      leaf.accumulateGradient(gradient, owned, createGraph);
    }
    List<Consumer<Tensor>> after = node.hooksAfterAccumulation();
    for (Consumer<Tensor> hook : after) {
      hook.accept(leaf);
    }
  }

  private void push(Node node) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2].number < node.number) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = node;
  }

  private Node pop() {
    Node top = heap[0];
    Node last = heap[--size];
    heap[size] = null;
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].number > heap[child].number) {
        child++;
      }
      if (heap[child].number <= last.number) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
