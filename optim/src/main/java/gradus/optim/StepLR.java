package gradus.optim;

/// Multiplies the rate by `gamma` every `stepSize` epochs. Like `torch.optim.lr_scheduler.StepLR`.
///
/// ```java
/// var schedule = new StepLR(optimizer, 30, 0.1); // 0.1, from epoch 30 on 0.01, from 60 on 0.001
/// ```
public final class StepLR extends LRScheduler {
  private final int stepSize;
  private final double gamma;

  /// Schedules with a gamma of 0.1.
  ///
  /// @throws IllegalArgumentException if `stepSize` is less than 1
  public StepLR(Optimizer<?> optimizer, int stepSize) {
    this(optimizer, stepSize, 0.1);
  }

  /// Schedules.
  ///
  /// @throws IllegalArgumentException if `stepSize` is less than 1 or `gamma` is negative
  public StepLR(Optimizer<?> optimizer, int stepSize, double gamma) {
    new Check("StepLR")
        .require(stepSize >= 1, "stepSize", stepSize, "must be 1 or more")
        .notNegative("gamma", gamma);
    this.stepSize = stepSize;
    this.gamma = gamma;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return epoch() == 0 || epoch() % stepSize != 0 ? lr(group) : lr(group) * gamma;
  }
}
