package gradus.autograd;

import java.util.Arrays;

/// The numbers that an operation's input is drawn from: an interval, without the neighbourhood of
/// points where the operation has a kink or a pole.
///
/// @param apart no two elements of one tensor are closer than a hundredth of the interval
record Domain(double low, double high, boolean apart, double... avoided) {
  /// How far from a point that is avoided.
  private static final double MARGIN = 0.05;

  static final Domain REAL = in(-2, 2);
  static final Domain POSITIVE = in(0.3, 2);

  static Domain in(double low, double high) {
    return new Domain(low, high, false);
  }

  /// Numbers that differ from each other, for operations that choose or sort.
  static Domain distinct() {
    return new Domain(-2, 2, true);
  }

  Domain avoiding(double... points) {
    return new Domain(low, high, apart, points);
  }

  /// A FLOAT64 tensor of this shape with numbers of this domain.
  Tensor draw(Generator generator, int... shape) {
    Tensor unit = Tensor.rand(generator, shape).to(DType.FLOAT64);
    double[] values = (apart ? spread(unit, generator) : unit).toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = away(low + (high - low) * values[i]);
    }
    return Tensor.wrap(values, shape);
  }

  /// Whole numbers of this domain, as INT64.
  Tensor drawWhole(Generator generator, int... shape) {
    long first = (long) Math.ceil(low);
    return Tensor.randint(generator, first, Math.max((long) Math.floor(high), first) + 1, shape);
  }

  /// The places in random order, each moved by less than half a place.
  private static Tensor spread(Tensor unit, Generator generator) {
    int n = Math.max(unit.numel(), 1);
    Tensor order = Tensor.randperm(unit.numel(), generator).to(DType.FLOAT64);
    return order.reshape(unit.shape().toArray()).add(unit.mul(0.4)).div((double) n);
  }

  private double away(double value) {
    return Arrays.stream(avoided)
        .filter(point -> Math.abs(value - point) < MARGIN)
        .mapToObj(point -> point + (value < point ? -MARGIN : MARGIN))
        .findFirst()
        .orElse(value);
  }
}
