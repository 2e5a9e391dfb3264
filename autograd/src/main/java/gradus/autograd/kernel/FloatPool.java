package gradus.autograd.kernel;

import java.util.Arrays;

/// The greatest number of every window, and what flows back to its place.
public final class FloatPool {
  /// Up to here, every whole number is a `float`.
  private static final int MOST_PLACES = 1 << 24;

  private FloatPool() {}

  /// Writes the greatest number of every window of `planes` planes to `y` and its place within the
  /// plane to `places`: the first of equal ones; NaN is greatest.
  public static void max(
      float[] x, int xo, int planes, Axis rows, Axis columns, float[] y, int[] places) {
    boolean pairs = arePairs(rows) && arePairs(columns);
    int done = Provider.VECTOR && pairs ? maxOfPlanes(x, xo, planes, rows, columns, y, places) : 0;
    int lines = planes * rows.windows();
    for (int line = done * rows.windows(); line < lines; line++) {
      int image = xo + line / rows.windows() * rows.size() * columns.size();
      int row = line % rows.windows();
      int at = line * columns.windows();
      if (pairs) {
        maxOfSquares(x, image, rows.place(row, 0), columns, y, places, at);
      } else {
        maxOfLine(x, image, rows, row, columns, y, places, at);
      }
    }
  }

  /// Whether every window is two neighbours, none of them padding.
  private static boolean arePairs(Axis axis) {
    return axis.kernel() == 2
        && axis.dilation() == 1
        && axis.before() == 0
        && axis.place(axis.windows() - 1, 1) < axis.size();
  }

  /// Whole planes at a time, up to the first one that is not finite or lies so near the end of `x`
  /// that a last vector would go beyond; gives their number.
  private static int maxOfPlanes(
      float[] x, int xo, int planes, Axis rows, Axis columns, float[] y, int[] places) {
    int size = rows.size() * columns.size();
    int windows = rows.windows() * columns.windows();
    if (columns.stride() != 2 || size > MOST_PLACES) {
      return 0;
    }
    float[] found = new float[windows + FloatVectorPool.LANES];
    int plane = 0;
    while (plane < planes - 1 && xo + (plane + 1) * size + FloatVectorPool.LANES <= x.length) {
      int image = xo + plane * size;
      int at = plane * windows;
      if (at + windows + FloatVectorPool.LANES > y.length
          || !FloatVectorPool.maxOfSquares(x, image, rows, columns, y, at, found)) {
        return plane;
      }
      for (int i = 0; i < windows; i++) {
        places[at + i] = (int) found[i];
      }
      plane++;
    }
    return plane;
  }

  /// The commonest windows, two by two, without a branch that depends on the numbers.
  private static void maxOfSquares(
      float[] x, int image, int row, Axis columns, float[] y, int[] places, int at) {
    int width = columns.size();
    int stride = columns.stride();
    for (int i = 0; i < columns.windows(); i++) {
      int first = row * width + i * stride;
      int p = image + first;
      float a = x[p];
      float b = x[p + 1];
      float c = x[p + width];
      float d = x[p + width + 1];
      float top = Math.max(a, b);
      float bottom = Math.max(c, d);
      float max = Math.max(top, bottom);
      int above = b > a ? 1 : 0;
      int below = d > c ? width + 1 : width;
      int best = bottom > top ? below : above;
      y[at + i] = max;
      places[at + i] = first + (max == max ? best : lastNaN(b, c, d, width));
    }
  }

  /// The place of the last NaN of four numbers of which one is.
  private static int lastNaN(float b, float c, float d, int width) {
    if (Float.isNaN(d)) {
      return width + 1;
    }
    return Float.isNaN(c) ? width : Float.isNaN(b) ? 1 : 0;
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
  public static void scatter(float[] g, int go, int[] places, Axis rows, Axis columns, float[] x) {
    int windows = rows.windows() * columns.windows();
    int size = rows.size() * columns.size();
    if (windows == 0) {
      Arrays.fill(x, 0);
    }
    boolean squares =
        Provider.VECTOR && arePairs(rows) && rows.stride() == 2 && areAllPairs(columns);
    for (int first = 0, plane = 0; first < places.length; first += windows, plane += size) {
      int end = Math.min(places.length, g.length - go) - FloatVectorPool.LANES;
      if (squares && first + windows <= end && plane + size + FloatVectorPool.LANES <= x.length) {
        scatterSquares(g, go + first, places, first, rows, columns, x, plane);
      } else {
        Arrays.fill(x, plane, plane + size, 0);
        for (int i = first; i < first + windows; i++) {
          x[plane + places[i]] += g[go + i];
        }
      }
    }
  }

  /// Whether the windows are all neighbours, two by two.
  private static boolean areAllPairs(Axis axis) {
    return arePairs(axis) && axis.stride() == 2 && axis.size() == 2 * axis.windows();
  }

  /// Writes a plane row by row, so that each number is written once.
  private static void scatterSquares(
      float[] g, int go, int[] places, int po, Axis rows, Axis columns, float[] x, int plane) {
    int width = columns.size();
    int across = columns.windows();
    int covered = 2 * rows.windows();
    for (int row = 0; row < covered; row++) {
      int line = row / 2 * across;
      FloatVectorPool.scatterRow(g, go + line, places, po + line, across, x, plane, row * width);
    }
    Arrays.fill(x, plane + covered * width, plane + rows.size() * width, 0);
  }

  /// Writes the numbers at their places in the planes of `x` to `y`, which begins at 0.
  public static void gather(float[] x, int xo, int[] places, Axis rows, Axis columns, float[] y) {
    int windows = rows.windows() * columns.windows();
    int size = rows.size() * columns.size();
    for (int first = 0, plane = xo; first < places.length; first += windows, plane += size) {
      for (int i = first; i < first + windows; i++) {
        y[i] = x[plane + places[i]];
      }
    }
  }
}
