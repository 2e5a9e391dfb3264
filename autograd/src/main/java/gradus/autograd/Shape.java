package gradus.autograd;

import java.util.Arrays;
import java.util.Objects;

/// The sizes of a tensor, one per dimension; immutable. `Shape.of()` is the shape of a single
/// number and a size may be 0.
///
/// Two shapes *broadcast* when, aligned at their last dimension, each pair of sizes is equal or has
/// a 1.
public final class Shape {
  private static final int MOST_REDUCIBLE = 64;

  /// The length of the longest array that every Java machine makes.
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final int numel;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long count = 1;
    for (int size : sizes) {
      count *= size;
      if (count > MOST_ELEMENTS) {
        throw tooLarge("shape", Arrays.toString(sizes));
      }
    }
    numel = (int) count;
  }

  private static ShapeException tooLarge(String operation, String sizes) {
    return new ShapeException(
        "%s: %s has more than %d elements, the most that one tensor can hold; take smaller sizes,"
            + " or work on one part after another",
        operation, sizes, MOST_ELEMENTS);
  }

  /// The shape of what an operation makes, whose sizes were computed and may be too large.
  ///
  /// @param operation the name with which the error begins
  /// @throws ShapeException if the product is more than one tensor can hold
  static Shape made(String operation, long... sizes) {
    long count = 1;
    int[] ints = new int[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      ints[d] = (int) sizes[d];
      if (ints[d] != sizes[d] || (count *= sizes[d]) > MOST_ELEMENTS) {
        throw tooLarge(operation, Arrays.toString(sizes));
      }
    }
    return new Shape(ints);
  }

  /// Makes a shape of these sizes.
  ///
  /// @throws ShapeException if a size is negative or the product exceeds 2³¹ − 9
  public static Shape of(int... sizes) {
    Objects.requireNonNull(sizes, "shape: the sizes are null; none at all are a single number");
    if (sizes.length == 0) {
      return SCALAR;
    }
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "shape: %s has the negative size %d; sizes are 0 or more",
            Arrays.toString(sizes), size);
      }
    }
    return new Shape(sizes.clone());
  }

  /// The number of dimensions; 0 for a single number.
  public int dim() {
    return sizes.length;
  }

  /// The size of dimension `dim`, counted from the end if negative.
  ///
  /// @throws ShapeException if there is no such dimension
  public int size(int dim) {
    if (sizes.length == 0) {
      throw new ShapeException(
          "size: a single number has no dimensions, so none has a size; numel() is 1");
    }
    return sizes[checkDim("size", dim)];
  }

  /// The number of elements: the product of the sizes.
  public int numel() {
    return numel;
  }

  /// A copy of the sizes.
  public int[] toArray() {
    return sizes.clone();
  }

  /// The shape that `this` and `other` broadcast to.
  ///
  /// @param operation the name with which the error begins
  /// @throws ShapeException if they do not broadcast
  public Shape broadcast(String operation, Shape other) {
    if (equals(other) || other.sizes.length == 0) {
      return this;
    }
    if (sizes.length == 0) {
      return other;
    }
    int dims = Math.max(dim(), other.dim());
    int[] out = new int[dims];
    for (int back = 1; back <= dims; back++) {
      int mine = fromEnd(back);
      int theirs = other.fromEnd(back);
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new ShapeException(
            "%s: shapes %s and %s do not broadcast: dimension %d is %d and %d, and neither is 1;"
                + " reshape or unsqueeze one of them so that the sizes line up from the right",
            operation, this, other, -back, mine, theirs);
      }
      out[dims - back] = mine == 1 ? theirs : mine;
    }
    return new Shape(out);
  }

  /// The shape of `a.matmul(b)` for operands of these shapes.
  ///
  /// @param operation the name with which the error begins
  /// @throws ShapeException if they do not line up
  static Shape matmul(String operation, Shape a, Shape b) {
    if (a.dim() == 0 || b.dim() == 0) {
      throw new ShapeException(
          "%s: %s x %s: both must have at least one dimension; multiply by a single number with"
              + " mul",
          operation, a, b);
    }
    int inner = b.dim() == 1 ? b.sizes[0] : b.fromEnd(2);
    if (a.fromEnd(1) != inner) {
      throw new ShapeException(
          "%s: %s x %s do not line up: columns of the first (%d) must equal rows of the second"
              + " (%d)%s",
          operation, a, b, a.fromEnd(1), inner, matmulHint(a, b));
    }
    Shape batch = a.leading(2).broadcast(operation, b.leading(2));
    int[] out =
        Arrays.copyOf(batch.sizes, batch.dim() + (a.dim() > 1 ? 1 : 0) + (b.dim() > 1 ? 1 : 0));
    int at = batch.dim();
    if (a.dim() > 1) {
      out[at++] = a.fromEnd(2);
    }
    if (b.dim() > 1) {
      out[at] = b.fromEnd(1);
    }
    return of(out);
  }

  private static String matmulHint(Shape a, Shape b) {
    if (b.dim() > 1 && a.fromEnd(1) == b.fromEnd(1)) {
      return "; did you mean a.matmul(b.mT())?";
    }
    if (a.dim() > 1 && b.dim() > 1 && a.fromEnd(2) == b.fromEnd(2)) {
      return "; did you mean a.mT().matmul(b)?";
    }
    return "; transpose or reshape one of them";
  }

  /// The dimension that `dim` means, 0 or more; a single number has dimensions −1 and 0.
  ///
  /// @param operation the name with which the error begins
  /// @throws ShapeException if there is no such dimension
  public int checkDim(String operation, int dim) {
    int count = Math.max(sizes.length, 1);
    if (dim < -count || dim >= count) {
      throw new ShapeException(
          "%s: dim %d does not exist in shape %s; use %d to %d",
          operation, dim, this, -count, count - 1);
    }
    return dim < 0 ? dim + count : dim;
  }

  /// The dimensions that `dims` mean, in that order, or all of them where `dims` is empty.
  int[] checkDims(String operation, int... dims) {
    if (dims == null) {
      throw new ShapeException("%s: dims is null; none at all mean every dimension", operation);
    }
    if (sizes.length > MOST_REDUCIBLE) {
      throw new ShapeException(
          "%s: shape %s has %d dimensions; at most %d can be reduced: flatten some of them",
          operation, this, sizes.length, MOST_REDUCIBLE);
    }
    if (dims.length == 0) {
      int[] all = new int[sizes.length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] out = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      out[i] = checkDim(operation, dims[i]);
      for (int j = 0; j < i; j++) {
        if (out[i] == out[j]) {
          throw new ShapeException(
              "%s: dims %s name dimension %d of shape %s twice; name each once",
              operation, Arrays.toString(dims), out[i], this);
        }
      }
    }
    return out;
  }

  /// This shape with the dimensions `dims` (0 or more) left out, or kept with size 1.
  Shape reduce(int[] dims, boolean keepDim) {
    if (dims.length == sizes.length && !keepDim) {
      return SCALAR;
    }
    int[] out = sizes.clone();
    int kept = out.length;
    for (int dim : dims) {
      if (dim < out.length) {
        out[dim] = keepDim ? 1 : -1;
        kept -= keepDim ? 0 : 1;
      }
    }
    return kept == out.length ? new Shape(out) : without(out, kept);
  }

  private static Shape without(int[] marked, int kept) {
    int[] out = new int[kept];
    int at = 0;
    for (int size : marked) {
      if (size >= 0) {
        out[at++] = size;
      }
    }
    return new Shape(out);
  }

  /// This shape without its last `count` dimensions (or with none left).
  Shape leading(int count) {
    return of(Arrays.copyOf(sizes, Math.max(0, sizes.length - count)));
  }

  private int fromEnd(int back) {
    return back <= sizes.length ? sizes[sizes.length - back] : 1;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// The sizes as `[2, 3]`.
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
