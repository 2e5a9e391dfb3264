package gradus.nn;

/// How a batch or instance normalization works.
///
/// ```java
/// var norm = new BatchNorm2d(16, BatchNorm2d.momentum(0.01));
/// ```
///
/// @param eps added to the variance
/// @param momentum how far the running mean and variance move towards each batch's; null for the
///   mean over all batches
/// @param affine whether the layer learns a factor and a summand per channel
/// @param trackRunningStats whether the layer keeps a running mean and variance, for evaluation
public record NormOptions(double eps, Double momentum, boolean affine, boolean trackRunningStats) {
  static final NormOptions BATCH = new NormOptions(1e-5, 0.1, true, true);
  static final NormOptions INSTANCE = new NormOptions(1e-5, 0.1, false, false);

  /// The same with this number added to the variance.
  public NormOptions eps(double eps) {
    return new NormOptions(eps, momentum, affine, trackRunningStats);
  }

  /// The same with running values that move so far towards each batch's; null for the mean over all
  /// batches.
  public NormOptions momentum(Double momentum) {
    return new NormOptions(eps, momentum, affine, trackRunningStats);
  }

  /// The same with a learned factor and summand per channel, or without.
  public NormOptions affine(boolean affine) {
    return new NormOptions(eps, momentum, affine, trackRunningStats);
  }

  /// The same with a running mean and variance, or without.
  public NormOptions trackRunningStats(boolean trackRunningStats) {
    return new NormOptions(eps, momentum, affine, trackRunningStats);
  }
}
