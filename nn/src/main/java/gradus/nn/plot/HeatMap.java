package gradus.nn.plot;

import java.util.Locale;
import java.util.function.IntUnaryOperator;

/// A table of colours with texts in it.
record HeatMap(String[] rows, String[] columns, double[][] values, String[][] texts)
    implements Trace {

  static HeatMap of(String[] rows, String[] columns, double[][] values) {
    requireFit("heat map", rows, columns, values.length, i -> values[i].length);
    double[][] copy = new double[rows.length][];
    String[][] texts = new String[rows.length][columns.length];
    for (int row = 0; row < rows.length; row++) {
      copy[row] = values[row].clone();
      for (int column = 0; column < columns.length; column++) {
        texts[row][column] = String.format(Locale.ROOT, "%.3g", copy[row][column]);
      }
    }
    return new HeatMap(rows.clone(), columns.clone(), copy, texts);
  }

  /// The colour is that of the logarithm: a few mistakes must show beside many right answers.
  static HeatMap confusion(int[][] counts, String[] labels) {
    requireFit("confusion", labels, labels, counts.length, i -> counts[i].length);
    int classes = labels.length;
    double[][] colours = new double[classes][classes];
    String[][] texts = new String[classes][classes];
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        colours[row][column] = Math.log1p(counts[row][column]);
        texts[row][column] = counts[row][column] == 0 ? "" : "" + counts[row][column];
      }
    }
    return new HeatMap(labels.clone(), labels.clone(), colours, texts);
  }

  private static void requireFit(
      String what, String[] rows, String[] columns, int height, IntUnaryOperator width) {
    for (int row = 0; row < height; row++) {
      if (width.applyAsInt(row) != columns.length) {
        throw new IllegalArgumentException(
            "%s: row %d has %d values and there are %d columns; every row needs a value for each"
                .formatted(what, row, width.applyAsInt(row), columns.length));
      }
    }
    if (height != rows.length) {
      throw new IllegalArgumentException(
          "%s: %d rows of values and %d labels for them; each row needs one"
              .formatted(what, height, rows.length));
    }
  }
}
