package gradus.optim;

/// Divides the base rate by a number that grows evenly: `lr = base / (1 + k t)`, with `t` the
/// epoch. The decay that H. Robbins, S. Monro, *A stochastic approximation method*, 1951, ask for:
/// the rates fall to 0, their sum does not stay finite. Not in PyTorch.
///
/// ```java
/// var schedule = new InverseTimeLR(optimizer, 0.1); // half the rate after 10 epochs
/// ```
public final class InverseTimeLR extends LRScheduler {
  private final double k;

  /// Schedules.
  ///
  /// @param k how fast the rate falls, 0 or more
  /// @throws IllegalArgumentException if `k` is negative
  public InverseTimeLR(Optimizer<?> optimizer, double k) {
    new Check("InverseTimeLR").notNegative("k", k);
    this.k = k;
    super(optimizer);
  }

  @Override
  protected double next(int group) {
    return base(group) / (1 + k * epoch());
  }
}
