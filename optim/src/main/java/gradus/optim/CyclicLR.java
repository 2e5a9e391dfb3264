package gradus.optim;

/// Moves the rate up and down between two bounds, and momentum the other way. One step is one
/// batch. Like `torch.optim.lr_scheduler.CyclicLR`.
///
/// The height of the cycles stays (`TRIANGULAR`), halves with every cycle (`TRIANGULAR2`), or falls
/// by `gamma` with every step (`EXP_RANGE`). L. Smith, *Cyclical learning rates for training neural
/// networks*, 2017 (arXiv:1506.01186).
///
/// ```java
/// var schedule = new CyclicLR(optimizer, CyclicLR.between(0.01, 0.1).stepSizeUp(200));
/// ```
public final class CyclicLR extends LRScheduler {
  private final Options options;
  private double height;

  /// Schedules all groups.
  ///
  /// @throws IllegalArgumentException if momentum is to be cycled and a group has none
  public CyclicLR(Optimizer<?> optimizer, Options options) {
    if (options.cycleMomentum()) {
      requireMomentum("CyclicLR", optimizer);
    }
    this.options = options;
    super(optimizer);
  }

  /// Cycles between these rates: 2000 steps up and as many down, with momentum from 0.9 to 0.8.
  public static Options between(double baseLr, double maxLr) {
    return new Options(baseLr, maxLr, 2000, 2000, Mode.TRIANGULAR, 1, true, 0.8, 0.9);
  }

  /// How the height of the cycles changes.
  public enum Mode {
    /// It stays.
    TRIANGULAR,
    /// It halves with every cycle.
    TRIANGULAR2,
    /// It is `gamma` to the power of the step.
    EXP_RANGE
  }

  /// The options of [CyclicLR].
  ///
  /// @param baseLr the least rate, 0 or more
  /// @param maxLr the greatest rate, not less than `baseLr`
  /// @param stepSizeUp the number of steps up, at least 1
  /// @param stepSizeDown the number of steps down, at least 1
  /// @param mode how the height of the cycles changes
  /// @param gamma the base of the power of `EXP_RANGE`
  /// @param cycleMomentum moves momentum too
  /// @param baseMomentum the momentum at the greatest rate
  /// @param maxMomentum the momentum at the least rate
  public record Options(
      double baseLr,
      double maxLr,
      int stepSizeUp,
      int stepSizeDown,
      Mode mode,
      double gamma,
      boolean cycleMomentum,
      double baseMomentum,
      double maxMomentum) {
    /// Refuses values out of range.
    public Options {
      new Check("CyclicLR")
          .notNegative("baseLr", baseLr)
          .require(maxLr >= baseLr, "maxLr", maxLr, "must not be less than baseLr = " + baseLr)
          .require(stepSizeUp >= 1, "stepSizeUp", stepSizeUp, "must be 1 or more")
          .require(stepSizeDown >= 1, "stepSizeDown", stepSizeDown, "must be 1 or more");
    }

    /// The same options with this many steps up, and as many down.
    public Options stepSizeUp(int stepSizeUp) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeUp,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }

    /// The same options with this many steps down; set after [#stepSizeUp(int)].
    public Options stepSizeDown(int stepSizeDown) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeDown,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }

    /// The same options with another change of the height.
    public Options mode(Mode mode) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeDown,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }

    /// The same options with another base of the power of `EXP_RANGE`.
    public Options gamma(double gamma) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeDown,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }

    /// The same options, moving momentum or leaving it.
    public Options cycleMomentum(boolean cycleMomentum) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeDown,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }

    /// The same options with other bounds of the momentum.
    public Options momentum(double baseMomentum, double maxMomentum) {
      return new Options(
          baseLr,
          maxLr,
          stepSizeUp,
          stepSizeDown,
          mode,
          gamma,
          cycleMomentum,
          baseMomentum,
          maxMomentum);
    }
  }

  @Override
  void prepare() {
    for (int i = 0; i < groupCount(); i++) {
      group(i).lr(options.baseLr());
    }
  }

  @Override
  protected double next(int group) {
    height = heightNow();
    return options.baseLr() + (options.maxLr() - options.baseLr()) * height;
  }

  @Override
  void accompany() {
    if (options.cycleMomentum()) {
      double fall = (options.maxMomentum() - options.baseMomentum()) * height;
      for (int i = 0; i < groupCount(); i++) {
        group(i).momentum(options.maxMomentum() - fall);
      }
    }
  }

  /// How far up the present step is: 0 at the base, 1 at the top of an undiminished cycle.
  private double heightNow() {
    double steps = options.stepSizeUp() + options.stepSizeDown();
    double up = options.stepSizeUp() / steps;
    double cycle = Math.floor(1 + epoch() / steps);
    double x = 1 + epoch() / steps - cycle;
    double part = x <= up ? x / up : (x - 1) / (up - 1);
    return switch (options.mode()) {
      case TRIANGULAR -> part;
      case TRIANGULAR2 -> part * (1 / Math.pow(2, cycle - 1));
      case EXP_RANGE -> part * Math.pow(options.gamma(), epoch());
    };
  }
}
