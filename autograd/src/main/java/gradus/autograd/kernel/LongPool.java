package gradus.autograd.kernel;

/// The greatest whole number of every window.
final class LongPool {
  private LongPool() {}

  /// As [FloatPool#max] does.
  static void max(long[] x, int xo, PoolPlaces chosen, long[] y) {
    int rows = chosen.rows().windows();
    for (int line = 0; line < chosen.planes() * rows; line++) {
      maxOfLine(x, xo + line / rows * chosen.size(), line % rows, chosen, y, line);
    }
  }

  private static void maxOfLine(
      long[] x, int image, int row, PoolPlaces chosen, long[] y, int line) {
    Axis rows = chosen.rows();
    Axis columns = chosen.columns();
    int width = columns.size();
    int top = FloatPool.firstInside(rows, row);
    int bottom = FloatPool.endInside(rows, row);
    for (int i = 0; i < columns.windows(); i++) {
      int left = FloatPool.firstInside(columns, i);
      int right = FloatPool.endInside(columns, i);
      int best = image + top * width + left;
      for (int j = top; j < bottom; j += rows.dilation()) {
        int end = image + j * width + right;
        for (int p = image + j * width + left; p < end; p += columns.dilation()) {
          best = x[p] > x[best] ? p : best;
        }
      }
      int window = line * columns.windows() + i;
      y[window] = x[best];
      chosen.set(window, best - image);
    }
  }
}
