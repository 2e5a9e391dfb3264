package gradus.optim;

import java.util.function.IntToDoubleFunction;

/// The last rate times a function of the epoch: `lr = lr · factor(epoch)`, from epoch 1 on. Like
/// `torch.optim.lr_scheduler.MultiplicativeLR`.
///
/// ```java
/// var schedule = new MultiplicativeLR(optimizer, epoch -> 0.95);
/// ```
public final class MultiplicativeLR extends LRScheduler {
  private final IntToDoubleFunction[] factors;

  /// Schedules with one function for all groups, or one for each.
  ///
  /// @throws IllegalArgumentException if there is neither one function nor one per group
  public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction... factors) {
    this.factors = factors.clone();
    requireOneOrEach("MultiplicativeLR", factors.length, optimizer);
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return epoch() == 0
        ? lr(group)
        : lr(group) * factors[factors.length == 1 ? 0 : group].applyAsDouble(epoch());
  }

  /// Goes on from the present rates: this schedule has no value of its own for epoch 0.
  @Override
  void restart() {
    epoch(0);
  }
}
