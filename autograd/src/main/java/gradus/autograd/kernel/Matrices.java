package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// Functions of batches of matrices, computed in `double` one matrix at a time.
public final class Matrices {
  private Matrices() {}

  /// What the singular value decomposition gives.
  ///
  /// @param left the left singular vectors, as columns: `[…, m, k]`
  /// @param values the singular values: `[…, k]`
  /// @param right the right singular vectors, as columns: `[…, n, k]`
  public record Singular(Array left, Array values, Array right) {}

  /// The determinant of every matrix of `x` `[…, n, n]`, in an array of `shape`.
  public static Array det(Array x, Shape shape) {
    Batch batch = new Batch(x);
    Array out = Array.zeros(x.dtype(), shape);
    for (int i = 0; i < batch.count; i++) {
      out.storage().set(i, new Lu(batch.matrix(i), batch.rows).det());
    }
    return out;
  }

  /// The index of the first matrix of `x` `[…, n, n]` that has no inverse; −1 if all have one.
  public static int firstSingular(Array x) {
    Batch batch = new Batch(x);
    for (int i = 0; i < batch.count; i++) {
      if (new Lu(batch.matrix(i), batch.rows).isSingular()) {
        return i;
      }
    }
    return -1;
  }

  /// The solutions of `a x = b` for every pair of matrices of `a` `[…, n, n]` and `b` `[…, n, k]`,
  /// whose batches are equal.
  public static Array solve(Array a, Array b) {
    Batch left = new Batch(a);
    Batch right = new Batch(b);
    Array out = Array.zeros(b.dtype(), b.shape());
    for (int i = 0; i < left.count; i++) {
      double[] x = new Lu(left.matrix(i), left.rows).solve(right.matrix(i), right.columns);
      write(out, i * x.length, x);
    }
    return out;
  }

  /// The lower triangular `l` with `l lᵀ = a` for every matrix of `a` `[…, n, n]`, of which the
  /// lower triangle is read; null if one is not positive definite.
  public static Array cholesky(Array a) {
    Batch batch = new Batch(a);
    Array out = Array.zeros(a.dtype(), a.shape());
    for (int i = 0; i < batch.count; i++) {
      double[] l = batch.matrix(i);
      if (!cholesky(l, batch.rows)) {
        return null;
      }
      write(out, i * l.length, l);
    }
    return out;
  }

  private static boolean cholesky(double[] a, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= a[i * n + k] * a[j * n + k];
        }
        if (i == j && !(sum > 0)) {
          return false;
        }
        a[i * n + j] = i == j ? Math.sqrt(sum) : sum / a[j * n + j];
      }
      for (int i = 0; i < j; i++) {
        a[i * n + j] = 0;
      }
    }
    return true;
  }

  /// The singular values and vectors of every matrix of `a` `[…, m, n]`, k = min(m, n).
  public static Singular svd(Array a) {
    int dims = a.geometry().dim();
    boolean wide = a.geometry().size(dims - 1) > a.geometry().size(dims - 2);
    if (wide) {
      Singular turned = svd(a.with(a.geometry().transpose(dims - 2, dims - 1)));
      return new Singular(turned.right, turned.values, turned.left);
    }
    Batch columns = new Batch(a.with(a.geometry().transpose(dims - 2, dims - 1)));
    int n = columns.rows;
    int m = columns.columns;
    int[] sizes = a.shape().toArray();
    Array left = Array.zeros(a.dtype(), a.shape());
    sizes[dims - 2] = n;
    Array right = Array.zeros(a.dtype(), Shape.of(sizes));
    Array values = Array.zeros(a.dtype(), Shape.of(java.util.Arrays.copyOf(sizes, dims - 1)));
    for (int i = 0; i < columns.count; i++) {
      Svd svd = new Svd(columns.matrix(i), m, n);
      for (int j = 0; j < n; j++) {
        double value = svd.value(j);
        values.storage().set(i * n + j, value);
        for (int r = 0; r < m; r++) {
          left.storage().set((i * m + r) * n + j, value == 0 ? 0 : svd.scaled[j * m + r] / value);
        }
        for (int r = 0; r < n; r++) {
          right.storage().set((i * n + r) * n + j, svd.right[j * n + r]);
        }
      }
    }
    return new Singular(left, values, right);
  }

  private static void write(Array out, int start, double[] values) {
    new Storage.F64(values).copyRow(0, 1, out.storage(), start, 1, values.length);
  }

  /// A contiguous batch of matrices as `double`.
  private static final class Batch {
    final int rows;
    final int columns;
    final int count;
    private final Array data;

    Batch(Array x) {
      Geometry geometry = x.geometry();
      rows = geometry.size(geometry.dim() - 2);
      columns = geometry.size(geometry.dim() - 1);
      int batches = 1;
      for (int d = 0; d < geometry.dim() - 2; d++) {
        batches *= geometry.size(d);
      }
      count = batches;
      data = x.to(DType.FLOAT64).contiguous();
    }

    /// A copy of matrix `i`, by rows.
    double[] matrix(int i) {
      double[] out = new double[rows * columns];
      System.arraycopy(data.doubles(), data.offset() + i * out.length, out, 0, out.length);
      return out;
    }
  }
}
