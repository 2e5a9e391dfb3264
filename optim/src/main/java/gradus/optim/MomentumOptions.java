package gradus.optim;

/// Options with a momentum that a schedule may cycle against the learning rate: `momentum` of SGD
/// and RMSprop, the first of Adam's `betas`.
///
/// @param <O> the record itself
public interface MomentumOptions<O> extends Options<O> {
  /// The part of the velocity, or of the first moment, that is kept from step to step.
  double momentum();

  /// The same options with another momentum.
  ///
  /// @throws IllegalArgumentException if it is outside the optimizer's range
  O momentum(double momentum);
}
