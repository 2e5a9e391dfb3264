package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// Finds elements by their values.
public final class Select {
  private Select() {}

  /// The place of the greatest (or smallest) element of every row, in a fresh INT64 array of
  /// `shape`: the first of several; NaN is the most extreme.
  public static Array extreme(Rows rows, boolean greatest, Shape shape) {
    Array out = Array.zeros(DType.INT64, shape);
    Storage data = rows.data().storage();
    for (int r = 0, at = rows.data().offset(); r < rows.count(); r++, at += rows.length()) {
      out.longs()[r] =
          switch (data) {
            case Storage.I64 s -> extreme(s.data(), at, rows.length(), greatest);
            default -> extreme(data, at, rows.length(), greatest);
          };
    }
    return out;
  }

  private static int extreme(Storage data, int at, int n, boolean greatest) {
    int best = 0;
    double value = data.get(at);
    for (int i = 1; i < n && !Double.isNaN(value); i++) {
      double next = data.get(at + i);
      if (Double.isNaN(next) || (greatest ? next > value : next < value)) {
        best = i;
        value = next;
      }
    }
    return best;
  }

  private static int extreme(long[] data, int at, int n, boolean greatest) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (greatest ? data[at + i] > data[at + best] : data[at + i] < data[at + best]) {
        best = i;
      }
    }
    return best;
  }
}
