package gradus.autograd;

import gradus.autograd.Node.Derivatives;
import gradus.autograd.Regions.CopySlices;
import gradus.autograd.Regions.Embed;
import gradus.autograd.Rules.Derivative;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Spares;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Strided;
import java.util.Arrays;
import java.util.IdentityHashMap;
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
  private final boolean retainGraph;
  private final boolean createGraph;

  /// The nodes that are walked: those from which a wanted gradient can be reached; null where all
  /// are.
  private final Set<Node> reaching;

  /// The nodes whose gradients are handed out instead of accumulated, each with what it got.
  private final Map<Node, Tensor> captured;

  /// Who looks on; null while nobody does.
  private final Observer observer;

  private final Context context = Context.here();
  private Map<Node, Slot> overflow;
  private final ReachedNodes reached = new ReachedNodes();

  /// Looks on at a walk, which is the same without it. It must copy what it keeps: the walk may
  /// write into any gradient later.
  interface Observer {
    /// All has arrived at `node`: `arrived` is the sum, `gradient` what the hooks made of it.
    void reached(Node node, Tensor arrived, Tensor gradient);

    /// The derivatives of `node` gave `gradient` to its input `index`, in that input's shape and
    /// type.
    void passedOn(Node node, int index, Tensor gradient);
  }

  /// What has arrived at a node that another walk holds.
  private static final class Slot {
    Tensor gradient;
    boolean owned;
  }

  Backward(
      boolean retainGraph, boolean createGraph, Set<Node> reaching, Map<Node, Tensor> captured) {
    this(retainGraph, createGraph, reaching, captured, null);
  }

  private Backward(
      boolean retainGraph,
      boolean createGraph,
      Set<Node> reaching,
      Map<Node, Tensor> captured,
      Observer observer) {
    this.retainGraph = retainGraph;
    this.createGraph = createGraph;
    this.reaching = reaching;
    this.captured = captured;
    this.observer = observer;
  }

  /// A walk over everything that can be reached, which `observer` looks on at and which changes
  /// nothing: the graph is kept, gradients go to `leaves`, the leaves' nodes, and no tensor keeps
  /// one.
  static Backward observed(Map<Node, Tensor> leaves, Observer observer) {
    return new Backward(true, false, null, leaves, observer);
  }

  /// Walks from `roots`, whose gradients are `seeds`.
  void run(Node[] roots, Tensor[] seeds) {
    boolean recording = context.recording;
    long call = context.call;
    Node walking = context.walking;
    boolean gradientOwned = context.gradientOwned;
    context.recording = createGraph;
    try {
      for (int i = 0; i < roots.length; i++) {
        arrive(roots[i], seeds[i], false);
      }
      while (!reached.isEmpty()) {
        step(reached.pop());
      }
    } finally {
      while (!reached.isEmpty()) {
        reached.pop().releaseIfHeldBy(this);
      }
      context.recording = recording;
      context.call = call;
      context.walking = walking;
      context.gradientOwned = gradientOwned;
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
    Tensor arrived = gradient;
    Watchers watchers = node.watchers();
    if (watchers != null) {
      owned = false;
      gradient = watched(node, watchers, gradient);
    }
    if (observer != null) {
      observer.reached(node, arrived, gradient);
    } else if (node.details != null) {
      node.details.arrived(gradient);
    }
    boolean handedOut = captured.containsKey(node);
    if (handedOut) {
      owned = false;
      captured.put(node, gradient);
    }
    if (!node.isLeaf()) {
      if (reaching == null || leadsOn(node)) {
        derive(node, gradient, owned);
      }
    } else if (!handedOut && (reaching == null || reaching.contains(node))) {
      accumulate(node, gradient, owned);
    }
  }

  private Tensor watched(Node node, Watchers watchers, Tensor gradient) {
    Tensor hooked = gradient;
    for (UnaryOperator<Tensor> hook : watchers.hooks()) {
      hooked = hooked(node, hook, hooked);
    }
    if (observer == null) {
      for (Tensor tensor : watchers.retained()) {
        tensor.retainGradient(hooked, createGraph);
      }
    }
    return hooked;
  }

  private static Tensor hooked(Node node, UnaryOperator<Tensor> hook, Tensor gradient) {
    int version = gradient.version();
    Tensor changed = hook.apply(gradient);
    requireUnchanged(gradient, version, "hook: the hook of " + node.described());
    if (changed == null) {
      return gradient;
    }
    if (!changed.shape().equals(node.shape)) {
      throw new ShapeException(
          "hook: the hook of %s gave a gradient of shape %s for a tensor of shape %s; it must keep"
              + " the shape, or give null to leave the gradient as it is",
          node.described(), changed.shape(), node.shape);
    }
    return changed.to(node.dtype);
  }

  private static void requireUnchanged(Tensor gradient, int version, String who) {
    if (gradient.version() != version) {
      throw new IllegalStateException(
          who
              + " changed the gradient it was given in place, but other operations may hold the"
              + " same one; compute a new one, with the form without underscore, and return it");
    }
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
    if (node.derivatives == null) {
      throw alreadyFreed(node);
    }
    if (!addedInPlace(node, gradient)) {
      deriveAndDeliver(node, gradient, owned);
    }
    if (!retainGraph) {
      node.derivatives = null;
      node.fused = null;
    }
  }

  /// Adds the gradient of a part to what its whole got so far, instead of embedding it in zeros
  /// first, where the engine owns that.
  private boolean addedInPlace(Node node, Tensor gradient) {
    if (!createGraph && node.derivatives instanceof Embed part) {
      Tensor sum = node.inputs[0].ownedBy(this);
      if (sum != null && part.canAddTo(sum)) {
        if (observer != null) {
          observer.passedOn(node, 0, part.apply(gradient));
        }
        part.addTo(sum, gradient);
        return true;
      }
    }
    return false;
  }

  private void deriveAndDeliver(Node node, Tensor gradient, boolean owned) {
    Derivatives derivatives = createGraph || node.fused == null ? node.derivatives : node.fused;
    if (createGraph && node.once) {
      deliverEach(node, (g, needs) -> derivedOnce(node, g, needs), gradient, owned);
    } else if (derivatives instanceof Derivative derivative) {
      deliverOne(node, derivative, gradient, owned);
    } else if (owned
        && derivatives instanceof CopySlices write
        && write.canApplyInPlace(gradient)) {
      deliverEach(node, write::applyInPlace, gradient, owned);
    } else {
      deliverEach(node, derivatives, gradient, owned);
    }
  }

  /// The same as [#deliverEach] for the only input that has an edge, without arrays of one tensor.
  private void deliverOne(Node node, Derivative derivative, Tensor gradient, boolean owned) {
    int version = gradient.version();
    long call = begin(owned);
    Tensor result = derivative.apply(gradient);
    end(node, gradient, version);
    int index = node.firstEdge();
    Tensor fitting = result == null ? null : fitting(node, index, gradient, result);
    boolean ours = !createGraph && Rules.areOurs(node.derivatives);
    if (fitting != null) {
      boolean made = fitting != result && !createGraph;
      deliver(node, index, fitting, made || ours && isOwned(node, fitting, gradient, owned, call));
    }
    if (ours) {
      if (owned && (fitting == null || !share(gradient, fitting))) {
        Spares.keep(gradient.array().storage());
      }
      if (fitting != result) {
        forget(node, result, gradient, call);
      }
    }
  }

  private void deliverEach(Node node, Derivatives derivatives, Tensor gradient, boolean owned) {
    boolean[] needs = needs(node);
    int version = gradient.version();
    long call = begin(owned);
    Tensor[] results = derivatives.apply(gradient, needs);
    end(node, gradient, version);
    requireOnePerInput(node, results);
    Tensor[] fitting = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      if (needs[i] && results[i] != null) {
        fitting[i] = fitting(node, i, gradient, results[i]);
      }
    }
    boolean ours = !createGraph && Rules.areOurs(node.derivatives);
    for (int i = 0; i < results.length; i++) {
      if (fitting[i] != null) {
        boolean made = fitting[i] != results[i] && !createGraph;
        boolean alone = ours && countSharing(fitting[i], fitting) == 1;
        deliver(
            node, i, fitting[i], made || alone && isOwned(node, fitting[i], gradient, owned, call));
      }
    }
    if (ours) {
      if (owned && countSharing(gradient, fitting) == 0) {
        Spares.keep(gradient.array().storage());
      }
      for (int i = 0; i < results.length; i++) {
        boolean unfit = fitting[i] != null && fitting[i] != results[i];
        if (unfit && countSharing(results[i], results) == 1) {
          forget(node, results[i], gradient, call);
        }
      }
    }
  }

  /// Begins the call of a derivative that gets a gradient, and gives its number.
  private long begin(boolean owned) {
    context.call = ++context.calls;
    context.gradientOwned = owned && !Anomaly.detected;
    return context.call;
  }

  private void end(Node node, Tensor gradient, int version) {
    context.call = 0;
    context.gradientOwned = false;
    if (gradient.version() != version) {
      requireUnchanged(gradient, version, "%s: its derivative".formatted(node.described()));
    }
  }

  /// A result as input `index` takes it: summed to its shape and cast to its type.
  private static Tensor fitting(Node node, int index, Tensor gradient, Tensor result) {
    if (Anomaly.detected) {
      Anomaly.checkBackward(node, gradient, index, result);
    }
    Node input = node.inputs[index];
    boolean same = result.shape().equals(input.shape);
    return (same ? result : summed(node, index, result, input.shape)).to(input.dtype);
  }

  private void deliver(Node node, int index, Tensor gradient, boolean owned) {
    if (observer != null) {
      observer.passedOn(node, index, gradient);
    }
    arrive(node.inputs[index], gradient, owned);
  }

  private static IllegalStateException alreadyFreed(Node node) {
    return new IllegalStateException(
        "backward: this graph was already walked and freed (at %s); build the loss inside the loop,"
                .formatted(node.described())
            + " or pass retainGraph"
            + (node.origin == null
                ? ". Autograd.trackOrigins(true) shows the line that made it"
                : ""));
  }

  private boolean[] needs(Node node) {
    boolean[] needs = new boolean[node.inputs.length];
    for (int i = 0; i < needs.length; i++) {
      Node input = node.inputs[i];
      needs[i] = input != null && (reaching == null || reaching.contains(input));
    }
    return needs;
  }

  /// The derivatives, computed unrecorded, as results of an operation that refuses to be derived.
  private Tensor[] derivedOnce(Node node, Tensor gradient, boolean[] needs) {
    context.recording = false;
    Tensor[] results = node.derivatives.apply(gradient, needs);
    context.recording = true;
    requireOnePerInput(node, results);
    Tensor[] refusing = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      refusing[i] = results[i] == null ? null : refusingToBeDerived(node, gradient, results[i]);
    }
    return refusing;
  }

  private Tensor refusingToBeDerived(Node node, Tensor gradient, Tensor result) {
    Node[] edges = Arrays.copyOf(node.inputs, node.inputs.length + 1);
    edges[node.inputs.length] = gradient.node();
    Node refusing = new Node(context, node.name() + "Backward", result.array(), edges);
    refusing.derivatives =
        (_, _) -> {
          throw new IllegalStateException(
              "%s: its derivative was declared once(), so it cannot be derived again; write it in"
                      .formatted(node.described())
                  + " tensor operations and drop once()");
        };
    return Tensor.recorded(result.array(), refusing);
  }

  private static void requireOnePerInput(Node node, Tensor[] results) {
    if (results == null || results.length != node.inputs.length) {
      throw new IllegalStateException(
          "%s: its derivatives gave %s gradients for %d inputs; give one for each, null where none"
                  .formatted(
                      node.described(), results == null ? "no" : results.length, node.inputs.length)
              + " is needed");
    }
  }

  /// Tells whether nobody but the engine holds `result`, if no other result of the call does: one
  /// of the library's derivatives made it afresh in this very call, or passed on the gradient that
  /// the engine owned.
  private static boolean isOwned(
      Node node, Tensor result, Tensor gradient, boolean owned, long call) {
    Array array = result.array();
    boolean alone =
        share(result, gradient)
            ? owned && array.numel() == array.storage().length()
            : isMadeNow(node, array.storage(), call);
    return alone && array.geometry().isContiguous();
  }

  private static boolean isMadeNow(Node node, Storage storage, long call) {
    return storage.born() == call || node.fused != null && !storage.isSaved();
  }

  private static boolean share(Tensor a, Tensor b) {
    return a.array().storage() == b.array().storage();
  }

  private static int countSharing(Tensor tensor, Tensor[] results) {
    int count = 0;
    for (Tensor result : results) {
      count += result != null && share(tensor, result) ? 1 : 0;
    }
    return count;
  }

  /// Keeps the memory of a result that did not fit for the results of other operations, if the
  /// engine is done with it.
  private static void forget(Node node, Tensor unfit, Tensor gradient, long call) {
    if (!share(unfit, gradient) && isMadeNow(node, unfit.array().storage(), call)) {
      Spares.keep(unfit.array().storage());
    }
  }

  private static Tensor summed(Node node, int index, Tensor gradient, Shape shape) {
    if (!sumsTo(gradient.shape(), shape)) {
      throw new ShapeException(
          "%s: its derivative for input %d has shape %s, which does not sum to the input's shape"
              + " %s; return a gradient of the input's shape, or of a shape it broadcasts to",
          node.described(), index, gradient.shape(), shape);
    }
    return gradient.sumToSize(shape.toArray());
  }

  private static boolean sumsTo(Shape from, Shape to) {
    int added = from.dim() - to.dim();
    boolean sums = added >= 0;
    for (int d = 0; sums && d < to.dim(); d++) {
      sums = to.size(d) == 1 || to.size(d) == from.size(d + added);
    }
    return sums;
  }

  private void arrive(Node node, Tensor gradient, boolean owned) {
    if (overflow != null && overflow.get(node) instanceof Slot slot) {
      slot.gradient = sum(slot.gradient, slot.owned, gradient, owned);
      slot.owned = isOwnSum(slot.gradient);
    } else if (!node.take(this)) {
      Slot fresh = new Slot();
      fresh.gradient = gradient;
      fresh.owned = owned;
      overflow = overflow == null ? new IdentityHashMap<>() : overflow;
      overflow.put(node, fresh);
      reached.push(node);
    } else if (node.pending == null) {
      node.pending = gradient;
      node.pendingOwned = owned;
      reached.push(node);
    } else {
      node.pending = sum(node.pending, node.pendingOwned, gradient, owned);
      node.pendingOwned = isOwnSum(node.pending);
    }
  }

  /// Adds up in whichever is the engine's own. Two that repeat one number each stay such a one.
  private Tensor sum(Tensor before, boolean owned, Tensor added, boolean addedOwned) {
    if (owned) {
      Strided.accumulate(added.array(), before.array());
      if (addedOwned) {
        Spares.keep(added.array().storage());
      }
      return before;
    }
    if (addedOwned) {
      Strided.accumulate(before.array(), added.array());
      return added;
    }
    Array first = before.array().withoutRepeats();
    Array second = added.array().withoutRepeats();
    if (!createGraph && first != before.array() && second != added.array()) {
      return new Tensor(first).add(new Tensor(second)).expand(before.shape().toArray());
    }
    return before.add(added);
  }

  /// Tells whether what [#sum] gave may be written into.
  private boolean isOwnSum(Tensor sum) {
    return !createGraph && sum.array().geometry().isContiguous();
  }

  private void accumulate(Node node, Tensor gradient, boolean owned) {
    Tensor leaf = node.leaf;
    if (leaf == null) {
      return;
    }
    synchronized (node) {
      leaf.accumulateGradient(gradient, owned, createGraph);
    }
    if (node.watchers() != null) {
      for (Consumer<Tensor> hook : node.watchers().hooksAfterAccumulation()) {
        hook.accept(leaf);
      }
    }
  }
}
