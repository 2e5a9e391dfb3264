package gradus.nn.plot;

import java.util.Arrays;

/// A line for every step.
record Frames(String name, double[][] x, double[][] y) implements Trace {
  Frames {
    boolean fits = x.length == y.length;
    for (int i = 0; fits && i < x.length; i++) {
      fits = x[i].length == y[i].length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Trace: the lines of '%s' have %s x and %s y; every point needs one of each"
              .formatted(name, lengths(x), lengths(y)));
    }
    x = copy(x);
    y = copy(y);
  }

  static Frames tangents(String name, double[] x, double[] y, double[] slope, double reach) {
    Curve along = new Curve(name, Curve.Look.NOW, x, y, slope);
    double[][] ends = new double[x.length][];
    double[][] heights = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double rise = along.z()[i] * reach;
      ends[i] = new double[] {x[i] - reach, x[i] + reach};
      heights[i] = new double[] {y[i] - rise, y[i] + rise};
    }
    return new Frames(name, ends, heights);
  }

  private static String lengths(double[][] rows) {
    int[] lengths = new int[rows.length];
    Arrays.setAll(lengths, i -> rows[i].length);
    return Arrays.toString(lengths);
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    Arrays.setAll(copy, i -> rows[i].clone());
    return copy;
  }
}
