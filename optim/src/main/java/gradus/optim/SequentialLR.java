package gradus.optim;

import java.util.List;

/// Schedules one after the other: a milestone is the epoch at which the next one begins, from its
/// own epoch 0. Like `torch.optim.lr_scheduler.SequentialLR`.
///
/// ```java
/// var warmUp = new LinearLR(optimizer, 0.1, 1, 5);
/// var fall = new CosineAnnealingLR(optimizer, 95);
/// var schedule = new SequentialLR(optimizer, List.of(warmUp, fall), 5);
/// ```
public final class SequentialLR extends CombinedSchedule {
  private final int[] milestones;

  /// Takes over the schedules, which then are stepped through this alone.
  ///
  /// @param milestones rising, one less than there are schedules
  /// @throws IllegalArgumentException if there are too many or too few, if they do not rise, or if
  ///   a schedule is for another optimizer
  public SequentialLR(
      Optimizer<?> optimizer, List<? extends LRScheduler> schedules, int... milestones) {
    requireInOrder(schedules, milestones);
    this.milestones = milestones.clone();
    super("SequentialLR", optimizer, schedules);
  }

  private static void requireInOrder(List<? extends LRScheduler> schedules, int[] milestones) {
    if (schedules.isEmpty() || milestones.length != schedules.size() - 1) {
      throw new IllegalArgumentException(
          "SequentialLR: %d milestones for %d schedules; between two schedules stands one milestone"
              .formatted(milestones.length, schedules.size()));
    }
    for (int i = 0; i < milestones.length; i++) {
      new Check("SequentialLR")
          .require(
              milestones[i] > (i == 0 ? 0 : milestones[i - 1]),
              "milestone " + i,
              milestones[i],
              "must be above 0 and above the one before");
    }
  }

  @Override
  void prepare() {
    for (int i = 0; i < groupCount(); i++) {
      group(i).lr(group(i).initialLr());
    }
    schedules.forEach(LRScheduler::undo);
    schedules.getFirst().advance();
  }

  @Override
  void advance() {
    super.advance();
    int now = 0;
    while (now < milestones.length && milestones[now] <= epoch()) {
      now++;
    }
    boolean begins = now > 0 && milestones[now - 1] == epoch();
    if (begins) {
      schedules.get(now).restart();
    } else {
      schedules.get(now).advance();
    }
  }
}
