package gradus.autograd.kernel;

/// Elements chosen from one array or another.
public final class Choice {
  private Choice() {}

  /// Writes to `out` the elements of `a` where `condition` is true, of `b` elsewhere. All broadcast
  /// to `out` and have its type, but for the condition, which is BOOL. `out` may be `a` or `b`.
  public static void pick(Array condition, Array a, Array b, Array out) {
    Strided.forEachRow(
        Choice::pickRow,
        condition.expand(out.shape()),
        a.expand(out.shape()),
        b.expand(out.shape()),
        out);
  }

  private static void pickRow(Storage[] data, int[] at, int[] step, int n) {
    boolean[] condition = ((Storage.Bool) data[0]).data();
    if (step[0] == 0 || n == 1) {
      int from = condition[at[0]] ? 1 : 2;
      data[from].copyRow(at[from], step[from], data[3], at[3], 1, n);
      return;
    }
    switch (data[3]) {
      case Storage.F32 s -> {
        float[] a = ((Storage.F32) data[1]).data();
        float[] b = ((Storage.F32) data[2]).data();
        FloatChoice.pick(
            condition, at[0], a, at[1], step[1], b, at[2], step[2], s.data(), at[3], n);
      }
      case Storage.F64 s -> {
        double[] a = ((Storage.F64) data[1]).data();
        double[] b = ((Storage.F64) data[2]).data();
        DoubleChoice.pick(
            condition, at[0], a, at[1], step[1], b, at[2], step[2], s.data(), at[3], n);
      }
      default -> {
        for (int i = 0; i < n; i++) {
          int from = condition[at[0] + i] ? 1 : 2;
          data[from].copyRow(at[from] + i * step[from], 1, data[3], at[3] + i, 1, 1);
        }
      }
    }
  }
}
