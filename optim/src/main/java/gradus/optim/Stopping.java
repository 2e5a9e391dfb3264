package gradus.optim;

/// When a [Descent] ends: after so many steps, when the loss hardly changes any more, or when the
/// gradient is almost 0, whichever comes first.
///
/// ```java
/// Stopping.after(10_000).lossChange(1e-9).gradientNorm(1e-6);
/// ```
///
/// None of them proves that a minimum was found. The loss hardly changes also where the learning
/// rate is too small. The gradient is 0 also at a maximum and at a saddle, and almost 0 on a
/// plateau: at the origin of `x² - y²`, where the loss can fall for ever, every optimizer that
/// looks at gradients alone stands still.
///
/// @param steps the most steps, 0 or more
/// @param lossChange ends when a step changes the loss by less, 0 or more; 0 never ends
/// @param gradientNorm ends when the norm of all gradients together is less, 0 or more; 0 never
///   ends
public record Stopping(int steps, double lossChange, double gradientNorm) {
  /// Refuses values out of range.
  public Stopping {
    new Check("Stopping")
        .require(steps >= 0, "steps", steps, "must be 0 or more")
        .notNegative("lossChange", lossChange)
        .notNegative("gradientNorm", gradientNorm);
  }

  /// Ends after this many steps.
  public static Stopping after(int steps) {
    return new Stopping(steps, 0, 0);
  }

  /// Ends also when a step changes the loss by less than this.
  public Stopping lossChange(double lossChange) {
    return new Stopping(steps, lossChange, gradientNorm);
  }

  /// Ends also when the norm of all gradients together is less than this.
  public Stopping gradientNorm(double gradientNorm) {
    return new Stopping(steps, lossChange, gradientNorm);
  }
}
