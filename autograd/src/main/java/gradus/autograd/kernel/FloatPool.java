package gradus.autograd.kernel;

import java.util.Arrays;

/// The greatest number of every window, and what flows back to its place.
public final class FloatPool {
  private FloatPool() {}

  /// Writes the greatest number of every window to `y` and its place to `chosen`: the first of
  /// equal ones; NaN is greatest.
  public static void max(float[] x, int xo, PoolPlaces chosen, float[] y) {
    Axis rows = chosen.rows();
    Axis columns = chosen.columns();
    boolean squares = chosen.corners() != null;
    int done = Provider.VECTOR && squares ? maxOfPlanes(x, xo, chosen, y) : 0;
    int lines = chosen.planes() * rows.windows();
    for (int line = done * rows.windows(); line < lines; line++) {
      int image = xo + line / rows.windows() * chosen.size();
      int row = line % rows.windows();
      int at = line * columns.windows();
      if (squares) {
        int first = image + rows.place(row, 0) * columns.size();
        maxOfSquares(x, first, columns, y, chosen.corners(), at);
      } else {
        maxOfLine(x, image, rows, row, columns, y, chosen.places(), at);
      }
    }
  }

  /// Whole planes at a time, up to the first one that is not finite or lies so near the end of `x`
  /// that a last vector would go beyond; gives their number.
  private static int maxOfPlanes(float[] x, int xo, PoolPlaces chosen, float[] y) {
    if (chosen.columns().stride() != 2) {
      return 0;
    }
    int size = chosen.size();
    int windows = chosen.windows();
    float[] corners = new float[windows + FloatVectorPool.LANES];
    int plane = 0;
    while (plane < chosen.planes()
        && xo + (plane + 1) * size + FloatVectorPool.LANES <= x.length
        && (plane + 1) * windows + FloatVectorPool.LANES <= y.length) {
      int image = xo + plane * size;
      int at = plane * windows;
      if (!FloatVectorPool.maxOfSquares(
          x, image, chosen.rows(), chosen.columns(), y, at, corners)) {
        return plane;
      }
      toBytes(corners, chosen.corners(), at, windows);
      plane++;
    }
    return plane;
  }

  private static void toBytes(float[] corners, byte[] bytes, int at, int n) {
    for (int i = 0; i < n; i++) {
      bytes[at + i] = (byte) corners[i];
    }
  }

  /// A row of windows two by two, without a branch that depends on the numbers.
  private static void maxOfSquares(
      float[] x, int first, Axis columns, float[] y, byte[] corners, int at) {
    for (int i = 0; i < columns.windows(); i++) {
      int p = first + i * columns.stride();
      float a = x[p];
      float b = x[p + 1];
      float c = x[p + columns.size()];
      float d = x[p + columns.size() + 1];
      float top = Math.max(a, b);
      float bottom = Math.max(c, d);
      float max = Math.max(top, bottom);
      int above = b > a ? 1 : 0;
      int below = d > c ? 3 : 2;
      int best = bottom > top ? below : above;
      y[at + i] = max;
      corners[at + i] = (byte) (max == max ? best : lastNaN(b, c, d));
    }
  }

  /// The corner of the last NaN of four numbers of which one is.
  private static int lastNaN(float b, float c, float d) {
    if (Float.isNaN(d)) {
      return 3;
    }
    return Float.isNaN(c) ? 2 : Float.isNaN(b) ? 1 : 0;
  }

  private static void maxOfLine(
      float[] x, int image, Axis rows, int row, Axis columns, float[] y, int[] places, int at) {
    int width = columns.size();
    int top = firstInside(rows, row);
    int bottom = endInside(rows, row);
    for (int i = 0; i < columns.windows(); i++) {
      int left = firstInside(columns, i);
      int right = endInside(columns, i);
      int best = image + top * width + left;
      float max = x[best];
      for (int line = top; line < bottom; line += rows.dilation()) {
        int end = image + line * width + right;
        for (int p = image + line * width + left; p < end; p += columns.dilation()) {
          if (x[p] > max || Float.isNaN(x[p])) {
            max = x[p];
            best = p;
          }
        }
      }
      y[at + i] = max;
      places[at + i] = best - image;
    }
  }

  /// The first place of a window that is no padding.
  static int firstInside(Axis axis, int window) {
    int place = axis.place(window, 0);
    while (place < 0) {
      place += axis.dilation();
    }
    return place;
  }

  /// The end of the places of a window that are no padding.
  static int endInside(Axis axis, int window) {
    return Math.min(axis.place(window, axis.kernel() - 1) + 1, axis.size());
  }

  /// Writes planes of zeros to which the numbers of `g` were added, each at its place, to `x`,
  /// which begins at 0.
  public static void scatter(float[] g, int go, PoolPlaces chosen, float[] x) {
    int windows = chosen.windows();
    int size = chosen.size();
    int done = Provider.VECTOR && areTiles(chosen) ? scatterPlanes(g, go, chosen, x) : 0;
    int[] places = new int[windows];
    Arrays.fill(x, done * size, x.length, 0);
    for (int plane = done; plane < chosen.planes(); plane++) {
      chosen.copy(plane, places, 0);
      for (int i = 0; i < windows; i++) {
        x[plane * size + places[i]] += g[go + plane * windows + i];
      }
    }
  }

  /// Whether the windows are two by two, side by side, and fill their rows.
  private static boolean areTiles(PoolPlaces chosen) {
    Axis columns = chosen.columns();
    return chosen.corners() != null
        && chosen.rows().stride() == 2
        && columns.stride() == 2
        && columns.size() == 2 * columns.windows();
  }

  /// Whole planes at a time, up to those so near an end that a last vector would go beyond; gives
  /// their number.
  private static int scatterPlanes(float[] g, int go, PoolPlaces chosen, float[] x) {
    int windows = chosen.windows();
    int lines = chosen.rows().windows();
    int across = chosen.columns().windows();
    float[] corners = new float[windows + FloatVectorPool.LANES];
    int plane = 0;
    while (plane < chosen.planes()
        && go + (plane + 1) * windows + FloatVectorPool.LANES <= g.length
        && (plane + 1) * chosen.size() + FloatVectorPool.LANES <= x.length) {
      int at = plane * windows;
      int image = plane * chosen.size();
      fromBytes(chosen.corners(), at, windows, corners);
      FloatVectorPool.scatterSquares(g, go + at, corners, lines, across, x, image);
      plane++;
      Arrays.fill(x, image + 4 * windows, plane * chosen.size(), 0);
    }
    return plane;
  }

  private static void fromBytes(byte[] bytes, int at, int n, float[] corners) {
    for (int i = 0; i < n; i++) {
      corners[i] = bytes[at + i];
    }
  }

  /// Writes the numbers at their places in the planes of `x` to `y`, which begins at 0.
  public static void gather(float[] x, int xo, PoolPlaces chosen, float[] y) {
    int windows = chosen.windows();
    int[] places = new int[windows];
    for (int plane = 0; plane < chosen.planes(); plane++) {
      chosen.copy(plane, places, 0);
      for (int i = 0; i < windows; i++) {
        y[plane * windows + i] = x[xo + plane * chosen.size() + places[i]];
      }
    }
  }
}
