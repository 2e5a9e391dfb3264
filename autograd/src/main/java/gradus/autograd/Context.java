package gradus.autograd;

import gradus.autograd.Details.Scope;
import java.util.ArrayList;
import java.util.List;

/// What belongs to one thread: whether operations are recorded, and the counters of recording and
/// walking.
final class Context {
  private static final ThreadLocal<Context> HERE = ThreadLocal.withInitial(Context::new);

  /// Whether operations are recorded.
  boolean recording = true;

  /// The number of the node recorded last.
  long lastNumber;

  /// The derivative call under way; 0 outside of all. Memory made meanwhile is stamped with it.
  long call;

  /// Whether the derivative called last may write into the gradient that it was given.
  boolean gradientOwned;

  /// The number of the derivative call made last. Threads count in ranges of their own, so that no
  /// two calls have one number.
  long calls = Thread.currentThread().threadId() << 40;

  /// The node whose derivatives are being applied; null outside of all.
  Node walking;

  /// The function under way whose intermediate results are not kept; null outside of all.
  Recomputation recomputation;

  /// The mode opened last and still open; null if there is none.
  GradMode innermost;

  /// The scope under way; null outside of all.
  Scope scope;

  /// What was saved for the operation that is recorded next; empty while values are not tracked.
  final List<Saved> saves = new ArrayList<>();

  private Context() {}

  static Context here() {
    return HERE.get();
  }

  /// The number of a node recorded now on `inputs`, some of which may be null.
  long numberAfter(Node[] inputs) {
    long top = lastNumber;
    for (Node input : inputs) {
      if (input != null && input.number > top) {
        top = input.number;
      }
    }
    return lastNumber = top + 1;
  }
}
