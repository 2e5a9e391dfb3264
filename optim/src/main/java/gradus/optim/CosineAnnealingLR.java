package gradus.optim;

/// Lets the rate fall along half a cosine from the base rate to `etaMin` within `tMax` epochs, rise
/// again within as many, and so on. Like `torch.optim.lr_scheduler.CosineAnnealingLR`.
///
/// ```
/// lr = etaMin + (base - etaMin) (1 + cos(π t / tMax)) / 2
/// ```
///
/// A rate is computed from the one before. I. Loshchilov, F. Hutter, *SGDR: Stochastic gradient
/// descent with warm restarts*, 2017 (arXiv:1608.03983), without the restarts.
///
/// ```java
/// var schedule = new CosineAnnealingLR(optimizer, 100, 1e-5);
/// ```
public final class CosineAnnealingLR extends LRScheduler {
  private final int tMax;
  private final double etaMin;

  /// Schedules down to 0.
  ///
  /// @throws IllegalArgumentException if `tMax` is less than 1
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax) {
    this(optimizer, tMax, 0);
  }

  /// Schedules.
  ///
  /// @throws IllegalArgumentException if `tMax` is less than 1 or `etaMin` is negative
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax, double etaMin) {
    new Check("CosineAnnealingLR")
        .require(tMax >= 1, "tMax", tMax, "must be 1 or more")
        .notNegative("etaMin", etaMin);
    this.tMax = tMax;
    this.etaMin = etaMin;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    if (epoch() == 0) {
      return lr(group);
    }
    boolean risesFromTheLowest = (epoch() - 1 - tMax) % (2 * tMax) == 0;
    if (risesFromTheLowest) {
      return lr(group) + (base(group) - etaMin) * (1 - Math.cos(Math.PI / tMax)) / 2;
    }
    double height = (1 + wave(epoch())) / (1 + wave(epoch() - 1));
    return height * (lr(group) - etaMin) + etaMin;
  }

  private double wave(int epoch) {
    return Math.cos(Math.PI * epoch / tMax);
  }
}
