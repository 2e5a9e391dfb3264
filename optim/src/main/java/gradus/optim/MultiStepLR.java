package gradus.optim;

/// Multiplies the rate by `gamma` at every milestone. Like `torch.optim.lr_scheduler.MultiStepLR`.
///
/// ```java
/// var schedule = new MultiStepLR(optimizer, new int[] {30, 80}, 0.1);
/// ```
public final class MultiStepLR extends LRScheduler {
  private final int[] milestones;
  private final double gamma;

  /// Schedules with a gamma of 0.1.
  ///
  /// @param milestones the epochs at which the rate changes; one that is named twice counts twice
  public MultiStepLR(Optimizer<?> optimizer, int... milestones) {
    this(optimizer, milestones, 0.1);
  }

  /// Schedules.
  ///
  /// @param milestones the epochs at which the rate changes; one that is named twice counts twice
  /// @throws IllegalArgumentException if `gamma` is negative
  public MultiStepLR(Optimizer<?> optimizer, int[] milestones, double gamma) {
    new Check("MultiStepLR").notNegative("gamma", gamma);
    this.milestones = milestones.clone();
    this.gamma = gamma;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    int times = 0;
    for (int milestone : milestones) {
      times += milestone == epoch() ? 1 : 0;
    }
    return times == 0 ? lr(group) : lr(group) * Math.pow(gamma, times);
  }
}
