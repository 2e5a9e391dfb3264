package gradus.autograd;

import gradus.autograd.kernel.Array;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// One recorded operation (`gradFn` of its result), or the place where a leaf's gradient arrives.
///
/// Its edges point to the nodes of the operation's inputs, not to tensors, so that intermediate
/// results can be collected. Numbers grow along every edge from the inputs on; a leaf has number 0.
public final class Node {
  private static final VarHandle WALK;

  static {
    try {
      WALK = MethodHandles.lookup().findVarHandle(Node.class, "walk", Backward.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  final long number;
  final Shape shape;
  final DType dtype;
  final StackTraceElement origin;

  /// The nodes of the inputs; null where an input needs no gradient.
  final Node[] inputs;

  /// The second operand of an operation of a tensor and a number.
  double operand;

  /// The derivatives; null once the graph is freed, and for a leaf.
  Derivatives derivatives;

  /// A faster way to the same, used while no graph of it is being built; null where there is none.
  Derivatives fused;

  /// Whether the derivatives cannot be derived again.
  boolean once;

  /// Whether an input was not finite, where anomalies are looked for.
  boolean ofBadInput;

  /// The leaf whose gradient arrives here; null for an operation, and for a leaf that was cut
  /// loose.
  volatile Tensor leaf;

  /// What [Tensor#named] calls the result of an operation; null where nobody named it.
  volatile String label;

  /// What is shown to a person; null for a leaf and while values are not tracked.
  Details details;

  /// Null until somebody watches.
  private volatile Watchers watchers;

  /// The walk that holds this node's slot, and the slot: what has arrived so far, and whether the
  /// engine may write into it.
  private volatile Backward walk;

  Tensor pending;
  boolean pendingOwned;

  /// The gradients of all inputs from the gradient of the result. `needs[i]` tells whether input
  /// `i` needs one; where it does not, the result's element is ignored. Null means that no gradient
  /// flows to that input.
  @FunctionalInterface
  public interface Derivatives {
    /// Applies the derivatives to `gradient`, which has the result's shape and type and must not be
    /// changed in place: others may hold it too.
    Tensor[] apply(Tensor gradient, boolean[] needs);
  }

  /// The node of an operation that gave `result`, recorded now on this thread.
  Node(Context context, String name, Array result, Node... inputs) {
    this.name = name;
    this.inputs = inputs;
    number = context.numberAfter(inputs);
    shape = result.shape();
    dtype = result.dtype();
    origin = Origins.here();
  }

  /// The node of the leaf `tensor`, which `watchers` watch; null if nobody does.
  Node(Tensor tensor, Watchers watchers) {
    name = "leaf";
    number = 0;
    inputs = new Node[0];
    shape = tensor.shape();
    dtype = tensor.dtype();
    leaf = tensor;
    origin = null;
    this.watchers = watchers;
  }

  /// The place of the first input that has a node.
  int firstEdge() {
    int i = 0;
    while (inputs[i] == null) {
      i++;
    }
    return i;
  }

  /// The name of the operation, such as `mul`; `leaf` for a leaf.
  public String name() {
    return name;
  }

  /// The nodes of the operation's inputs, null where an input needs no gradient. Like
  /// `next_functions`.
  public List<Node> inputs() {
    return Collections.unmodifiableList(Arrays.asList(inputs));
  }

  /// The leaf whose gradient arrives here; null for an operation.
  public Tensor tensor() {
    return leaf;
  }

  /// The shape of the operation's result.
  public Shape shape() {
    return shape;
  }

  /// Tells whether this is the place where a leaf's gradient arrives.
  public boolean isLeaf() {
    return number == 0;
  }

  /// The name and, where origins are tracked, the user's line, for messages.
  String described() {
    return name + Origins.at(origin);
  }

  /// Takes the slot for the walk `by`, unless another walk holds it.
  boolean take(Backward by) {
    return walk == by || WALK.compareAndSet(this, (Backward) null, by);
  }

  /// What has arrived so far, if the slot is held by the walk `by` and the engine may write into
  /// it; otherwise null.
  Tensor ownedBy(Backward by) {
    return walk == by && pendingOwned ? pending : null;
  }

  void release() {
    pending = null;
    pendingOwned = false;
    WALK.setRelease(this, (Backward) null);
  }

  void releaseIfHeldBy(Backward by) {
    if (walk == by) {
      release();
    }
  }

  /// Who watches the gradient that arrives here; null if nobody does.
  Watchers watchers() {
    return watchers;
  }

  /// The watchers, for another one to join.
  synchronized Watchers watched() {
    if (watchers == null) {
      watchers = new Watchers();
    }
    return watchers;
  }

  /// Moves the wish to keep `tensor`'s gradient to its new node; null means it has none.
  void moveRetained(Tensor tensor, Node to) {
    if (to != this && watchers != null && watchers.release(tensor) && to != null) {
      to.watched().retain(tensor);
    }
  }

  /// The name and the result's shape, as `mul [2, 3]`.
  @Override
  public String toString() {
    return name + " " + shape;
  }
}
