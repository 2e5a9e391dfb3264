package gradus.autograd.kernel;

/// Softmax and its logarithm along one dimension.
public final class Softmax {
  private Softmax() {}

  /// `eˣ / Σ eˣ` along `dim`, in a fresh array.
  public static Array softmax(Array x, int dim) {
    Rows rows = Rows.along(x, dim);
    Array y = Array.unwritten(x.dtype(), rows.data().shape());
    Parallel.parts(rows.count(), rows.length(), (from, to) -> softmax(rows, y, from, to));
    return Rows.back(y, dim);
  }

  /// `x − ln Σ eˣ` along `dim`, in a fresh array.
  public static Array logSoftmax(Array x, int dim) {
    Rows rows = Rows.along(x, dim);
    Array y = Array.unwritten(x.dtype(), rows.data().shape());
    Parallel.parts(rows.count(), rows.length(), (from, to) -> logSoftmax(rows, y, from, to));
    return Rows.back(y, dim);
  }

  private static void softmax(Rows rows, Array y, int first, int end) {
    int n = rows.length();
    int to = first * n;
    int from = rows.data().offset() + to;
    switch (y.storage()) {
      case Storage.F32 s ->
          FloatSoftmax.softmax(rows.data().floats(), from, s.data(), to, end - first, n);
      case Storage.F64 s ->
          DoubleSoftmax.softmax(rows.data().doubles(), from, s.data(), to, end - first, n);
      default -> throw new IllegalArgumentException("a kernel was given " + y.dtype());
    }
  }

  private static void logSoftmax(Rows rows, Array y, int first, int end) {
    for (int r = first; r < end; r++) {
      int at = r * rows.length();
      int from = rows.data().offset() + at;
      switch (y.storage()) {
        case Storage.F32 s ->
            FloatSoftmax.logSoftmax(rows.data().floats(), from, s.data(), at, rows.length());
        case Storage.F64 s ->
            DoubleSoftmax.logSoftmax(rows.data().doubles(), from, s.data(), at, rows.length());
        default -> throw new IllegalArgumentException("a kernel was given " + y.dtype());
      }
    }
  }

  /// The derivative of [#softmax] from its result: `y (g − Σ g y)` along `dim`, in a fresh array.
  public static Array softmaxBackward(Array g, Array y, int dim) {
    Rows slopes = Rows.along(g, dim);
    Rows rows = Rows.along(y, dim);
    Array dx = Array.zeros(y.dtype(), rows.data().shape());
    int n = rows.length();
    for (int at = 0; at < rows.count() * n; at += n) {
      int go = slopes.data().offset() + at;
      int yo = rows.data().offset() + at;
      switch (dx.storage()) {
        case Storage.F32 s ->
            FloatSoftmax.softmaxBackward(
                slopes.data().floats(), go, rows.data().floats(), yo, s.data(), at, n);
        case Storage.F64 s ->
            DoubleSoftmax.softmaxBackward(
                slopes.data().doubles(), go, rows.data().doubles(), yo, s.data(), at, n);
        default -> throw new IllegalArgumentException("a kernel was given " + y.dtype());
      }
    }
    return Rows.back(dx, dim);
  }
}
