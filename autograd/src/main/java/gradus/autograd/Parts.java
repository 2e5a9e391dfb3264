package gradus.autograd;

import java.util.Arrays;

/// The views that one call cuts a tensor into, along one dimension.
///
/// The gradient of a view is added into zeros as large as what it was cut from. So that many parts
/// do not cost as many times the whole, they are cut from halves of halves while operations are
/// recorded: the work then grows with the logarithm of their number.
final class Parts {
  /// An empty dimension is cut into no more parts than this, lest their number alone fill memory.
  static final int MOST_EMPTY = 1 << 20;

  /// So many parts are cut from the whole at once.
  private static final int FEW = 4;

  private final String name;
  private final int along;
  private final int[] sizes;
  private final boolean single;
  private final Tensor[] parts;

  private Parts(String name, int along, int[] sizes, boolean single) {
    this.name = name;
    this.along = along;
    this.sizes = sizes;
    this.single = single;
    parts = new Tensor[sizes.length];
  }

  /// Parts of these sizes, one after the other.
  static Tensor[] ofSizes(String name, Tensor x, int along, int... sizes) {
    return new Parts(name, along, sizes, false).cut(x);
  }

  /// Every place, without the dimension.
  static Tensor[] places(String name, Tensor x, int along) {
    int[] ones = new int[x.size(along)];
    Arrays.fill(ones, 1);
    return new Parts(name, along, ones, true).cut(x);
  }

  private Tensor[] cut(Tensor x) {
    cut(x, 0, sizes.length);
    return parts;
  }

  private void cut(Tensor x, int from, int to) {
    boolean halves = to - from > FEW && x.requiresGrad() && Context.here().recording;
    int middle = halves ? (from + to) / 2 : from;
    int length = 0;
    for (int i = from; i < middle; i++) {
      length += sizes[i];
    }
    if (halves) {
      cut(slice(x, 0, length), from, middle);
      cut(slice(x, length, x.size(along) - length), middle, to);
    } else {
      for (int i = from, start = 0; i < to; start += sizes[i++]) {
        parts[i] = part(x, start, sizes[i]).asMultiView();
      }
    }
  }

  private Tensor slice(Tensor x, int start, int length) {
    int dim = along;
    return Op.view(name, x, geometry -> geometry.slice(dim, start, length, 1));
  }

  private Tensor part(Tensor x, int start, int length) {
    int dim = along;
    return single
        ? Op.view(name, x, geometry -> geometry.select(dim, start))
        : slice(x, start, length);
  }
}
