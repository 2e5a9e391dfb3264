package gradus.autograd;

/// The product of several matrices in the cheapest order (Cormen et al., *Introduction to
/// Algorithms*, 15.2).
final class MatrixChain {
  private final Tensor[] matrices;
  private final int[][] split;

  private MatrixChain(Tensor[] matrices) {
    this.matrices = matrices;
    split = new int[matrices.length][matrices.length];
  }

  static Tensor multiply(Tensor... matrices) {
    if (matrices.length < 2) {
      throw new ShapeException(
          "multiDot: %d matrices; a product has two or more factors", matrices.length);
    }
    Promotion.requireGiven("multiDot", matrices);
    int last = matrices.length - 1;
    for (int i = 0; i <= last; i++) {
      boolean end = i == 0 || i == last;
      if (matrices[i].dim() != 2 && !(end && matrices[i].dim() == 1)) {
        throw new ShapeException(
            "multiDot: factor %d has shape %s; all must be matrices, and only the first and the"
                + " last may be vectors",
            i, matrices[i].shape());
      }
    }
    Tensor[] factors = matrices.clone();
    boolean row = factors[0].dim() == 1;
    boolean column = factors[last].dim() == 1;
    factors[0] = row ? factors[0].unsqueeze(0) : factors[0];
    factors[last] = column ? factors[last].unsqueeze(1) : factors[last];
    for (int i = 0; i < last; i++) {
      Shape.matmul("multiDot", factors[i].shape(), factors[i + 1].shape());
      Promotion.requireOne("multiDot", factors[i], factors[i + 1]);
    }
    Tensor product = new MatrixChain(factors).best();
    Tensor rows = column ? product.squeeze(1) : product;
    return row ? rows.squeeze(0) : rows;
  }

  private Tensor best() {
    int n = matrices.length;
    double[][] cost = new double[n][n];
    for (int length = 2; length <= n; length++) {
      for (int i = 0; i + length <= n; i++) {
        int j = i + length - 1;
        cost[i][j] = Double.POSITIVE_INFINITY;
        for (int k = i; k < j; k++) {
          double multiplications =
              (double) matrices[i].size(0) * matrices[k].size(1) * matrices[j].size(1);
          double total = cost[i][k] + cost[k + 1][j] + multiplications;
          if (total < cost[i][j]) {
            cost[i][j] = total;
            split[i][j] = k;
          }
        }
      }
    }
    return product(0, n - 1);
  }

  private Tensor product(int i, int j) {
    return i == j ? matrices[i] : product(i, split[i][j]).mm(product(split[i][j] + 1, j));
  }
}
