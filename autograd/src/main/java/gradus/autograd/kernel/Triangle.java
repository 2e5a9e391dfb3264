package gradus.autograd.kernel;

/// The triangles of matrices.
public final class Triangle {
  private Triangle() {}

  /// A fresh copy of the lower (or upper) triangle of every matrix of `x`, from the diagonal that
  /// lies `diagonal` above the main one, with zeros elsewhere.
  public static Array of(Array x, int diagonal, boolean lower) {
    Array from = x.contiguous();
    Array to = Array.zeros(x.dtype(), x.shape());
    int rows = x.geometry().size(x.geometry().dim() - 2);
    int columns = x.geometry().size(x.geometry().dim() - 1);
    for (int at = 0, row = 0; at < x.numel(); at += columns, row = (row + 1) % rows) {
      long edge = Math.clamp((long) row + diagonal + (lower ? 1 : 0), 0, columns);
      int start = lower ? 0 : (int) edge;
      int count = lower ? (int) edge : columns - start;
      from.storage().copyRow(from.offset() + at + start, 1, to.storage(), at + start, 1, count);
    }
    return to;
  }
}
