package gradus.autograd.kernel;

/// The greatest whole number of every window.
final class LongPool {
  private LongPool() {}

  /// As [FloatPool#max] does.
  static void max(long[] x, int xo, int planes, Axis rows, Axis columns, long[] y, int[] places) {
    int lines = planes * rows.windows();
    for (int line = 0; line < lines; line++) {
      int image = xo + line / rows.windows() * rows.size() * columns.size();
      maxOfLine(
          x, image, rows, line % rows.windows(), columns, y, places, line * columns.windows());
    }
  }

  private static void maxOfLine(
      long[] x, int image, Axis rows, int row, Axis columns, long[] y, int[] places, int at) {
    int width = columns.size();
    int top = FloatPool.firstInside(rows, row);
    int bottom = FloatPool.endInside(rows, row);
    for (int i = 0; i < columns.windows(); i++) {
      int left = FloatPool.firstInside(columns, i);
      int right = FloatPool.endInside(columns, i);
      int best = image + top * width + left;
      for (int line = top; line < bottom; line += rows.dilation()) {
        int end = image + line * width + right;
        for (int p = image + line * width + left; p < end; p += columns.dilation()) {
          best = x[p] > x[best] ? p : best;
        }
      }
      y[at + i] = x[best];
      places[at + i] = best - image;
    }
  }
}
