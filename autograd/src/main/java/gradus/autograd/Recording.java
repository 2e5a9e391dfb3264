package gradus.autograd;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Whether operations on a tensor are recorded, and the walk back through the record, which leaves
/// gradients in its [Tensor#grad()].
public sealed interface Recording permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Tells whether a gradient flows to this tensor: it was asked to require one, or was computed
  /// from one that does.
  default boolean requiresGrad() {
    return self().node() != null;
  }

  /// Says whether operations on this tensor are recorded from now on, and gives this tensor.
  ///
  /// @throws IllegalArgumentException if it is not of a floating-point type
  /// @throws IllegalStateException if it was computed by a recorded operation and is told not to
  default Tensor requiresGrad(boolean required) {
    Node node = self().node();
    if (!required && node != null && !node.isLeaf()) {
      throw new IllegalStateException(
          "requiresGrad: this tensor was computed by the recorded %s, so it cannot be told not to"
                  .formatted(node.described())
              + " require a gradient; use detach()");
    }
    if (required && !self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "requiresGrad: a tensor of %s cannot require a gradient, only FLOAT32 and FLOAT64 can;"
                  .formatted(self().dtype())
              + " cast it first: x.to(FLOAT32).requiresGrad(true)");
    }
    if (required && node == null) {
      self().setNode(new Node(self(), null));
    } else if (!required) {
      self().setNode(null);
    }
    return self();
  }

  /// Tells whether this tensor was not computed by a recorded operation. [#backward()] leaves
  /// gradients in leaves that require one.
  default boolean isLeaf() {
    Node node = self().node();
    return node == null || node.isLeaf();
  }

  /// The recorded operation that computed this tensor; null for a leaf. Like `grad_fn`.
  default Node gradFn() {
    return isLeaf() ? null : self().node();
  }

  /// Computes the gradients of this single number with respect to all leaves that it depends on,
  /// and adds them to what the leaves hold. The record is freed on the way.
  ///
  /// @throws IllegalStateException if this tensor is not a single number or was not recorded, if
  ///   the graph was already freed, or if a value that a derivative needs was changed in place
  default void backward() {
    backward(null, false, false);
  }

  /// Computes the gradients of `sum(this · gradient)`.
  ///
  /// @param gradient of this tensor's shape; null for a single number means 1
  default void backward(Tensor gradient) {
    backward(gradient, false, false);
  }

  /// Computes the gradients of `sum(this · gradient)`.
  ///
  /// @param gradient of this tensor's shape; null for a single number means 1
  /// @param retainGraph keeps the record, so that it can be walked again
  /// @param createGraph records the walk itself, so that the gradients can be derived in turn;
  ///   keeps the record too
  /// @param inputs where gradients are left; none means all leaves
  default void backward(
      Tensor gradient, boolean retainGraph, boolean createGraph, Tensor... inputs) {
    Gradients.backward(
        new Tensor[] {self()}, new Tensor[] {gradient}, retainGraph, createGraph, inputs);
  }

  /// Asks backward to leave a gradient here although this tensor is no leaf.
  ///
  /// @throws IllegalStateException if it requires no gradient
  default void retainGrad() {
    Node node = recordedFor("retainGrad");
    if (!node.isLeaf()) {
      node.watched().retain(self());
    }
  }

  /// Has `hook` called with this tensor's gradient whenever one is computed, before it goes on.
  /// What it gives replaces the gradient; null leaves it as it is. It must not change the gradient
  /// in place: others may hold it too.
  ///
  /// @throws IllegalStateException if this tensor requires no gradient
  default RemovableHandle registerHook(UnaryOperator<Tensor> hook) {
    Objects.requireNonNull(hook, "registerHook: the hook is null; give a function");
    return recordedFor("registerHook").watched().addHook(hook);
  }

  /// Has `hook` called with this leaf after a gradient was added to its [Tensor#grad()].
  ///
  /// @throws IllegalStateException if this is no leaf that requires a gradient
  default RemovableHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
    Objects.requireNonNull(
        hook, "registerPostAccumulateGradHook: the hook is null; give a function");
    Node node = recordedFor("registerPostAccumulateGradHook");
    if (!node.isLeaf()) {
      throw new IllegalStateException(
          "registerPostAccumulateGradHook: this tensor was computed by %s, and gradients are added"
                  .formatted(node.described())
              + " up in leaves only; use registerHook");
    }
    return node.watched().addHookAfterAccumulation(hook);
  }

  private Node recordedFor(String name) {
    Node node = self().node();
    if (node == null) {
      throw new IllegalStateException(
          name
              + ": this tensor requires no gradient, so none will arrive; call requiresGrad(true)"
              + " before computing with it");
    }
    return node;
  }
}
