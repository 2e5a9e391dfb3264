package gradus.optim;

/// Multiplies the rate by `gamma` every epoch: `lr = base · gammaᵗ`. Like
/// `torch.optim.lr_scheduler.ExponentialLR`.
///
/// The form `lr = base · e^(-kt)` has a gamma of `Math.exp(-k)`.
///
/// ```java
/// var schedule = new ExponentialLR(optimizer, 0.95);
/// ```
public final class ExponentialLR extends LRScheduler {
  private final double gamma;

  /// Schedules.
  ///
  /// @throws IllegalArgumentException if `gamma` is negative
  public ExponentialLR(Optimizer<?> optimizer, double gamma) {
    new Check("ExponentialLR").notNegative("gamma", gamma);
    this.gamma = gamma;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return epoch() == 0 ? lr(group) : lr(group) * gamma;
  }
}
