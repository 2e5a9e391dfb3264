package gradus.nn;

/// What comes after a layer, for the size of its first weights; see [Init#calculateGain].
public enum Nonlinearity {
  /// Nothing.
  LINEAR(1),
  /// The logistic function.
  SIGMOID(1),
  /// The hyperbolic tangent.
  TANH(5.0 / 3),
  /// The rectified linear unit.
  RELU(Math.sqrt(2)),
  /// The rectified linear unit with a slope below 0.
  LEAKY_RELU(Math.sqrt(2 / (1 + 0.01 * 0.01))),
  /// The scaled exponential linear unit.
  SELU(3.0 / 4);

  private final double gain;

  Nonlinearity(double gain) {
    this.gain = gain;
  }

  double gain() {
    return gain;
  }

  double gain(double a) {
    return this == LEAKY_RELU ? Math.sqrt(2 / (1 + a * a)) : gain;
  }
}
