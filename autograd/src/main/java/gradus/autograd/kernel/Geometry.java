package gradus.autograd.kernel;

import gradus.autograd.Shape;
import java.util.Arrays;

/// Where the elements of a tensor lie in its storage: element (i, j, …) is at `offset +
/// i·strides[0] + j·strides[1] + …`. Immutable.
///
/// The methods that make another geometry of the same storage expect checked arguments: dimensions
/// are 0 or more and exist, ranges lie within their size.
public final class Geometry {
  private static final Geometry SCALAR = new Geometry(Shape.of(), new int[0], 0);

  private final Shape shape;
  private final int[] strides;
  private final int offset;
  private final boolean contiguous;

  /// Elements of `shape`, `strides` apart, from `offset` on; without elements, from 0 on.
  public Geometry(Shape shape, int[] strides, int offset) {
    this.shape = shape;
    this.strides = strides;
    this.offset = shape.numel() == 0 ? 0 : offset;
    contiguous = isRowMajor(shape, strides);
  }

  private static boolean isRowMajor(Shape shape, int[] strides) {
    if (shape.numel() == 0) {
      return true;
    }
    int expected = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      int size = shape.size(d);
      if (size != 1 && strides[d] != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  /// Row-major elements from the storage's start.
  public static Geometry contiguous(Shape shape) {
    return shape.dim() == 0 ? SCALAR : new Geometry(shape, rowMajor(shape), 0);
  }

  private static int[] rowMajor(Shape shape) {
    int[] strides = new int[shape.dim()];
    int stride = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(shape.size(d), 1);
    }
    return strides;
  }

  /// The sizes.
  public Shape shape() {
    return shape;
  }

  /// The number of dimensions.
  public int dim() {
    return strides.length;
  }

  /// The size of dimension `dim`, 0 or more.
  public int size(int dim) {
    return shape.size(dim);
  }

  /// The distance in storage between neighbours in dimension `dim`, 0 or more.
  public int stride(int dim) {
    return strides[dim];
  }

  /// A copy of the distances.
  public int[] strides() {
    return strides.clone();
  }

  /// The place of the first element.
  public int offset() {
    return offset;
  }

  /// Tells whether the elements lie in row-major order without gaps.
  public boolean isContiguous() {
    return contiguous;
  }

  /// Tells whether two elements may lie at the same place, as they do after `expand`.
  public boolean overlaps() {
    if (contiguous) {
      return false;
    }
    Integer[] order = new Integer[strides.length];
    Arrays.setAll(order, d -> d);
    Arrays.sort(order, (a, b) -> Integer.compare(strides[a], strides[b]));
    long reach = 0;
    for (int d : order) {
      if (shape.size(d) > 1) {
        if (strides[d] <= reach) {
          return true;
        }
        reach += (long) (shape.size(d) - 1) * strides[d];
      }
    }
    return false;
  }

  /// The geometry of one element, where all elements lie at its place, as after `expand` of a
  /// single number; otherwise this one.
  Geometry withoutRepeats() {
    if (contiguous) {
      return this;
    }
    for (int d = 0; d < strides.length; d++) {
      if (strides[d] != 0 && shape.size(d) != 1) {
        return this;
      }
    }
    return new Geometry(Shape.of(), new int[0], offset);
  }

  /// The number of places between the first element and the last, both included.
  public int span() {
    if (shape.numel() == 0) {
      return 0;
    }
    int last = 0;
    for (int d = 0; d < strides.length; d++) {
      last += (shape.size(d) - 1) * strides[d];
    }
    return last + 1;
  }

  /// The same elements, `distance` places further on.
  public Geometry shifted(int distance) {
    return new Geometry(shape, strides, offset + distance);
  }

  /// Dimensions in the order `dims`.
  public Geometry permute(int... dims) {
    int[] sizes = new int[dims.length];
    int[] steps = new int[dims.length];
    for (int d = 0; d < dims.length; d++) {
      sizes[d] = shape.size(dims[d]);
      steps[d] = strides[dims[d]];
    }
    return new Geometry(Shape.of(sizes), steps, offset);
  }

  /// Dimensions `a` and `b` swapped.
  public Geometry transpose(int a, int b) {
    int[] dims = new int[strides.length];
    Arrays.setAll(dims, d -> d == a ? b : d == b ? a : d);
    return permute(dims);
  }

  /// Repeats dimensions of size 1, and new leading ones, without copying; `to` must be what the
  /// shape broadcasts to.
  public Geometry expand(Shape to) {
    if (to.equals(shape)) {
      return this;
    }
    int[] steps = new int[to.dim()];
    int added = to.dim() - strides.length;
    for (int d = added; d < steps.length; d++) {
      steps[d] = shape.size(d - added) == 1 && to.size(d) != 1 ? 0 : strides[d - added];
    }
    return new Geometry(to, steps, offset);
  }

  /// The part `start, start + step, …` of `length` elements in dimension `dim`.
  public Geometry slice(int dim, int start, int length, int step) {
    int[] sizes = shape.toArray();
    int[] steps = strides.clone();
    sizes[dim] = length;
    steps[dim] *= step;
    return new Geometry(Shape.of(sizes), steps, offset + (length == 0 ? 0 : start * strides[dim]));
  }

  /// Dimension `dim` in the opposite order.
  public Geometry flip(int dim) {
    int[] steps = strides.clone();
    steps[dim] = -steps[dim];
    int last = Math.max(shape.size(dim) - 1, 0);
    return new Geometry(shape, steps, offset + (shape.numel() == 0 ? 0 : last * strides[dim]));
  }

  /// Element `index` of dimension `dim`, which is left out.
  public Geometry select(int dim, int index) {
    return slice(dim, index, 1, 1).squeeze(dim);
  }

  /// Without dimension `dim`, whose size is 1.
  public Geometry squeeze(int dim) {
    int[] sizes = new int[strides.length - 1];
    int[] steps = new int[strides.length - 1];
    for (int d = 0; d < sizes.length; d++) {
      int from = d < dim ? d : d + 1;
      sizes[d] = shape.size(from);
      steps[d] = strides[from];
    }
    return new Geometry(Shape.of(sizes), steps, offset);
  }

  /// With a dimension of size 1 before dimension `dim`.
  public Geometry unsqueeze(int dim) {
    int[] sizes = new int[strides.length + 1];
    int[] steps = new int[strides.length + 1];
    for (int d = 0; d < sizes.length; d++) {
      int from = d < dim ? d : d - 1;
      sizes[d] = d == dim ? 1 : shape.size(from);
      steps[d] =
          d == dim ? (dim < strides.length ? strides[dim] * shape.size(dim) : 1) : strides[from];
    }
    return new Geometry(Shape.of(sizes), steps, offset);
  }

  /// The diagonal of dimensions `a` and `b`, `shift` above the main one, as a new last dimension.
  public Geometry diagonal(int shift, int a, int b) {
    int length =
        Math.max(
            0,
            shift >= 0
                ? Math.min(shape.size(a), shape.size(b) - shift)
                : Math.min(shape.size(a) + shift, shape.size(b)));
    int start = length == 0 ? 0 : shift >= 0 ? shift * strides[b] : -shift * strides[a];
    int[] sizes = new int[strides.length - 1];
    int[] steps = new int[strides.length - 1];
    int at = 0;
    for (int d = 0; d < strides.length; d++) {
      if (d != a && d != b) {
        sizes[at] = shape.size(d);
        steps[at++] = strides[d];
      }
    }
    sizes[at] = length;
    steps[at] = strides[a] + strides[b];
    return new Geometry(Shape.of(sizes), steps, offset + start);
  }

  /// Windows of `size` elements, `step` apart, of dimension `dim`; the elements of a window are a
  /// new last dimension.
  public Geometry unfold(int dim, int size, int step) {
    int[] sizes = Arrays.copyOf(shape.toArray(), strides.length + 1);
    int[] steps = Arrays.copyOf(strides, strides.length + 1);
    sizes[strides.length] = size;
    steps[strides.length] = strides[dim];
    sizes[dim] = (shape.size(dim) - size) / step + 1;
    steps[dim] = strides[dim] * step;
    return new Geometry(Shape.of(sizes), steps, offset);
  }

  /// The elements in the same order with other sizes, or null where that cannot be done without a
  /// copy.
  public Geometry view(Shape to) {
    if (contiguous) {
      return new Geometry(to, rowMajor(to), offset);
    }
    int[] steps = new int[to.dim()];
    int wanted = steps.length - 1;
    int chunk = 1;
    int filled = 1;
    int stride = strides[strides.length - 1];
    for (int d = strides.length - 1; d >= 0; d--) {
      chunk *= shape.size(d);
      if (d > 0 && (shape.size(d - 1) == 1 || strides[d - 1] == chunk * stride)) {
        continue;
      }
      for (; wanted >= 0 && (filled < chunk || to.size(wanted) == 1); wanted--) {
        steps[wanted] = filled * stride;
        filled *= to.size(wanted);
      }
      if (filled != chunk) {
        return null;
      }
      if (d > 0) {
        stride = strides[d - 1];
        chunk = 1;
        filled = 1;
      }
    }
    return new Geometry(to, steps, offset);
  }
}
