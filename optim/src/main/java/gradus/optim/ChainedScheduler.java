package gradus.optim;

import java.util.List;

/// Schedules over one optimizer that are stepped together, so that their effects multiply. Like
/// `torch.optim.lr_scheduler.ChainedScheduler`.
///
/// ```java
/// var warmUp = new ConstantLR(optimizer, 0.1, 2);
/// var fall = new ExponentialLR(optimizer, 0.9);
/// var schedule = new ChainedScheduler(List.of(warmUp, fall));
/// ```
public final class ChainedScheduler extends CombinedSchedule {
  /// Takes over the schedules, which then are stepped through this alone.
  ///
  /// @throws IllegalArgumentException if there are none, or if they are for several optimizers
  public ChainedScheduler(List<? extends LRScheduler> schedules) {
    if (schedules.isEmpty()) {
      throw new IllegalArgumentException(
          "ChainedScheduler: there are no schedules; give at least one");
    }
    super("ChainedScheduler", schedules.getFirst().optimizer(), schedules);
  }

  @Override
  void advance() {
    super.advance();
    schedules.forEach(LRScheduler::advance);
  }
}
