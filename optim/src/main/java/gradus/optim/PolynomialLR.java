package gradus.optim;

/// Lets the rate fall to 0 within `totalIters` epochs along a power: `lr = base (1 - t /
/// totalIters)^power`. Like `torch.optim.lr_scheduler.PolynomialLR`.
///
/// ```java
/// var schedule = new PolynomialLR(optimizer, 100, 2);
/// ```
public final class PolynomialLR extends LRScheduler {
  private final int totalIters;
  private final double power;

  /// Schedules with 5 epochs and a power of 1.
  public PolynomialLR(Optimizer<?> optimizer) {
    this(optimizer, 5, 1);
  }

  /// Schedules.
  ///
  /// @throws IllegalArgumentException if `totalIters` is less than 1
  public PolynomialLR(Optimizer<?> optimizer, int totalIters, double power) {
    new Check("PolynomialLR")
        .require(totalIters >= 1, "totalIters", totalIters, "must be 1 or more");
    this.totalIters = totalIters;
    this.power = power;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    if (epoch() == 0 || epoch() > totalIters) {
      return lr(group);
    }
    double left = 1 - (double) epoch() / totalIters;
    double before = 1 - (double) (epoch() - 1) / totalIters;
    return lr(group) * Math.pow(left / before, power);
  }
}
