package gradus.optim;

import java.util.function.IntToDoubleFunction;

/// The base rate times a function of the epoch: `lr = base · factor(epoch)`. Like
/// `torch.optim.lr_scheduler.LambdaLR`.
///
/// ```java
/// var schedule = new LambdaLR(optimizer, epoch -> Math.pow(0.95, epoch));
/// ```
public final class LambdaLR extends LRScheduler {
  private final IntToDoubleFunction[] factors;

  /// Schedules with one function for all groups, or one for each.
  ///
  /// @throws IllegalArgumentException if there is neither one function nor one per group
  public LambdaLR(Optimizer<?> optimizer, IntToDoubleFunction... factors) {
    this.factors = factors.clone();
    requireOneOrEach("LambdaLR", factors.length, optimizer);
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return base(group) * factors[factors.length == 1 ? 0 : group].applyAsDouble(epoch());
  }
}
