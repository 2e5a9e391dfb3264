package gradus.optim;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import java.util.List;

/// Multiplies the rates by `factor` when a measure, such as the validation loss, has not become
/// better for more than `patience` epochs. Like `torch.optim.lr_scheduler.ReduceLROnPlateau`.
///
/// Unlike an [LRScheduler] it is stepped with the measure:
///
/// ```java
/// var schedule = new ReduceLROnPlateau(optimizer, ReduceLROnPlateau.mode(MIN).patience(5));
/// schedule.step(validationLoss);
/// ```
public final class ReduceLROnPlateau implements Stateful {
  private final List<? extends ParamGroup<?>> groups;
  private final Options options;
  private double best;
  private int badEpochs;
  private int coolingEpochs;

  /// Watches a measure that should become small, with the default options.
  public ReduceLROnPlateau(Optimizer<?> optimizer) {
    this(optimizer, mode(Mode.MIN));
  }

  /// Watches a measure.
  public ReduceLROnPlateau(Optimizer<?> optimizer, Options options) {
    groups = optimizer.groups();
    this.options = options;
    best = options.mode() == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /// A tenth of the rate after more than 10 epochs without a change for the better by a factor of
  /// 1e-4.
  public static Options mode(Mode mode) {
    return new Options(mode, 0.1, 10, 1e-4, ThresholdMode.REL, 0, 0, 1e-8);
  }

  /// Whether the measure should become small or large.
  public enum Mode {
    /// Small, as a loss.
    MIN,
    /// Large, as an accuracy.
    MAX
  }

  /// How the threshold is meant.
  public enum ThresholdMode {
    /// As a part of the best measure.
    REL,
    /// As a difference from it.
    ABS
  }

  /// The options of [ReduceLROnPlateau].
  ///
  /// @param mode whether the measure should become small or large
  /// @param factor what the rates are multiplied by, at least 0 and less than 1
  /// @param patience the number of epochs without a better measure that are let pass, 0 or more
  /// @param threshold how much better counts as better, 0 or more
  /// @param thresholdMode whether that is a part of the best measure or a difference
  /// @param cooldown the number of epochs after a reduction that do not count as bad, 0 or more
  /// @param minLr the least rate, 0 or more
  /// @param eps a reduction by no more is not made, 0 or more
  public record Options(
      Mode mode,
      double factor,
      int patience,
      double threshold,
      ThresholdMode thresholdMode,
      int cooldown,
      double minLr,
      double eps) {
    /// Refuses values out of range.
    public Options {
      new Check("ReduceLROnPlateau")
          .fraction("factor", factor)
          .require(patience >= 0, "patience", patience, "must be 0 or more")
          .notNegative("threshold", threshold)
          .require(cooldown >= 0, "cooldown", cooldown, "must be 0 or more")
          .notNegative("minLr", minLr)
          .notNegative("eps", eps);
    }

    /// The same options with another factor.
    public Options factor(double factor) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another patience.
    public Options patience(int patience) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another threshold.
    public Options threshold(double threshold) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another meaning of the threshold.
    public Options thresholdMode(ThresholdMode thresholdMode) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another cooldown.
    public Options cooldown(int cooldown) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another least rate.
    public Options minLr(double minLr) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /// The same options with another least reduction.
    public Options eps(double eps) {
      return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    private boolean isBetter(double measure, double best) {
      double sign = mode == Mode.MIN ? -1 : 1;
      return switch (thresholdMode) {
        case REL -> sign * measure > sign * (best * (1 + sign * threshold));
        case ABS -> sign * measure > sign * (best + sign * threshold);
      };
    }
  }

  /// Takes note of the measure of an epoch and reduces the rates if it is time.
  public void step(double measure) {
    if (options.isBetter(measure, best)) {
      best = measure;
      badEpochs = 0;
    } else {
      badEpochs++;
    }
    if (coolingEpochs > 0) {
      coolingEpochs--;
      badEpochs = 0;
    }
    if (badEpochs > options.patience()) {
      groups.forEach(this::reduce);
      coolingEpochs = options.cooldown();
      badEpochs = 0;
    }
  }

  private void reduce(ParamGroup<?> group) {
    double reduced = Math.max(group.lr() * options.factor(), options.minLr());
    if (group.lr() - reduced > options.eps()) {
      group.lr(reduced);
    }
  }

  /// The best measure so far; infinite before the first.
  public double best() {
    return best;
  }

  /// The learning rates in use, one per group.
  public double[] lastLr() {
    return groups.stream().mapToDouble(ParamGroup::lr).toArray();
  }

  /// The best measure, the counters and the rates.
  @Override
  public StateDict stateDict() {
    return new StateDict()
        .put("best", best)
        .put("num_bad_epochs", badEpochs)
        .put("cooldown_counter", coolingEpochs)
        .put("last_lr", Tensor.wrap(lastLr(), groups.size()));
  }

  @Override
  public void loadStateDict(StateDict state) {
    double[] rates = state.tensor("last_lr").toDoubleArray();
    if (rates.length != groups.size()) {
      throw new IllegalArgumentException(
          "ReduceLROnPlateau.loadStateDict: the state has %d groups, this schedule %d; make it over the same groups first"
              .formatted(rates.length, groups.size()));
    }
    double loadedBest = state.number("best");
    int bad = Math.toIntExact(state.whole("num_bad_epochs"));
    int cooling = Math.toIntExact(state.whole("cooldown_counter"));
    best = loadedBest;
    badEpochs = bad;
    coolingEpochs = cooling;
    for (int i = 0; i < rates.length; i++) {
      groups.get(i).lr(rates[i]);
    }
  }
}
