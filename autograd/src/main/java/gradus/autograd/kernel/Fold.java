package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// A function of a row of numbers, such as its sum, for every type it has a kernel for.
///
/// @param f32 the FLOAT32 kernel
/// @param f64 the FLOAT64 kernel
/// @param i64 the INT64 kernel; null where there is none
public record Fold(FloatFold f32, DoubleFold f64, LongFold i64) {
  /// The sum; 0 for an empty row.
  public static final Fold SUM = new Fold(Fold::sum, Fold::sum, LongRows::sum);

  /// The product; 1 for an empty row.
  public static final Fold PRODUCT = new Fold(Fold::product, Fold::product, LongRows::product);

  /// The sum of the squared differences from the mean.
  public static final Fold SQUARED_DEVIATIONS =
      new Fold(Fold::squaredDeviations, Fold::squaredDeviations, null);

  /// The greatest; NaN if there is one.
  public static final Fold MAX = new Fold(Fold::max, Fold::max, LongRows::max);

  /// The smallest; NaN if there is one.
  public static final Fold MIN = new Fold(Fold::min, Fold::min, LongRows::min);

  /// The logarithm of the sum of the exponentials.
  public static final Fold LOG_SUM_EXP =
      new Fold(FloatSoftmax::logSumExp, DoubleSoftmax::logSumExp, null);

  // Method references to FloatRows.ROWS and DoubleRows.ROWS would load the kernels of both types.

  private static float sum(float[] x, int xo, int n) {
    return FloatRows.ROWS.sum(x, xo, n);
  }

  private static double sum(double[] x, int xo, int n) {
    return DoubleRows.ROWS.sum(x, xo, n);
  }

  private static float max(float[] x, int xo, int n) {
    return FloatRows.ROWS.max(x, xo, n);
  }

  private static double max(double[] x, int xo, int n) {
    return DoubleRows.ROWS.max(x, xo, n);
  }

  private static float min(float[] x, int xo, int n) {
    return FloatRows.ROWS.min(x, xo, n);
  }

  private static double min(double[] x, int xo, int n) {
    return DoubleRows.ROWS.min(x, xo, n);
  }

  private static float product(float[] x, int xo, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[xo + i];
    }
    return (float) product;
  }

  private static double product(double[] x, int xo, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[xo + i];
    }
    return product;
  }

  private static float squaredDeviations(float[] x, int xo, int n) {
    float mean = FloatRows.ROWS.sum(x, xo, n) / n;
    return FloatRows.ROWS.sumOfSquaredDifferences(x, xo, mean, n);
  }

  private static double squaredDeviations(double[] x, int xo, int n) {
    double mean = DoubleRows.ROWS.sum(x, xo, n) / n;
    return DoubleRows.ROWS.sumOfSquaredDifferences(x, xo, mean, n);
  }

  /// The fold of every row along `dims`, in a fresh array of `shape`, which is that of `x` without
  /// `dims`, or with size 1 in their place.
  public Array apply(Array x, int[] dims, Shape shape) {
    if (this == SUM && x.dtype().isFloatingPoint() && addsRows(x, dims)) {
      return sumOfRows(x, dims.length, shape);
    }
    boolean whole = dims.length == x.geometry().dim() && x.geometry().isContiguous();
    return apply(whole ? new Rows(x, 1, x.numel()) : Rows.along(x, dims), shape);
  }

  /// The fold of every row, in a fresh array of `shape`.
  Array apply(Rows rows, Shape shape) {
    Array out = Array.unwritten(rows.data().dtype(), shape);
    Parallel.parts(rows.count(), rows.length(), (from, to) -> apply(rows, out, from, to));
    return out;
  }

  private void apply(Rows rows, Array out, int from, int to) {
    int n = rows.length();
    for (int r = from; r < to; r++) {
      int at = rows.data().offset() + r * n;
      switch (rows.data().storage()) {
        case Storage.F32 s -> out.floats()[r] = f32.apply(s.data(), at, n);
        case Storage.F64 s -> out.doubles()[r] = f64.apply(s.data(), at, n);
        case Storage.I64 s -> out.longs()[r] = i64.apply(s.data(), at, n);
        case Storage.Bool _ ->
            throw new IllegalArgumentException("a kernel was given BOOL; convert it first");
      }
    }
  }

  /// Tells whether `dims` are the first ones of a contiguous array, so that whole rows can be added
  /// up.
  private static boolean addsRows(Array x, int[] dims) {
    if (!x.geometry().isContiguous() || dims.length == 0 || dims.length >= x.geometry().dim()) {
      return false;
    }
    boolean[] first = new boolean[x.geometry().dim()];
    for (int dim : dims) {
      first[dim] = true;
    }
    for (int d = 0; d < dims.length; d++) {
      if (!first[d]) {
        return false;
      }
    }
    return true;
  }

  private static Array sumOfRows(Array x, int dims, Shape shape) {
    Array out = Array.zeros(x.dtype(), shape);
    int n = out.numel();
    int rows = 1;
    for (int d = 0; d < dims; d++) {
      rows *= x.geometry().size(d);
    }
    if (x.dtype() == DType.FLOAT32) {
      FloatRows.ROWS.addRows(rows, x.floats(), x.offset(), out.floats(), 0, n);
    } else {
      DoubleRows.ROWS.addRows(rows, x.doubles(), x.offset(), out.doubles(), 0, n);
    }
    return out;
  }
}
