package gradus.optim;

import gradus.autograd.StateDict;
import java.util.List;

/// Schedules over one optimizer that are stepped together, so that their effects multiply. Like
/// `torch.optim.lr_scheduler.ChainedScheduler`.
///
/// ```java
/// var warmUp = new ConstantLR(optimizer, 0.1, 2);
/// var fall = new ExponentialLR(optimizer, 0.9);
/// var schedule = new ChainedScheduler(List.of(warmUp, fall));
/// ```
public final class ChainedScheduler extends LRScheduler {
  private final List<LRScheduler> schedules;

  /// Takes over the schedules, which then are stepped through this alone.
  ///
  /// @throws IllegalArgumentException if there are none, or if they are for several optimizers
  public ChainedScheduler(List<? extends LRScheduler> schedules) {
    if (schedules.isEmpty()) {
      throw new IllegalArgumentException(
          "ChainedScheduler: there are no schedules; give at least one");
    }
    Optimizer<?> optimizer = schedules.getFirst().optimizer();
    for (LRScheduler schedule : schedules) {
      requireOver("ChainedScheduler", optimizer, schedule);
    }
    this.schedules = List.copyOf(schedules);
    super(optimizer);
  }

  static void requireOver(String name, Optimizer<?> optimizer, LRScheduler schedule) {
    if (schedule.optimizer() != optimizer) {
      throw new IllegalArgumentException(
          "%s: a %s is for another optimizer; make all schedules over the same one"
              .formatted(name, schedule.getClass().getSimpleName()));
    }
  }

  /// The rate that the schedules have set.
  @Override
  protected double next(int group) {
    return lr(group);
  }

  @Override
  void advance() {
    super.advance();
    schedules.forEach(LRScheduler::advance);
  }

  @Override
  void undo() {
    super.undo();
    schedules.forEach(LRScheduler::undo);
  }

  @Override
  void restart() {
    undo();
    for (int i = 0; i < groupCount(); i++) {
      group(i).lr(base(i));
    }
    advance();
  }

  @Override
  public StateDict stateDict() {
    StateDict state = super.stateDict();
    for (int i = 0; i < schedules.size(); i++) {
      state.putAll("schedulers." + i + ".", schedules.get(i).stateDict());
    }
    return state;
  }

  @Override
  public void loadStateDict(StateDict state) {
    for (int i = 0; i < schedules.size(); i++) {
      schedules.get(i).loadStateDict(state.under("schedulers." + i + "."));
    }
    super.loadStateDict(state);
  }
}
