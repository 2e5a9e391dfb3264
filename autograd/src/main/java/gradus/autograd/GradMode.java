package gradus.autograd;

/// The stretch of code between [Autograd#noGrad()] (or [Autograd#enableGrad()]) and `close()`, on
/// one thread. Made for try-with-resources:
///
/// ```java
/// try (var _ = Autograd.noGrad()) {
///   weight.sub_(weight.grad().mul(0.1));
/// }
/// ```
public final class GradMode implements AutoCloseable {
  private final Context context = Context.here();
  private final boolean before = context.recording;
  private final GradMode outer = context.innermost;
  private boolean closed;

  GradMode(boolean recording) {
    context.recording = recording;
    context.innermost = this;
  }

  /// Restores the mode that was in force before. A second call does nothing.
  ///
  /// @throws IllegalStateException on another thread, or while a mode opened later is still open
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (context != Context.here()) {
      throw new IllegalStateException(
          "GradMode.close: opened on another thread; a mode belongs to the thread that opened it,"
              + " so close it there (try-with-resources does)");
    }
    if (context.innermost != this) {
      throw new IllegalStateException(
          "GradMode.close: a mode that was opened later is still open; close in reverse order"
              + " (nested try-with-resources does)");
    }
    closed = true;
    context.innermost = outer;
    context.recording = before;
  }
}
