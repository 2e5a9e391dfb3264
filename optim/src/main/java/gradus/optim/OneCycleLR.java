package gradus.optim;

/// Raises the rate from a small one to `maxLr` and lets it fall to a very small one, all within
/// `totalSteps` steps; momentum goes the other way. One step is one batch. Like
/// `torch.optim.lr_scheduler.OneCycleLR`.
///
/// ```
/// maxLr / divFactor  →  maxLr  →  maxLr / divFactor / finalDivFactor
/// ```
///
/// The first part has `pctStart` of the steps. With `threePhase` the way down first mirrors the way
/// up. L. Smith, N. Topin, *Super-convergence: Very fast training of neural networks using large
/// learning rates*, 2018 (arXiv:1708.07120).
///
/// ```java
/// var schedule = new OneCycleLR(optimizer, OneCycleLR.of(0.1, epochs * batches).pctStart(0.4));
/// ```
public final class OneCycleLR extends LRScheduler {
  private final Options options;
  private final Phase[] phases;

  /// Schedules all groups.
  ///
  /// @throws IllegalArgumentException if momentum is to be cycled and a group has none
  public OneCycleLR(Optimizer<?> optimizer, Options options) {
    if (options.cycleMomentum()) {
      requireMomentum("OneCycleLR", optimizer);
    }
    this.options = options;
    phases = options.threePhase() ? three(options) : two(options);
    super(optimizer);
  }

  /// One cycle up to `maxLr` within `totalSteps`: 30 % of them up, along cosines, from a 25th of
  /// the greatest rate and down to 10,000 times less than that, with momentum from 0.95 to 0.85.
  public static Options of(double maxLr, int totalSteps) {
    return new Options(maxLr, totalSteps, 0.3, Anneal.COS, true, 0.85, 0.95, 25, 1e4, false);
  }

  /// The curve from one rate to the next.
  public enum Anneal {
    /// Half a cosine.
    COS,
    /// A straight line.
    LINEAR;

    private double between(double start, double end, double part) {
      return switch (this) {
        case COS -> end + (start - end) / 2 * (Math.cos(Math.PI * part) + 1);
        case LINEAR -> (end - start) * part + start;
      };
    }
  }

  /// The options of [OneCycleLR].
  ///
  /// @param maxLr the greatest rate, 0 or more
  /// @param totalSteps the number of steps, at least 1
  /// @param pctStart the part of the steps that goes up, from 0 to 1
  /// @param annealStrategy the curve from one rate to the next
  /// @param cycleMomentum moves momentum too
  /// @param baseMomentum the momentum at the greatest rate
  /// @param maxMomentum the momentum at the first rate
  /// @param divFactor the greatest rate over the first, above 0
  /// @param finalDivFactor the first rate over the last, above 0
  /// @param threePhase goes down to the first rate as fast as up, before it goes to the last
  public record Options(
      double maxLr,
      int totalSteps,
      double pctStart,
      Anneal annealStrategy,
      boolean cycleMomentum,
      double baseMomentum,
      double maxMomentum,
      double divFactor,
      double finalDivFactor,
      boolean threePhase) {
    /// Refuses values out of range.
    public Options {
      new Check("OneCycleLR")
          .notNegative("maxLr", maxLr)
          .require(totalSteps >= 1, "totalSteps", totalSteps, "must be 1 or more")
          .between("pctStart", pctStart, 0, 1)
          .positive("divFactor", divFactor)
          .positive("finalDivFactor", finalDivFactor);
    }

    /// The same options with another part of the steps that goes up.
    public Options pctStart(double pctStart) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options with another curve.
    public Options annealStrategy(Anneal annealStrategy) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options, moving momentum or leaving it.
    public Options cycleMomentum(boolean cycleMomentum) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options with other bounds of the momentum.
    public Options momentum(double baseMomentum, double maxMomentum) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options with another ratio of the greatest rate to the first.
    public Options divFactor(double divFactor) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options with another ratio of the first rate to the last.
    public Options finalDivFactor(double finalDivFactor) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    /// The same options, with two phases or three.
    public Options threePhase(boolean threePhase) {
      return new Options(
          maxLr,
          totalSteps,
          pctStart,
          annealStrategy,
          cycleMomentum,
          baseMomentum,
          maxMomentum,
          divFactor,
          finalDivFactor,
          threePhase);
    }

    private double firstLr() {
      return maxLr / divFactor;
    }

    private double lastLr() {
      return firstLr() / finalDivFactor;
    }
  }

  /// A part of the cycle: the step it ends with, and from where to where it leads.
  private record Phase(
      double end, double fromLr, double toLr, double fromMomentum, double toMomentum) {}

  private static Phase[] two(Options o) {
    return new Phase[] {
      new Phase(
          o.pctStart() * o.totalSteps() - 1,
          o.firstLr(),
          o.maxLr(),
          o.maxMomentum(),
          o.baseMomentum()),
      new Phase(o.totalSteps() - 1, o.maxLr(), o.lastLr(), o.baseMomentum(), o.maxMomentum())
    };
  }

  private static Phase[] three(Options o) {
    double up = o.pctStart() * o.totalSteps();
    return new Phase[] {
      new Phase(up - 1, o.firstLr(), o.maxLr(), o.maxMomentum(), o.baseMomentum()),
      new Phase(2 * up - 2, o.maxLr(), o.firstLr(), o.baseMomentum(), o.maxMomentum()),
      new Phase(o.totalSteps() - 1, o.firstLr(), o.lastLr(), o.maxMomentum(), o.maxMomentum())
    };
  }

  @Override
  void prepare() {
    for (int i = 0; i < groupCount(); i++) {
      group(i).initialLr(options.firstLr());
    }
  }

  @Override
  void advance() {
    if (epoch() >= options.totalSteps()) {
      throw new IllegalStateException(
          "OneCycleLR: step %d is beyond the %d steps of the cycle; make it with totalSteps = epochs times batches"
              .formatted(epoch() + 1, options.totalSteps()));
    }
    super.advance();
  }

  @Override
  protected double next(int group) {
    int number = phaseNow();
    Phase phase = phases[number];
    return options.annealStrategy().between(phase.fromLr(), phase.toLr(), partOf(number));
  }

  @Override
  void accompany() {
    if (options.cycleMomentum()) {
      int number = phaseNow();
      Phase phase = phases[number];
      double momentum =
          options
              .annealStrategy()
              .between(phase.fromMomentum(), phase.toMomentum(), partOf(number));
      for (int i = 0; i < groupCount(); i++) {
        group(i).momentum(momentum);
      }
    }
  }

  private int phaseNow() {
    int number = 0;
    while (number < phases.length - 1 && epoch() > phases[number].end()) {
      number++;
    }
    return number;
  }

  /// How far the phase has come; the step after the last one of the cycle keeps its rates.
  private double partOf(int phase) {
    double start = phase == 0 ? 0 : phases[phase - 1].end();
    return Math.min(1, (epoch() - start) / (phases[phase].end() - start));
  }
}
