package gradus.optim;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes the learning rates of an optimizer as training goes on.
///
/// ```java
/// var schedule = new StepLR(optimizer, 30, 0.1);
/// for (int epoch = 0; epoch < 90; epoch++) {
///   // … optimizer.step() for every batch …
///   schedule.step();
/// }
/// ```
///
/// A schedule sets the rates of epoch 0 when it is made, and those of the next epoch at every
/// [#step()]. Most compute a rate from the one before, so that schedules over one optimizer
/// multiply their effects; the rate before any schedule is the *base* rate. State is saved together
/// with the optimizer's.
///
/// A schedule of one's own says what rate comes [next][#next(int)]. What that reads must be set
/// before `super(optimizer)`, which already asks for the rates of epoch 0.
public abstract class LRScheduler implements Stateful {
  private static final Logger LOG = LoggerFactory.getLogger(LRScheduler.class);

  private final Optimizer<?> optimizer;
  private final List<? extends ParamGroup<?>> groups;
  private final double[] base;
  private final long optimizerSteps;
  private int epoch;
  private boolean stepped;

  /// Schedules `optimizer` and sets the rates of epoch 0.
  @SuppressWarnings("this-escape") // subclasses set what next() reads before super(…)
  protected LRScheduler(Optimizer<?> optimizer) {
    this.optimizer = optimizer;
    groups = optimizer.groups();
    base = new double[groups.size()];
    optimizerSteps = optimizer.steps();
    prepare();
    for (int i = 0; i < base.length; i++) {
      ParamGroup<?> group = groups.get(i);
      if (Double.isNaN(group.initialLr())) {
        group.initialLr(group.lr());
      }
      base[i] = group.initialLr();
    }
    update();
  }

  /// The learning rate of this group in [#epoch()].
  ///
  /// @param group the number of the group
  protected abstract double next(int group);

  /// Sets momenta and the like, once rates of an epoch are set; nothing by default.
  void accompany() {}

  /// Prepares the groups before the base rates are read; nothing by default.
  void prepare() {}

  /// Sets the learning rates of the next epoch.
  public void step() {
    warnIfEarly();
    advance();
  }

  /// Goes to the next epoch.
  void advance() {
    epoch++;
    update();
  }

  private void warnIfEarly() {
    if (!stepped && optimizer.steps() == optimizerSteps && optimizer.warnOnce()) {
      LOG.warn(
          "{}.step() was called before {}.step(): the learning rate of the first epoch is never"
              + " used; call optimizer.step() first",
          getClass().getSimpleName(),
          optimizer.name());
    }
    stepped = true;
  }

  final void update() {
    for (int i = 0; i < base.length; i++) {
      groups.get(i).lr(next(i));
    }
    accompany();
  }

  /// Begins again at epoch 0 from the base rates, when a sequence comes to this schedule.
  void restart() {
    epoch = 0;
    for (int i = 0; i < base.length; i++) {
      groups.get(i).lr(base[i]);
    }
    update();
  }

  /// Goes back to before epoch 0, when a sequence takes this schedule over.
  void undo() {
    epoch = -1;
  }

  /// The number of the present epoch: the number of steps so far.
  public final int epoch() {
    return epoch;
  }

  final void epoch(int number) {
    epoch = number;
  }

  /// The learning rates in use, one per group.
  public final double[] lastLr() {
    return groups.stream().limit(base.length).mapToDouble(ParamGroup::lr).toArray();
  }

  /// The learning rate that a group has now.
  protected final double lr(int group) {
    return groups.get(group).lr();
  }

  /// The learning rate that a group had before any schedule.
  protected final double base(int group) {
    return base[group];
  }

  final ParamGroup<?> group(int number) {
    return groups.get(number);
  }

  final int groupCount() {
    return base.length;
  }

  final Optimizer<?> optimizer() {
    return optimizer;
  }

  static void requireOneOrEach(String name, int given, Optimizer<?> optimizer) {
    int groups = optimizer.groups().size();
    if (given != 1 && given != groups) {
      throw new IllegalArgumentException(
          "%s: %d functions for %d parameter groups; give one for all or one for each"
              .formatted(name, given, groups));
    }
  }

  static void requireMomentum(String name, Optimizer<?> optimizer) {
    for (ParamGroup<?> group : optimizer.groups()) {
      if (!group.hasMomentum() || group.momentum() == 0) {
        throw new IllegalArgumentException(
            "%s: %s has no momentum to cycle; give it one, such as momentum(0.9), or use cycleMomentum(false)"
                .formatted(name, optimizer.name()));
      }
    }
  }

  /// The epoch, the base rates and the present rates.
  @Override
  public StateDict stateDict() {
    return new StateDict()
        .put("last_epoch", epoch)
        .put("stepped", stepped ? 1 : 0)
        .put("base_lrs", Tensor.wrap(base.clone(), base.length))
        .put("last_lr", Tensor.wrap(lastLr(), base.length));
  }

  @Override
  public void loadStateDict(StateDict state) {
    double[] bases = rates(state, "base_lrs");
    double[] rates = rates(state, "last_lr");
    int number = Math.toIntExact(state.whole("last_epoch"));
    stepped = state.whole("stepped") != 0;
    epoch = number;
    for (int i = 0; i < base.length; i++) {
      base[i] = bases[i];
      groups.get(i).initialLr(bases[i]);
      groups.get(i).lr(rates[i]);
    }
  }

  private double[] rates(StateDict state, String name) {
    double[] rates = state.tensor(name).toDoubleArray();
    if (rates.length != base.length) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: the state has %d groups, this schedule %d; make it over the same groups first"
              .formatted(getClass().getSimpleName(), rates.length, base.length));
    }
    return rates;
  }
}
