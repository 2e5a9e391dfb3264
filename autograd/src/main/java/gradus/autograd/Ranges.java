package gradus.autograd;

/// Evenly spaced numbers.
final class Ranges {
  private static final int MOST = Integer.MAX_VALUE - 8; // the longest array of every machine

  private Ranges() {}

  static long[] whole(long start, long end, long step) {
    requireLeads(step > 0 ? start <= end : step < 0 && start >= end, start, end, step);
    long distance = step > 0 ? end - start : start - end; // unsigned, as the count is
    long count = distance == 0 ? 0 : Long.divideUnsigned(distance - 1, Math.abs(step)) + 1;
    boolean fits = Long.compareUnsigned(count, MOST) <= 0;
    requireCountable(fits, start, end, step);
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return values;
  }

  static double[] decimal(double start, double end, double step) {
    requireLeads(Math.abs(step) > 0 && (end - start) * step >= 0, start, end, step);
    double count = Math.ceil((end - start) / step);
    requireCountable(count <= MOST, start, end, step);
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * step;
    }
    return values;
  }

  private static void requireLeads(boolean leads, Number start, Number end, Number step) {
    if (!leads) {
      throw new IllegalArgumentException(
          "arange: from %s to %s by %s: the step must not be 0 and must lead from the start to the end"
              .formatted(start, end, step));
    }
  }

  private static void requireCountable(boolean fits, Number start, Number end, Number step) {
    if (!fits) {
      throw new IllegalArgumentException(
          "arange: from %s to %s by %s: these are more than %d numbers, the most that one tensor can hold; take a larger step"
              .formatted(start, end, step, MOST));
    }
  }

  /// Counted from the nearer end, so that both ends are exact.
  static double[] spaced(double start, double end, int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(
          "linspace: %d steps: a number of steps is 0 or more".formatted(steps));
    }
    Shape.of(steps);
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
