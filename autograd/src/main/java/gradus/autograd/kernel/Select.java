package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// Finds and moves elements by their places.
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

  /// `y[i][j][k] = x[index[i][j][k]][j][k]` along dimension `dim`, and so for every number of
  /// dimensions; indices lie within the dimension.
  public static Array gather(Array x, int dim, Array index) {
    Array out = Array.zeros(x.dtype(), index.shape());
    along(x, dim, index, (place, i) -> x.storage().copyRow(place, 0, out.storage(), i, 0, 1));
    return out;
  }

  /// Adds every element of `source` to the place in `onto` that its index names along `dim`.
  public static void scatterAdd(Array onto, int dim, Array index, Array source) {
    Array from = source.contiguous();
    along(
        onto,
        dim,
        index,
        (place, i) -> {
          Storage s = onto.storage();
          if (s instanceof Storage.I64 whole) {
            whole.data()[place] += from.longs()[from.offset() + i];
          } else {
            s.set(place, s.get(place) + from.storage().get(from.offset() + i));
          }
        });
  }

  /// Writes every element of `source` to the place in `onto` that its index names along `dim`.
  public static void scatter(Array onto, int dim, Array index, Array source) {
    Array from = source.contiguous();
    along(
        onto,
        dim,
        index,
        (place, i) -> from.storage().copyRow(from.offset() + i, 0, onto.storage(), place, 0, 1));
  }

  private interface Visit {
    void at(int place, int i);
  }

  /// Visits the elements of `index` in row-major order with the place in `x` that each names.
  private static void along(Array x, int dim, Array index, Visit visit) {
    Geometry geometry = x.geometry();
    if (geometry.dim() == 0) {
      visit.at(x.offset(), 0);
      return;
    }
    Array places = index.contiguous();
    long[] where = places.longs();
    int dims = geometry.dim();
    int[] at = new int[dims];
    for (int i = 0; i < places.numel(); i++) {
      int place = x.offset() + (int) where[places.offset() + i] * geometry.stride(dim);
      for (int d = 0; d < dims; d++) {
        place += d == dim ? 0 : at[d] * geometry.stride(d);
      }
      visit.at(place, i);
      for (int d = dims - 1; d >= 0 && ++at[d] == places.geometry().size(d); d--) {
        at[d] = 0;
      }
    }
  }
}
