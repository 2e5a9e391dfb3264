package gradus.autograd;

/// Finds the line of user code that made an operation, while that is switched on.
final class Origins {
  private static final StackWalker WALKER = StackWalker.getInstance();

  static volatile boolean tracked;

  private Origins() {}

  /// The first caller outside the library, or null while origins are not tracked and anomalies not
  /// looked for.
  static StackTraceElement here() {
    return tracked || Anomaly.detected
        ? WALKER
            .walk(frames -> frames.filter(Origins::isUsers).findFirst())
            .map(StackWalker.StackFrame::toStackTraceElement)
            .orElse(null)
        : null;
  }

  private static boolean isUsers(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    return !isLibrary(name) && !name.startsWith("java.") && !name.startsWith("jdk.");
  }

  /// Tells whether a class of this name is part of the library itself.
  static boolean isLibrary(String className) {
    String top =
        className.contains("$") ? className.substring(0, className.indexOf('$')) : className;
    return (top.startsWith("gradus.autograd.")
            || top.startsWith("gradus.nn.")
            || top.startsWith("gradus.optim."))
        && !top.endsWith("Test");
  }

  /// ` (at Lesson.main(Lesson.java:12))`, or the empty text where `origin` is null.
  static String at(StackTraceElement origin) {
    return origin == null ? "" : " (at " + withoutModule(origin) + ")";
  }

  private static StackTraceElement withoutModule(StackTraceElement frame) {
    return new StackTraceElement(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }
}
