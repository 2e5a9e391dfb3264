package gradus.optim;

/// Multiplies the rate by a factor that moves evenly from `startFactor` to `endFactor` within
/// `totalIters` epochs: a warm-up. Like `torch.optim.lr_scheduler.LinearLR`.
///
/// ```java
/// var schedule = new LinearLR(optimizer, 0.1, 1, 5);
/// ```
public final class LinearLR extends LRScheduler {
  private final double startFactor;
  private final double endFactor;
  private final int totalIters;

  /// Schedules from 1/3 to 1 within 5 epochs.
  public LinearLR(Optimizer<?> optimizer) {
    this(optimizer, 1.0 / 3, 1, 5);
  }

  /// Schedules.
  ///
  /// @param startFactor above 0, at most 1
  /// @param endFactor from 0 to 1
  /// @throws IllegalArgumentException if a number is out of range
  public LinearLR(Optimizer<?> optimizer, double startFactor, double endFactor, int totalIters) {
    new Check("LinearLR")
        .require(
            startFactor > 0 && startFactor <= 1,
            "startFactor",
            startFactor,
            "must be above 0 and at most 1")
        .between("endFactor", endFactor, 0, 1)
        .require(totalIters >= 1, "totalIters", totalIters, "must be 1 or more");
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = totalIters;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    if (epoch() == 0) {
      return lr(group) * startFactor;
    }
    if (epoch() > totalIters) {
      return lr(group);
    }
    double change = endFactor - startFactor;
    return lr(group) * (1 + change / (totalIters * startFactor + (epoch() - 1) * change));
  }
}
