package gradus.autograd.kernel;

/// Sparse linear maps along one dimension of a row-major array.
public final class FloatTaps {
  private FloatTaps() {}

  /// Adds `map` of `x` `[outer, inputs, inner]` to `y` `[outer, outputs, inner]`, which begins at
  /// 0.
  public static void apply(Taps map, float[] x, int xo, float[] y, int outer, int inner) {
    for (int i = 0; i < outer; i++) {
      int from = xo + i * map.inputs() * inner;
      int to = i * map.outputs() * inner;
      if (inner == 1) {
        applyToRow(map, x, from, y, to);
      } else {
        applyToRows(map, x, from, y, to, inner);
      }
    }
  }

  private static void applyToRow(Taps map, float[] x, int xo, float[] y, int yo) {
    int[] starts = map.starts();
    int[] places = map.places();
    double[] weights = map.weights();
    for (int i = 0; i < starts.length - 1; i++) {
      double sum = 0;
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        sum += weights[t] * x[xo + places[t]];
      }
      y[yo + i] += (float) sum;
    }
  }

  private static void applyToRows(Taps map, float[] x, int xo, float[] y, int yo, int inner) {
    int[] starts = map.starts();
    for (int i = 0; i < starts.length - 1; i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        int row = xo + map.places()[t] * inner;
        FloatRows.ROWS.axpy((float) map.weights()[t], x, row, y, yo + i * inner, inner);
      }
    }
  }
}
