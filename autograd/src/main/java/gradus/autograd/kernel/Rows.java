package gradus.autograd.kernel;

/// An array laid out so that what belongs together lies in contiguous rows: `count` rows of
/// `length` elements each.
///
/// @param data the contiguous array; its dimensions are those that were kept, then those along the
///   rows
/// @param count the number of rows
/// @param length the number of elements in a row
public record Rows(Array data, int count, int length) {
  /// The rows of `x` along `dims`, copied only where they do not lie so already.
  public static Rows along(Array x, int... dims) {
    Array moved = x.with(x.geometry().permute(order(x.geometry().dim(), dims))).contiguous();
    int length = 1;
    for (int dim : dims) {
      length *= x.geometry().dim() == 0 ? 1 : x.geometry().size(dim);
    }
    return new Rows(moved, count(x, dims), length);
  }

  private static int count(Array x, int[] dims) {
    int count = 1;
    for (int d = 0; d < x.geometry().dim(); d++) {
      count *= contains(dims, d) ? 1 : x.geometry().size(d);
    }
    return count;
  }

  /// The dimensions that are not in `dims`, then those that are, each group in ascending order.
  public static int[] order(int dim, int... dims) {
    int[] order = new int[dim];
    int at = 0;
    for (int d = 0; d < dim; d++) {
      if (!contains(dims, d)) {
        order[at++] = d;
      }
    }
    for (int d = 0; d < dim; d++) {
      if (contains(dims, d)) {
        order[at++] = d;
      }
    }
    return order;
  }

  /// An array of this memory with the dimensions in their old places, where `data` holds rows along
  /// `dims` of an array of that many dimensions.
  public static Array back(Array data, int... dims) {
    int[] order = order(data.geometry().dim(), dims);
    int[] inverse = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      inverse[order[d]] = d;
    }
    return data.with(data.geometry().permute(inverse)).contiguous();
  }

  private static boolean contains(int[] dims, int d) {
    for (int dim : dims) {
      if (dim == d) {
        return true;
      }
    }
    return false;
  }
}
