package gradus.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Who watches the gradient that arrives at a node: hooks, and results that keep it.
///
/// A leaf that takes over other contents gets a new node, and its watchers with it.
final class Watchers {
  private volatile List<UnaryOperator<Tensor>> hooks = List.of();
  private volatile List<Consumer<Tensor>> afterAccumulation = List.of();
  private volatile List<Tensor> retained = List.of();

  /// What is called with the gradient, in the order of registration.
  List<UnaryOperator<Tensor>> hooks() {
    return hooks;
  }

  /// What is called with the leaf once the gradient was added to its own.
  List<Consumer<Tensor>> hooksAfterAccumulation() {
    return afterAccumulation;
  }

  /// The results whose gradient is kept although they are no leaves.
  List<Tensor> retained() {
    return retained;
  }

  synchronized RemovableHandle addHook(UnaryOperator<Tensor> hook) {
    hooks = with(hooks, hook);
    return new RemovableHandle(() -> {
      synchronized (this) {
        hooks = without(hooks, hook);
      }
    });
  }

  synchronized RemovableHandle addHookAfterAccumulation(Consumer<Tensor> hook) {
    afterAccumulation = with(afterAccumulation, hook);
    return new RemovableHandle(() -> {
      synchronized (this) {
        afterAccumulation = without(afterAccumulation, hook);
      }
    });
  }

  synchronized void retain(Tensor tensor) {
    if (!retained.contains(tensor)) {
      retained = with(retained, tensor);
    }
  }

  /// Retains `tensor` no longer, and tells whether it was retained.
  synchronized boolean release(Tensor tensor) {
    boolean was = retained.contains(tensor);
    retained = without(retained, tensor);
    return was;
  }

  private static <T> List<T> with(List<T> list, T added) {
    List<T> longer = new ArrayList<>(list);
    longer.add(added);
    return List.copyOf(longer);
  }

  private static <T> List<T> without(List<T> list, T removed) {
    List<T> shorter = new ArrayList<>(list);
    shorter.remove(removed);
    return List.copyOf(shorter);
  }
}
