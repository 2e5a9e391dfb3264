package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import java.util.Arrays;

/// The same elements in another order, or several times. All copy.
public sealed interface Rearranging permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The elements in opposite order along `dims`; with none, a copy.
  ///
  /// Gradient: `dx` is `dy` turned back. Like `torch.flip`.
  ///
  /// @throws ShapeException if a dimension does not exist or is named twice
  default Tensor flip(int... dims) {
    int[] along = dims.length == 0 ? dims : self().shape().checkDims("flip", dims);
    return Op.of("flip", self())
        .forward(() -> {
          Array x = self().array();
          return new Tensor(x.with(flipped(x.geometry(), along)).copy());
        })
        .backward(g -> g.flip(along));
  }

  private static Geometry flipped(Geometry geometry, int... dims) {
    Geometry flipped = geometry;
    for (int dim : dims) {
      flipped = dim < geometry.dim() ? flipped.flip(dim) : flipped;
    }
    return flipped;
  }

  /// The matrices that the dimensions `dims` span, turned `k` times by 90 degrees, from the first
  /// of them towards the second; backwards if `k` is negative.
  ///
  /// Gradient: `dx` is `dy` turned back. Like `torch.rot90`.
  ///
  /// @param dims two dimensions
  /// @throws ShapeException if there are not two different dimensions that exist
  default Tensor rot90(int k, int... dims) {
    if (dims.length != 2 || self().dim() < 2) {
      throw new ShapeException(
          "rot90: dims %s of shape %s; a turn takes two dimensions",
          Arrays.toString(dims), self().shape());
    }
    int[] plane = self().shape().checkDims("rot90", dims);
    return Op.of("rot90", self())
        .forward(() -> {
          Array x = self().array();
          return new Tensor(x.with(turned(x.geometry(), k, plane[0], plane[1])).copy());
        })
        .backward(g -> g.rot90(-k, plane));
  }

  /// [#rot90(int, int...)] of the first two dimensions.
  default Tensor rot90(int k) {
    return rot90(k, 0, 1);
  }

  private static Geometry turned(Geometry geometry, int k, int a, int b) {
    return switch (Math.floorMod(k, 4)) {
      case 1 -> geometry.flip(b).transpose(a, b);
      case 2 -> geometry.flip(a).flip(b);
      case 3 -> geometry.flip(a).transpose(a, b);
      default -> geometry;
    };
  }

  /// The elements moved by `shifts[i]` places along dimension `dims[i]`; what leaves at the end
  /// comes in at the start.
  ///
  /// Gradient: `dx` is `dy` moved back. Like `torch.roll`.
  ///
  /// @param dims if there are none, all elements in row-major order are moved by the only shift
  /// @throws ShapeException if there are not as many shifts as dimensions, or one does not exist
  default Tensor roll(int[] shifts, int[] dims) {
    if (dims.length == 0 && shifts.length == 1) {
      return roll(shifts[0]);
    }
    if (shifts.length != dims.length || shifts.length == 0) {
      throw new ShapeException(
          "roll: shifts %s along dims %s; give one shift for each dimension",
          Arrays.toString(shifts), Arrays.toString(dims));
    }
    Shape shape = self().shape();
    if (shape.dim() == 0) {
      throw new ShapeException(
          "roll: a single number has no dimension to roll along; leave the dimensions out");
    }
    long[] total = new long[shape.dim()];
    for (int i = 0; i < dims.length; i++) {
      total[shape.checkDim("roll", dims[i])] += shifts[i];
    }
    return rolled(self(), total);
  }

  /// The elements moved by `shift` places along dimension `dim`. Like `torch.roll`.
  default Tensor roll(int shift, int dim) {
    return roll(new int[] {shift}, new int[] {dim});
  }

  /// All elements in row-major order moved by `shift` places. Like `torch.roll`.
  default Tensor roll(int shift) {
    Tensor flat = self().flatten();
    return rolled(flat, new long[] {shift}).reshape(self().shape().toArray());
  }

  private static Tensor rolled(Tensor x, long[] shifts) {
    int[] forth = new int[shifts.length];
    long[] back = new long[shifts.length];
    for (int d = 0; d < shifts.length; d++) {
      forth[d] = x.size(d) == 0 ? 0 : Math.floorMod(shifts[d], x.size(d));
      back[d] = -shifts[d];
    }
    return Op.of("roll", x)
        .forward(() -> {
          Array out = Array.zeros(x.dtype(), x.shape());
          copyRolled(x.array(), out, forth, 0);
          return new Tensor(out);
        })
        .backward(g -> rolled(g, back));
  }

  /// Cuts both in two along one dimension after the other, and copies the corners.
  private static void copyRolled(Array from, Array to, int[] shifts, int dim) {
    if (dim == shifts.length) {
      to.copyFrom(from);
    } else if (shifts[dim] == 0) {
      copyRolled(from, to, shifts, dim + 1);
    } else {
      int shift = shifts[dim];
      int rest = from.geometry().size(dim) - shift;
      copyRolled(slice(from, dim, 0, rest), slice(to, dim, shift, rest), shifts, dim + 1);
      copyRolled(slice(from, dim, rest, shift), slice(to, dim, 0, shift), shifts, dim + 1);
    }
  }

  private static Array slice(Array x, int dim, int start, int length) {
    return x.with(x.geometry().slice(dim, start, length, 1));
  }

  /// This tensor repeated `repeats[i]` times along dimension `i`; more repeats than dimensions add
  /// leading ones.
  ///
  /// Gradient: `dx` is `dy` added up over the repeats. Like `Tensor.repeat`.
  ///
  /// @throws ShapeException if there are fewer repeats than dimensions, or one is negative
  default Tensor repeat(int... repeats) {
    if (repeats.length < self().dim()) {
      throw new ShapeException(
          "repeat: repeats %s for shape %s; give at least one for every dimension",
          Arrays.toString(repeats), self().shape());
    }
    return repeated("repeat", repeats);
  }

  /// This tensor repeated `dims[i]` times along dimension `i`, counted so that the last ones agree.
  /// Like `torch.tile`.
  ///
  /// @throws ShapeException if a number of repeats is negative
  default Tensor tile(int... dims) {
    int[] repeats = new int[Math.max(dims.length, self().dim())];
    Arrays.fill(repeats, 1);
    System.arraycopy(dims, 0, repeats, repeats.length - dims.length, dims.length);
    return repeated("tile", repeats);
  }

  private Tensor repeated(String name, int[] repeats) {
    int dims = repeats.length;
    int[] sizes = new int[dims];
    int[] ones = new int[dims];
    long[] to = new long[dims];
    int[] counts = new int[dims];
    Arrays.fill(sizes, 1);
    Arrays.fill(ones, 1);
    System.arraycopy(self().shape().toArray(), 0, sizes, dims - self().dim(), self().dim());
    for (int d = 0; d < dims; d++) {
      if (repeats[d] < 0) {
        throw new ShapeException(
            "%s: repeats %s: a number of repeats is 0 or more", name, Arrays.toString(repeats));
      }
      to[d] = (long) sizes[d] * repeats[d];
      counts[d] = 2 * d;
    }
    Shape shape = Shape.made(name, to);
    int[] paired = paired(repeats, sizes);
    int[] from = self().shape().toArray();
    return Op.of(name, self())
        .forward(() -> {
          Array once = self().array().contiguous().with(Shape.of(paired(ones, sizes)));
          Array out = Array.zeros(self().dtype(), shape);
          out.with(Shape.of(paired)).copyFrom(once.expand(Shape.of(paired)));
          return new Tensor(out);
        })
        .backward(g -> (dims == 0 ? g : g.reshape(paired).sum(counts)).reshape(from));
  }

  /// `[a[0], b[0], a[1], b[1], …]`.
  private static int[] paired(int[] a, int[] b) {
    int[] pairs = new int[2 * a.length];
    for (int d = 0; d < a.length; d++) {
      pairs[2 * d] = a[d];
      pairs[2 * d + 1] = b[d];
    }
    return pairs;
  }

  /// Every place of dimension `dim` repeated `repeats` times before the next.
  ///
  /// Gradient: `dx` is `dy` added up over the repeats. Like `torch.repeat_interleave`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if `repeats` is negative
  default Tensor repeatInterleave(int repeats, int dim) {
    int along = dimToRepeat(dim);
    if (repeats < 0) {
      throw new IllegalArgumentException(
          "repeatInterleave: %d repeats; a number of repeats is 0 or more".formatted(repeats));
    }
    long[] each = new long[self().size(along)];
    Arrays.fill(each, repeats);
    return interleaved(self(), along, each);
  }

  private int dimToRepeat(int dim) {
    if (self().dim() == 0) {
      throw new ShapeException(
          "repeatInterleave: shape [] is a single number, which has no dimension %d to repeat along;"
              + " leave out the dimension",
          dim);
    }
    return self().shape().checkDim("repeatInterleave", dim);
  }

  /// All elements in row-major order, each `repeats` times. Like `torch.repeat_interleave`.
  default Tensor repeatInterleave(int repeats) {
    return self().flatten().repeatInterleave(repeats, 0);
  }

  /// Place `i` of dimension `dim` repeated `repeats[i]` times.
  ///
  /// @param repeats INT64, with one number for every place, or one for all
  /// @throws ShapeException if `repeats` has another size, or the dimension does not exist
  /// @throws IllegalArgumentException if `repeats` is not INT64 or one is negative
  default Tensor repeatInterleave(Tensor repeats, int dim) {
    int along = dimToRepeat(dim);
    Lookup.requireIndex("repeatInterleave", repeats);
    int size = self().size(along);
    if (repeats.dim() > 1 || repeats.numel() != 1 && repeats.numel() != size) {
      throw new ShapeException(
          "repeatInterleave: repeats of shape %s for dimension %d of shape %s; give one number, or"
              + " %d of them",
          repeats.shape(), along, self().shape(), size);
    }
    long[] counts = repeats.toLongArray();
    long[] each = new long[size];
    for (int i = 0; i < size; i++) {
      long count = counts[counts.length == 1 ? 0 : i];
      if (count < 0) {
        throw new IllegalArgumentException(
            "repeatInterleave: %d repeats; a number of repeats is 0 or more".formatted(count));
      }
      each[i] = count;
    }
    return interleaved(self(), along, each);
  }

  /// All elements in row-major order, element `i` repeated `repeats[i]` times. Like
  /// `torch.repeat_interleave`.
  default Tensor repeatInterleave(Tensor repeats) {
    return self().flatten().repeatInterleave(repeats, 0);
  }

  private static Tensor interleaved(Tensor x, int along, long[] each) {
    long[] sizes = Arrays.stream(x.shape().toArray()).asLongStream().toArray();
    sizes[along] = total(each);
    long[] places = new long[Shape.made("repeatInterleave", sizes).size(along)];
    for (int i = 0, next = 0; i < each.length; i++) {
      Arrays.fill(places, next, next += (int) each[i], i);
    }
    return Lookup.along("repeatInterleave", x.shape(), along, Tensor.of(places))
        .take("repeatInterleave", x);
  }

  /// The sum, or some number that is too large.
  private static long total(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return (long) sum;
  }
}
