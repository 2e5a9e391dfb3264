package gradus.autograd.kernel;

import java.util.Arrays;

/// Runs a kernel over arrays of one shape, row by row. It alone knows shapes and strides: a kernel
/// sees arrays, offsets, a step of 0 or 1 per input, and a length.
///
/// Neighbouring dimensions that lie alike in all arrays are merged first, and the longest of the
/// innermost two becomes the row. An input that steps otherwise than by 0 or 1 is gathered into a
/// row buffer; an output that does is computed in one and scattered.
public final class Strided {
  private static final int BUFFER = 1024;
  private static final int SHORT_ROW = 16;

  private final Array[] arrays;
  private int dims;
  private int[] sizes;
  private final int[][] strides;

  /// A kernel for one row: `data[i]` from `offset[i]` on, `step[i]` apart; the last one is written,
  /// always with step 1.
  @FunctionalInterface
  public interface Row {
    /// Runs on a row of `count` elements.
    void apply(Storage[] data, int[] offset, int[] step, int count);
  }

  private Strided(Array[] arrays) {
    this.arrays = arrays;
    strides = new int[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      strides[i] = arrays[i].geometry().strides();
    }
    sizes = arrays[0].shape().toArray();
    dims = sizes.length;
    merge();
    chooseRow();
  }

  /// Runs `row` until all elements of the last array are written, rows of large arrays side by side
  /// on several threads. All have the same shape.
  public static void forEachRow(Row row, Array... arrays) {
    if (arrays[0].numel() > 0) {
      new Strided(arrays).run(row);
    }
  }

  /// Copies `from` to `to`, which has the same shape, and converts.
  static void copy(Array from, Array to) {
    if (from.numel() == 0) {
      return;
    }
    Strided plan = new Strided(new Array[] {from, to});
    int last = plan.dims - 1;
    int stepFrom = plan.strides[0][last];
    int stepTo = plan.strides[1][last];
    plan.walk(offset ->
        from.storage()
            .copyRow(offset[0], stepFrom, to.storage(), offset[1], stepTo, plan.sizes[last]));
  }

  /// Adds `from` to `onto`, which has the same shape and type; elements of `onto` may lie at the
  /// same place.
  public static void accumulate(Array from, Array onto) {
    if (from.numel() == 0) {
      return;
    }
    if (from.geometry().isContiguous() && onto.geometry().isContiguous()) {
      addRow(from, from.offset(), 1, onto, onto.offset(), 1, from.numel());
      return;
    }
    Strided plan = new Strided(new Array[] {from, onto});
    int last = plan.dims - 1;
    int step = plan.strides[0][last];
    int stepOnto = plan.strides[1][last];
    int count = plan.sizes[last];
    plan.walk(offset -> addRow(from, offset[0], step, onto, offset[1], stepOnto, count));
  }

