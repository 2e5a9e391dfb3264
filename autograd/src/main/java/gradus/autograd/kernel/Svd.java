package gradus.autograd.kernel;

/// The singular values and vectors of a matrix with at least as many rows as columns, found by
/// one-sided Jacobi rotations (Golub and Van Loan, *Matrix Computations*, 8.6). Computed in
/// `double`.
final class Svd {
  private static final int SWEEPS = 60;
  private static final double TOLERANCE = 1e-15;

  /// The left singular vectors times the singular values, by columns of `m` elements.
  final double[] scaled;

  /// The right singular vectors, by columns of `n` elements.
  final double[] right;

  private final int m;
  private final int n;

  /// Decomposes the matrix whose column `j` starts at `columns[j * m]`; it is overwritten.
  Svd(double[] columns, int m, int n) {
    scaled = columns;
    right = new double[n * n];
    this.m = m;
    this.n = n;
    for (int j = 0; j < n; j++) {
      right[j * n + j] = 1;
    }
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotated |= orthogonalize(p, q);
        }
      }
    }
  }

  private boolean orthogonalize(int p, int q) {
    double alpha = dot(p, p);
    double beta = dot(q, q);
    double gamma = dot(p, q);
    if (Math.abs(gamma) <= TOLERANCE * Math.sqrt(alpha * beta) || gamma == 0) {
      return false;
    }
    double zeta = (beta - alpha) / (2 * gamma);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    rotate(scaled, m, p, q, c, c * t);
    rotate(right, n, p, q, c, c * t);
    return true;
  }

  private double dot(int p, int q) {
    double sum = 0;
    for (int i = 0; i < m; i++) {
      sum += scaled[p * m + i] * scaled[q * m + i];
    }
    return sum;
  }

  private static void rotate(double[] columns, int length, int p, int q, double c, double s) {
    for (int i = 0; i < length; i++) {
      double a = columns[p * length + i];
      double b = columns[q * length + i];
      columns[p * length + i] = c * a - s * b;
      columns[q * length + i] = s * a + c * b;
    }
  }

  /// The singular value of column `j`.
  double value(int j) {
    return Math.sqrt(dot(j, j));
  }
}
