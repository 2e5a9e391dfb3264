package gradus.autograd;

/// Evenly spaced numbers.
final class Ranges {
  private Ranges() {}

  static long[] whole(long start, long end, long step) {
    long[] values = new long[count(start, end, step)];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return values;
  }

  static double[] decimal(double start, double end, double step) {
    double[] values = new double[count(start, end, step)];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return values;
  }

  private static int count(double start, double end, double step) {
    if (!(Math.abs(step) > 0) || (end - start) * step < 0) {
      throw new IllegalArgumentException(
          "arange: from %s to %s by %s: the step must not be 0 and must lead from the start to the end"
              .formatted(start, end, step));
    }
    return Math.toIntExact((long) Math.ceil((end - start) / step));
  }

  /// Counted from the nearer end, so that both ends are exact.
  static double[] spaced(double start, double end, int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(
          "linspace: %d steps: a number of steps is 0 or more".formatted(steps));
    }
    double[] values = new double[steps];
    double step = steps > 1 ? (end - start) / (steps - 1) : 0;
    for (int i = 0; i < steps; i++) {
      values[i] = i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step;
    }
    if (steps == 1) {
      values[0] = start;
    }
    return values;
  }
}
