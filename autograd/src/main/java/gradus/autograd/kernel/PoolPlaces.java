package gradus.autograd.kernel;

/// Which place of every window of some planes was chosen.
///
/// Of windows of two by two neighbours, the commonest, it keeps the corner in a byte: 0 and 1
/// above, 2 and 3 below. Of all others it keeps the place within the plane.
public final class PoolPlaces {
  private final int planes;
  private final Axis rows;
  private final Axis columns;
  private final byte[] corners;
  private final int[] places;

  /// For the windows of `planes` planes.
  public PoolPlaces(int planes, Axis rows, Axis columns) {
    this.planes = planes;
    this.rows = rows;
    this.columns = columns;
    int count = planes * rows.windows() * columns.windows();
    boolean squares = arePairs(rows) && arePairs(columns);
    corners = squares ? new byte[count] : null;
    places = squares ? null : new int[count];
  }

  /// Whether every window is two neighbours, none of them padding.
  private static boolean arePairs(Axis axis) {
    return axis.kernel() == 2
        && axis.dilation() == 1
        && axis.before() == 0
        && axis.place(axis.windows() - 1, 1) < axis.size();
  }

  int planes() {
    return planes;
  }

  Axis rows() {
    return rows;
  }

  Axis columns() {
    return columns;
  }

  /// The number of windows of a plane.
  int windows() {
    return rows.windows() * columns.windows();
  }

  /// The number of places of a plane.
  int size() {
    return rows.size() * columns.size();
  }

  /// The corner of every window; null where places are kept.
  byte[] corners() {
    return corners;
  }

  /// The place of every window within its plane; null where corners are kept.
  int[] places() {
    return places;
  }

  /// Chooses a place of a plane for a window, counted over all planes.
  void set(int window, int place) {
    if (places != null) {
      places[window] = place;
    } else {
      int line = window / columns.windows() % rows.windows();
      int below = place / columns.size() - rows.place(line, 0);
      int right = place % columns.size() - columns.place(window % columns.windows(), 0);
      corners[window] = (byte) (2 * below + right);
    }
  }

  /// The place of every window within its plane.
  public int[] toArray() {
    int[] all = new int[planes * windows()];
    for (int plane = 0; plane < planes; plane++) {
      copy(plane, all, plane * windows());
    }
    return all;
  }

  /// Writes the places of a plane's windows to `to`, from `at` on.
  void copy(int plane, int[] to, int at) {
    int windows = windows();
    if (places != null) {
      System.arraycopy(places, plane * windows, to, at, windows);
      return;
    }
    for (int i = 0; i < windows; i++) {
      int corner = corners[plane * windows + i];
      int row = rows.place(i / columns.windows(), corner / 2);
      to[at + i] = row * columns.size() + columns.place(i % columns.windows(), corner % 2);
    }
  }
}
