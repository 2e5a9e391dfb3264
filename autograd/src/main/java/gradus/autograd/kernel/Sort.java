package gradus.autograd.kernel;

import gradus.autograd.DType;

/// Stable sorting along one dimension.
public final class Sort {
  private static final int INSERTION = 16;

  private Sort() {}

  /// The places that put the elements along `dim` in ascending (or descending) order, in a fresh
  /// INT64 array. Equal elements keep their order; NaN is greater than all.
  public static Array order(Array x, int dim, boolean descending) {
    Rows rows = Rows.along(x, dim);
    Array places = Array.zeros(DType.INT64, rows.data().shape());
    int n = rows.length();
    int[] order = new int[n];
    int[] scratch = new int[n];
    for (int r = 0; r < rows.count(); r++) {
      for (int i = 0; i < n; i++) {
        order[i] = i;
      }
      Before before = before(rows.data(), rows.data().offset() + r * n, descending);
      sort(order, scratch, 0, n, before);
      for (int i = 0; i < n; i++) {
        places.longs()[r * n + i] = order[i];
      }
    }
    return Rows.back(places, dim);
  }

  /// Tells whether the element at one place must come before that at another.
  private interface Before {
    boolean test(int a, int b);
  }

  private static Before before(Array data, int offset, boolean descending) {
    if (data.storage() instanceof Storage.I64 whole) {
      long[] x = whole.data();
      return descending
          ? (a, b) -> x[offset + a] > x[offset + b]
          : (a, b) -> x[offset + a] < x[offset + b];
    }
    Storage x = data.storage();
    return descending
        ? (a, b) -> less(x.get(offset + b), x.get(offset + a))
        : (a, b) -> less(x.get(offset + a), x.get(offset + b));
  }

  private static boolean less(double a, double b) {
    return a < b || Double.isNaN(b) && !Double.isNaN(a);
  }

  private static void sort(int[] order, int[] scratch, int from, int to, Before before) {
    if (to - from <= INSERTION) {
      insertionSort(order, from, to, before);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, scratch, from, middle, before);
    sort(order, scratch, middle, to, before);
    if (before.test(order[middle], order[middle - 1])) {
      merge(order, scratch, from, middle, to, before);
    }
  }

  private static void insertionSort(int[] order, int from, int to, Before before) {
    for (int i = from + 1; i < to; i++) {
      int place = order[i];
      int j = i;
      for (; j > from && before.test(place, order[j - 1]); j--) {
        order[j] = order[j - 1];
      }
      order[j] = place;
    }
  }

  private static void merge(
      int[] order, int[] scratch, int from, int middle, int to, Before before) {
    System.arraycopy(order, from, scratch, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takeRight = right < to && before.test(order[right], scratch[left]);
      order[at] = takeRight ? order[right++] : scratch[left++];
    }
  }
}
