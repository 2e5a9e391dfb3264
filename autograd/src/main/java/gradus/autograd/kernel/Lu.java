package gradus.autograd.kernel;

/// A square matrix as the product of a permutation, a unit lower and an upper triangular matrix,
/// found by elimination with partial pivoting (Golub and Van Loan, *Matrix Computations*, 3.4).
/// Computed in `double`.
final class Lu {
  private final int n;
  private final double[] factors;
  private final int[] rows;
  private int sign = 1;

  /// Decomposes the `n` by `n` matrix `a`, given by rows, which is overwritten.
  Lu(double[] a, int n) {
    this.n = n;
    factors = a;
    rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    for (int k = 0; k < n; k++) {
      swap(k, pivot(k));
      eliminate(k);
    }
  }

  private int pivot(int k) {
    int best = k;
    for (int i = k + 1; i < n; i++) {
      if (Math.abs(factors[i * n + k]) > Math.abs(factors[best * n + k])) {
        best = i;
      }
    }
    return best;
  }

  private void swap(int a, int b) {
    if (a == b) {
      return;
    }
    sign = -sign;
    int row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
    for (int j = 0; j < n; j++) {
      double value = factors[a * n + j];
      factors[a * n + j] = factors[b * n + j];
      factors[b * n + j] = value;
    }
  }

  private void eliminate(int k) {
    double pivot = factors[k * n + k];
    if (pivot == 0) {
      return;
    }
    for (int i = k + 1; i < n; i++) {
      double factor = factors[i * n + k] /= pivot;
      for (int j = k + 1; j < n; j++) {
        factors[i * n + j] -= factor * factors[k * n + j];
      }
    }
  }

  /// The determinant.
  double det() {
    double det = sign;
    for (int k = 0; k < n; k++) {
      det *= factors[k * n + k];
    }
    return det;
  }

  /// Tells whether the matrix has no inverse.
  boolean isSingular() {
    for (int k = 0; k < n; k++) {
      if (factors[k * n + k] == 0) {
        return true;
      }
    }
    return false;
  }

  /// The solution `x` [n, columns] of `a x = b`, by rows.
  double[] solve(double[] b, int columns) {
    double[] x = new double[n * columns];
    for (int i = 0; i < n; i++) {
      System.arraycopy(b, rows[i] * columns, x, i * columns, columns);
      for (int k = 0; k < i; k++) {
        subtract(x, i, factors[i * n + k], k, columns);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        subtract(x, i, factors[i * n + k], k, columns);
      }
      for (int j = 0; j < columns; j++) {
        x[i * columns + j] /= factors[i * n + i];
      }
    }
    return x;
  }

  private static void subtract(double[] x, int row, double factor, int other, int columns) {
    for (int j = 0; j < columns; j++) {
      x[row * columns + j] -= factor * x[other * columns + j];
    }
  }
}
