package gradus.optim;

import gradus.autograd.StateDict;

/// Lets the rate fall along half a cosine from the base rate to `etaMin` again and again: first
/// within `t0` epochs, every further time within `tMult` times as many. Like
/// `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.
///
/// I. Loshchilov, F. Hutter, *SGDR: Stochastic gradient descent with warm restarts*, 2017
/// (arXiv:1608.03983).
///
/// ```java
/// var schedule = new CosineAnnealingWarmRestarts(optimizer, 10, 2, 0);
/// ```
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  private final int t0;
  private final int tMult;
  private final double etaMin;

  /// The place within the present fall, and its length.
  private double place;

  private double length;

  /// Schedules falls of one length down to 0.
  ///
  /// @throws IllegalArgumentException if `t0` is less than 1
  public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0) {
    this(optimizer, t0, 1, 0);
  }

  /// Schedules.
  ///
  /// @throws IllegalArgumentException if `t0` or `tMult` is less than 1 or `etaMin` is negative
  public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0, int tMult, double etaMin) {
    new Check("CosineAnnealingWarmRestarts")
        .require(t0 >= 1, "t0", t0, "must be 1 or more")
        .require(tMult >= 1, "tMult", tMult, "must be 1 or more")
        .notNegative("etaMin", etaMin);
    this.t0 = t0;
    this.tMult = tMult;
    this.etaMin = etaMin;
    length = t0;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return etaMin + (base(group) - etaMin) * (1 + Math.cos(Math.PI * place / length)) / 2;
  }

  @Override
  void advance() {
    place = epoch() < 0 ? 0 : place + 1;
    if (place >= length) {
      place -= length;
      length *= tMult;
    }
    super.advance();
  }

  /// Sets the rates of this moment, such as `epoch + (double) batch / batches` after every batch.
  ///
  /// @param moment 0 or more
  /// @throws IllegalArgumentException if it is negative
  public void step(double moment) {
    new Check("CosineAnnealingWarmRestarts.step").notNegative("moment", moment);
    int falls = 0;
    if (moment >= t0) {
      falls =
          tMult == 1
              ? (int) (moment / t0)
              : (int) (Math.log(moment / t0 * (tMult - 1) + 1) / Math.log(tMult));
    }
    double begin =
        tMult == 1 ? (double) falls * t0 : t0 * (Math.pow(tMult, falls) - 1) / (tMult - 1);
    place = moment - begin;
    length = t0 * Math.pow(tMult, falls);
    epoch((int) Math.floor(moment));
    update();
  }

  @Override
  void restart() {
    place = 0;
    length = t0;
    super.restart();
  }

  @Override
  public StateDict stateDict() {
    return super.stateDict().put("T_cur", place).put("T_i", length);
  }

  @Override
  public void loadStateDict(StateDict state) {
    double loadedPlace = state.number("T_cur");
    double loadedLength = state.number("T_i");
    super.loadStateDict(state);
    place = loadedPlace;
    length = loadedLength;
  }
}
