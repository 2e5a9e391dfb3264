package gradus.autograd;

/// Takes back what a registration did, such as a hook.
public final class RemovableHandle implements AutoCloseable {
  private Runnable removal;

  /// Makes a handle whose first [#remove()] runs `removal`.
  public RemovableHandle(Runnable removal) {
    this.removal = removal;
  }

  /// Removes what was registered. A second call does nothing.
  public void remove() {
    Runnable once = removal;
    removal = null;
    if (once != null) {
      once.run();
    }
  }

  /// Removes what was registered, for try-with-resources.
  @Override
  public void close() {
    remove();
  }
}
