package gradus.nn.plot;

import java.util.Arrays;

/// Bars over labels, or over numbers.
///
/// @param labels null over numbers
/// @param x the middles of the bars over numbers; null over labels
record Bars(String name, String[] labels, double[] x, double[] heights) implements Trace {
  private static final int BINS = 50;

  static Bars of(String name, String[] labels, double[] heights) {
    if (labels.length != heights.length) {
      throw new IllegalArgumentException(
          "bars: '%s' has %d labels and %d heights; every bar needs one of each"
              .formatted(name, labels.length, heights.length));
    }
    return new Bars(name, labels.clone(), null, heights.clone());
  }

  static Bars histogram(String name, double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(0);
    double width = most > least ? (most - least) / BINS : 1;
    int bins = most > least ? BINS : 1;
    double[] counts = new double[bins];
    for (double value : finite) {
      counts[Math.min(bins - 1, (int) ((value - least) / width))]++;
    }
    double[] middles = new double[bins];
    Arrays.setAll(middles, i -> most > least ? least + (i + 0.5) * width : least);
    return new Bars(name, null, middles, counts);
  }
}
