package gradus.autograd.kernel;

/// The greatest number of every window, and what flows back to its place.
public final class FloatPool {
  private FloatPool() {}

  /// Writes the greatest number of every window of `planes` planes to `y` and its place within the
  /// plane to `places`: the first of equal ones; NaN is greatest.
  public static void max(
      float[] x, int xo, int planes, Axis rows, Axis columns, float[] y, int[] places) {
    int at = 0;
    for (int plane = 0; plane < planes; plane++) {
      int image = xo + plane * rows.size() * columns.size();
      for (int row = 0; row < rows.windows(); row++) {
        for (int column = 0; column < columns.windows(); column++) {
          int place = placeOfMax(x, image, rows, row, columns, column);
          places[at] = place;
          y[at++] = x[image + place];
        }
      }
    }
  }

  private static int placeOfMax(
      float[] x, int image, Axis rows, int row, Axis columns, int column) {
    int left = firstInside(columns, column);
    int top = firstInside(rows, row);
    int bottom = endInside(rows, row);
    int right = endInside(columns, column);
    int best = top * columns.size() + left;
    float max = x[image + best];
    for (int i = top; i < bottom; i += rows.dilation()) {
      int line = i * columns.size();
      for (int j = left; j < right; j += columns.dilation()) {
        float value = x[image + line + j];
        boolean greater = value > max || value != value;
        max = greater ? value : max;
        best = greater ? line + j : best;
      }
    }
    return best;
  }

  private static int firstInside(Axis axis, int window) {
    int place = axis.place(window, 0);
    return place >= 0 ? place : place + Math.ceilDiv(-place, axis.dilation()) * axis.dilation();
  }

  private static int endInside(Axis axis, int window) {
    return Math.min(axis.place(window, axis.kernel() - 1) + 1, axis.size());
  }

  /// Adds the numbers of `g` to their places in the planes of `x`, which begins at 0.
  public static void scatter(float[] g, int go, int[] places, int windows, float[] x, int size) {
    for (int i = 0; i < places.length; i++) {
      x[i / windows * size + places[i]] += g[go + i];
    }
  }

  /// Writes the numbers at their places in the planes of `x` to `y`, which begins at 0.
  public static void gather(float[] x, int xo, int[] places, int windows, float[] y, int size) {
    for (int i = 0; i < places.length; i++) {
      y[i] = x[xo + i / windows * size + places[i]];
    }
  }
}