  private static void addRow(
      Array from, int x, int step, Array onto, int y, int stepOnto, int count) {
    switch (onto.storage()) {
      case Storage.F32 s -> {
        float[] in = from.floats();
        float[] out = s.data();
        if (stepOnto == 1 && (step == 1 || step == 0)) {
          FloatArithmetic.add(out, y, 1, in, x, step, out, y, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          out[y + i * stepOnto] += in[x + i * step];
        }
      }
      case Storage.F64 s -> {
        double[] in = from.doubles();
        double[] out = s.data();
        if (stepOnto == 1 && (step == 1 || step == 0)) {
          DoubleArithmetic.add(out, y, 1, in, x, step, out, y, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          out[y + i * stepOnto] += in[x + i * step];
        }
      }
      case Storage.I64 s -> {
        long[] in = from.longs();
        long[] out = s.data();
        for (int i = 0; i < count; i++) {
          out[y + i * stepOnto] += in[x + i * step];
        }
      }
      case Storage.Bool s -> {
        boolean[] in = from.booleans();
        boolean[] out = s.data();
        for (int i = 0; i < count; i++) {
          out[y + i * stepOnto] |= in[x + i * step];
        }
      }
    }
  }

  private void merge() {
    int kept = 0;
    for (int d = 0; d < dims; d++) {
      if (sizes[d] == 1) {
        continue;
      }
      if (kept > 0 && mergeable(kept - 1, d)) {
        sizes[kept - 1] *= sizes[d];
      } else {
        sizes[kept++] = sizes[d];
      }
      for (int[] stride : strides) {
        stride[kept - 1] = stride[d];
      }
    }
    dims = kept;
    if (dims == 0) {
      dims = 1;
      sizes = new int[] {1};
      Arrays.setAll(strides, i -> new int[] {1});
    }
  }

  private boolean mergeable(int outer, int inner) {
    for (int[] stride : strides) {
      if (stride[outer] != stride[inner] * sizes[inner]) {
        return false;
      }
    }
    return true;
  }

  private void chooseRow() {
    int last = dims - 1;
    if (dims > 1 && sizes[last] < SHORT_ROW && sizes[last - 1] > sizes[last]) {
      swap(sizes, last);
      for (int[] stride : strides) {
        swap(stride, last);
      }
    }
  }

  private static void swap(int[] values, int last) {
    int value = values[last];
    values[last] = values[last - 1];
    values[last - 1] = value;
  }

  private interface Visit {
    void at(int[] offset);
  }

  private void walk(Visit visit) {
    walk(0, sizes[0], visit);
  }

  /// Visits the rows whose first index is `first` to before `end`; if there is but one row, that.
  private void walk(int first, int end, Visit visit) {
    int[] offset = new int[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      offset[i] = arrays[i].offset() + (dims == 1 ? 0 : first * strides[i][0]);
    }
    int[] index = new int[dims];
    index[0] = first;
    while (true) {
      visit.at(offset);
      int d = dims - 2;
      while (d >= 0 && ++index[d] == (d == 0 ? end : sizes[d])) {
        index[d] = 0;
        for (int i = 0; i < offset.length; i++) {
          offset[i] -= (sizes[d] - 1) * strides[i][d];
        }
        d--;
      }
      if (d < 0) {
        return;
      }
      for (int i = 0; i < offset.length; i++) {
        offset[i] += strides[i][d];
      }
    }
  }

  private void run(Row row) {
    int last = dims - 1;
    int count = sizes[last];
    int out = arrays.length - 1;
    Storage[] data = new Storage[arrays.length];
    int[] step = new int[arrays.length];
    boolean direct = true;
    for (int i = 0; i < arrays.length; i++) {
      step[i] = strides[i][last];
      boolean fits = count == 1 || step[i] == 1 || step[i] == 0 && i != out;
      if (count == 1) {
        step[i] = 1;
      }
      data[i] =
          fits ? arrays[i].storage() : Storage.allocate(arrays[i].dtype(), Math.min(count, BUFFER));
      direct &= fits;
    }
    if (direct && dims == 1) {
      walk(offset -> row.apply(data, offset, step, count));
    } else if (direct) {
      Parallel.parts(
          sizes[0],
          arrays[out].numel() / sizes[0],
          (from, to) -> walk(from, to, offset -> row.apply(data, offset, step, count)));
    } else {
      walk(offset -> buffered(row, data, offset, step, count));
    }
  }

  private void buffered(Row row, Storage[] data, int[] offset, int[] step, int count) {
    int out = arrays.length - 1;
    int[] at = new int[arrays.length];
    int[] rowStep = new int[arrays.length];
    for (int start = 0; start < count; start += BUFFER) {
      int length = Math.min(BUFFER, count - start);
      for (int i = 0; i <= out; i++) {
        boolean gathered = data[i] != arrays[i].storage();
        int place = offset[i] + start * step[i];
        rowStep[i] = gathered ? 1 : step[i];
        at[i] = gathered ? 0 : place;
        if (gathered) {
          arrays[i].storage().copyRow(place, step[i], data[i], 0, 1, length);
        }
      }
      row.apply(data, at, rowStep, length);
      if (data[out] != arrays[out].storage()) {
        data[out].copyRow(
            0, 1, arrays[out].storage(), offset[out] + start * step[out], step[out], length);
      }
    }
  }
}
