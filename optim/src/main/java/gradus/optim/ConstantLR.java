package gradus.optim;

/// Multiplies the rate by `factor` until epoch `totalIters`, and takes that back then. Like
/// `torch.optim.lr_scheduler.ConstantLR`.
///
/// ```java
/// var schedule = new ConstantLR(optimizer, 0.5, 4);
/// ```
public final class ConstantLR extends LRScheduler {
  private final double factor;
  private final int totalIters;

  /// Schedules with a factor of 1/3 for 5 epochs.
  public ConstantLR(Optimizer<?> optimizer) {
    this(optimizer, 1.0 / 3, 5);
  }

  /// Schedules.
  ///
  /// @param factor above 0, at most 1
  /// @throws IllegalArgumentException if a number is out of range
  public ConstantLR(Optimizer<?> optimizer, double factor, int totalIters) {
    new Check("ConstantLR")
        .require(factor > 0 && factor <= 1, "factor", factor, "must be above 0 and at most 1")
        .require(totalIters >= 0, "totalIters", totalIters, "must be 0 or more");
    this.factor = factor;
    this.totalIters = totalIters;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    if (epoch() == 0) {
      return lr(group) * factor;
    }
    return epoch() == totalIters ? lr(group) * (1 / factor) : lr(group);
  }
}
