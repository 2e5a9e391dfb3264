package gradus.optim;

import gradus.autograd.StateDict;
import java.util.List;

/// What schedules made of schedules have in common: those set the rates, and are undone, begun anew
/// and saved with the whole.
abstract sealed class CombinedSchedule extends LRScheduler permits ChainedScheduler, SequentialLR {
  final List<LRScheduler> schedules;

  /// Takes over the schedules.
  ///
  /// @param name of the schedule, for errors
  CombinedSchedule(String name, Optimizer<?> optimizer, List<? extends LRScheduler> schedules) {
    for (LRScheduler schedule : schedules) {
      if (schedule.optimizer() != optimizer) {
        throw new IllegalArgumentException(
            "%s: a %s is for another optimizer; make all schedules over the same one"
                .formatted(name, schedule.getClass().getSimpleName()));
      }
    }
    this.schedules = List.copyOf(schedules);
    super(optimizer);
  }

  /// The rate that a schedule has set.
  @Override
  protected final double next(int group) {
    return lr(group);
  }

  @Override
  final void undo() {
    super.undo();
    schedules.forEach(LRScheduler::undo);
  }

  @Override
  final void restart() {
    undo();
    for (int i = 0; i < groupCount(); i++) {
      group(i).lr(base(i));
    }
    advance();
  }

  @Override
  public final StateDict stateDict() {
    StateDict state = super.stateDict();
    for (int i = 0; i < schedules.size(); i++) {
      state.putAll("schedulers." + i + ".", schedules.get(i).stateDict());
    }
    return state;
  }

  @Override
  public final void loadStateDict(StateDict state) {
    for (int i = 0; i < schedules.size(); i++) {
      schedules.get(i).loadStateDict(state.under("schedulers." + i + "."));
    }
    super.loadStateDict(state);
  }
}
