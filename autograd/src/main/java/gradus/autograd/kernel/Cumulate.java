package gradus.autograd.kernel;

/// Running results along one dimension, forward or backward, with accumulators in `double` (or
/// `long`).
public final class Cumulate {
  private Cumulate() {}

  /// What is accumulated.
  public enum Kind {
    /// Sums.
    SUM,
    /// Products.
    PRODUCT,
    /// Logarithms of sums of exponentials.
    LOG_SUM_EXP
  }

  /// The running result along `dim`, from the end if `reverse`, in a fresh array.
  public static Array apply(Kind kind, Array x, int dim, boolean reverse) {
    Rows rows = Rows.along(x, dim);
    Array y = Array.zeros(x.dtype(), rows.data().shape());
    for (int r = 0; r < rows.count(); r++) {
      int to = r * rows.length() + (reverse ? rows.length() - 1 : 0);
      int from = rows.data().offset() + to;
      run(kind, rows.data().storage(), from, y.storage(), to, rows.length(), reverse ? -1 : 1);
    }
    return Rows.back(y, dim);
  }

  private static void run(Kind kind, Storage x, int from, Storage y, int to, int n, int step) {
    if (x instanceof Storage.I64 whole) {
      runWhole(kind, whole.data(), from, ((Storage.I64) y).data(), to, n, step);
      return;
    }
    switch (kind) {
      case SUM -> {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += x.get(from + i * step);
          y.set(to + i * step, sum);
        }
      }
      case PRODUCT -> {
        double product = 1;
        for (int i = 0; i < n; i++) {
          product *= x.get(from + i * step);
          y.set(to + i * step, product);
        }
      }
      case LOG_SUM_EXP -> {
        double log = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
          log = logAddExp(log, x.get(from + i * step));
          y.set(to + i * step, log);
        }
      }
    }
  }

  private static void runWhole(Kind kind, long[] x, int from, long[] y, int to, int n, int step) {
    long value = kind == Kind.SUM ? 0 : 1;
    for (int i = 0; i < n; i++) {
      long next = x[from + i * step];
      value = kind == Kind.SUM ? value + next : value * next;
      y[to + i * step] = value;
    }
  }

  private static double logAddExp(double a, double b) {
    double greater = Math.max(a, b);
    return Double.isInfinite(greater) || Double.isNaN(greater)
        ? greater
        : greater + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /// The places of the greatest (or smallest) elements so far along `dim`, in a fresh INT64 array:
  /// the last of equal ones; NaN is the most extreme and stays.
  public static Array extremes(Array x, int dim, boolean greatest) {
    Rows rows = Rows.along(x, dim);
    Array places = Array.zeros(gradus.autograd.DType.INT64, rows.data().shape());
    for (int r = 0; r < rows.count(); r++) {
      int at = r * rows.length();
      int best = 0;
      for (int i = 0; i < rows.length(); i++) {
        best = replaces(rows, at + i, at + best, greatest) ? i : best;
        places.longs()[at + i] = best;
      }
    }
    return Rows.back(places, dim);
  }

  private static boolean replaces(Rows rows, int candidate, int best, boolean greatest) {
    Storage data = rows.data().storage();
    int offset = rows.data().offset();
    if (data instanceof Storage.I64 whole) {
      long a = whole.data()[offset + candidate];
      long b = whole.data()[offset + best];
      return greatest ? a >= b : a <= b;
    }
    double a = data.get(offset + candidate);
    double b = data.get(offset + best);
    return Double.isNaN(a) || !Double.isNaN(b) && (greatest ? a >= b : a <= b);
  }
}
