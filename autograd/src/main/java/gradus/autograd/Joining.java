package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Choice;
import java.util.Arrays;

/// Operations that make one tensor of several.
final class Joining {
  private Joining() {}

  /// Picks element by element: `y = a` where `condition` is true, `b` elsewhere; all broadcast.
  ///
  /// Gradient: `da = dy` where true, 0 elsewhere; `db` the other way round. Like `torch.where`.
  ///
  /// @throws IllegalArgumentException if the condition is not BOOL
  /// @throws ShapeException if the shapes do not broadcast
  static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Lookup.requireMask("where", condition);
    Promotion.requireGiven("where", condition, a, b);
    Shape shape = condition.shape().broadcast("where", a.shape().broadcast("where", b.shape()));
    DType dtype = Promotion.of(a, b);
    Saved where = Op.save(condition);
    return Op.of("where", a, b)
        .forward(() ->
            new Tensor(picked(condition.array(), a.array().to(dtype), b.array().to(dtype), shape)))
        .backward(g -> where(where.get(), g, zero(g)), g -> where(where.get(), zero(g), g));
  }

  static Tensor zero(Tensor like) {
    return Tensor.scalar(like.dtype(), 0.0);
  }

  private static Array picked(Array condition, Array a, Array b, Shape shape) {
    Array out = Array.zeros(a.dtype(), shape);
    Choice.pick(condition, a, b, out);
    return out;
  }

  /// Joins tensors along the existing dimension `dim`; their other sizes are equal. An empty tensor
  /// of one dimension is left out, and such alone join along any.
  ///
  /// Gradient: every input gets its part of `dy`. Like `torch.cat`.
  ///
  /// @throws ShapeException if there is no tensor, or the sizes differ in another dimension
  static Tensor cat(int dim, Tensor... tensors) {
    Promotion.requireGiven("cat", tensors);
    Shape first = Shape.of(0);
    for (int i = tensors.length - 1; i >= 0; i--) {
      first = isNothing(tensors[i]) ? first : tensors[i].shape();
    }
    if (tensors.length == 0 || first.dim() == 0) {
      throw new ShapeException(
          tensors.length == 0
              ? "cat: there is no tensor to join; give at least one"
              : "cat: shape [] is a single number, which has no dimension to join along; use stack,"
                  + " or unsqueeze(0)");
    }
    int along = first.equals(Shape.of(0)) ? 0 : first.checkDim("cat", dim);
    long[] sizes = Arrays.stream(first.toArray()).asLongStream().toArray();
    sizes[along] = 0;
    for (Tensor tensor : tensors) {
      if (!isNothing(tensor)) {
        requireAlike(first, tensor.shape(), along);
        sizes[along] += tensor.size(along);
      }
    }
    Shape shape = Shape.made("cat", sizes);
    DType dtype = Promotion.of(tensors);
    int[] lengths =
        Arrays.stream(tensors).mapToInt(t -> isNothing(t) ? -1 : t.size(along)).toArray();
    return Op.of("cat", tensors)
        .forward(() -> new Tensor(joined(tensors, along, dtype, shape)))
        .backwardAll((g, needs) -> parts(g, needs, along, lengths));
  }

  /// Tells whether a tensor of one dimension is empty, and so joins with any shape.
  private static boolean isNothing(Tensor tensor) {
    return tensor.dim() == 1 && tensor.numel() == 0;
  }

  private static void requireAlike(Shape first, Shape other, int along) {
    boolean alike = other.dim() == first.dim();
    for (int d = 0; alike && d < first.dim(); d++) {
      alike = d == along || other.size(d) == first.size(d);
    }
    if (!alike) {
      throw new ShapeException(
          "cat: shapes %s and %s differ elsewhere than in dimension %d; all other sizes must be"
              + " equal",
          first, other, along);
    }
  }

  private static Array joined(Tensor[] tensors, int along, DType dtype, Shape shape) {
    Array out = Array.zeros(dtype, shape);
    int start = 0;
    for (Tensor tensor : tensors) {
      if (!isNothing(tensor)) {
        int length = tensor.size(along);
        out.with(out.geometry().slice(along, start, length, 1)).copyFrom(tensor.array());
        start += length;
      }
    }
    return out;
  }

  private static Tensor[] parts(Tensor g, boolean[] needs, int along, int[] lengths) {
    Tensor[] parts = new Tensor[needs.length];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      int length = Math.max(lengths[i], 0);
      if (needs[i]) {
        parts[i] = lengths[i] < 0 ? Tensor.zeros(g.dtype(), 0) : g.narrow(along, start, length);
      }
      start += length;
    }
    return parts;
  }

  /// Joins tensors of one shape along a new dimension `dim`.
  ///
  /// Gradient: every input gets its place of `dy`. Like `torch.stack`.
  ///
  /// @throws ShapeException if there is no tensor, the shapes differ, or `dim` is not in −dim()−1 …
  ///   dim()
  static Tensor stack(int dim, Tensor... tensors) {
    if (tensors.length == 0) {
      throw new ShapeException("stack: there is no tensor to join; give at least one");
    }
    Promotion.requireGiven("stack", tensors);
    Shape each = tensors[0].shape();
    for (int i = 1; i < tensors.length; i++) {
      if (!tensors[i].shape().equals(each)) {
        throw new ShapeException(
            "stack: tensor %d has shape %s, the first %s; all must be the same, or use cat",
            i, tensors[i].shape(), each);
      }
    }
    int count = each.dim() + 1;
    if (dim < -count || dim >= count) {
      throw new ShapeException(
          "stack: dim %d: tensors of shape %s can be stacked at %d to %d",
          dim, each, -count, count - 1);
    }
    int along = dim < 0 ? dim + count : dim;
    int[] sizes = new int[count];
    for (int d = 0; d < count; d++) {
      sizes[d] = d == along ? tensors.length : each.size(d < along ? d : d - 1);
    }
    DType dtype = Promotion.of(tensors);
    return Op.of("stack", tensors)
        .forward(() -> new Tensor(stacked(tensors, along, dtype, Shape.of(sizes))))
        .backwardAll((g, needs) -> places(g, needs, along));
  }

  private static Array stacked(Tensor[] tensors, int along, DType dtype, Shape shape) {
    Array out = Array.zeros(dtype, shape);
    for (int i = 0; i < tensors.length; i++) {
      out.with(out.geometry().select(along, i)).copyFrom(tensors[i].array());
    }
    return out;
  }

  private static Tensor[] places(Tensor g, boolean[] needs, int along) {
    Tensor[] places = new Tensor[needs.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = needs[i] ? g.select(along, i) : null;
    }
    return places;
  }

  /// Expands all tensors to the shape that they broadcast to; views.
  ///
  /// Gradient: `dx` is `dy` added up over what was repeated. Like `torch.broadcast_tensors`.
  ///
  /// @throws ShapeException if they do not broadcast
  static Tensor[] broadcastTensors(Tensor... tensors) {
    Promotion.requireGiven("broadcastTensors", tensors);
    Shape common = Shape.of();
    for (Tensor tensor : tensors) {
      common = common.broadcast("broadcastTensors", tensor.shape());
    }
    Tensor[] expanded = new Tensor[tensors.length];
    for (int i = 0; i < expanded.length; i++) {
      expanded[i] = tensors[i].expand(common.toArray());
    }
    return expanded;
  }

  /// The coordinates of a grid: tensor `i` of the result holds element `i` of every grid point's
  /// coordinates, taken from tensor `i`; views.
  ///
  /// Gradient: `dx` is `dy` added up over what was repeated. Like `torch.meshgrid`.
  ///
  /// @param indexing `ij`: dimension `i` of the grid runs through tensor `i`; `xy`: the first two
  ///   are swapped, as columns and rows are in a picture
  /// @param tensors of one dimension, or single numbers
  /// @throws ShapeException if there is no tensor, or one has several dimensions
  /// @throws IllegalArgumentException if `indexing` is something else, or the types differ
  static Tensor[] meshgrid(String indexing, Tensor... tensors) {
    requireAxes(indexing, tensors);
    int count = tensors.length;
    boolean swapped = indexing.equals("xy") && count > 1;
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[gridDim(i, swapped)] = tensors[i].numel();
    }
    Tensor[] grid = new Tensor[count];
    for (int i = 0; i < count; i++) {
      int[] single = new int[count];
      Arrays.fill(single, 1);
      single[gridDim(i, swapped)] = tensors[i].numel();
      grid[i] = tensors[i].reshape(single).expand(sizes);
    }
    return grid;
  }

  private static int gridDim(int i, boolean swapped) {
    return swapped && i < 2 ? 1 - i : i;
  }

  private static void requireAxes(String indexing, Tensor[] tensors) {
    Promotion.requireGiven("meshgrid", tensors);
    if (!"ij".equals(indexing) && !"xy".equals(indexing)) {
      throw new IllegalArgumentException(
          "meshgrid: indexing \"%s\" is unknown; use \"ij\" or \"xy\"".formatted(indexing));
    }
    if (tensors.length == 0) {
      throw new ShapeException("meshgrid: there is no tensor; give one for every dimension");
    }
    for (Tensor tensor : tensors) {
      if (tensor.dim() > 1) {
        throw new ShapeException(
            "meshgrid: a tensor of shape %s; each must have one dimension: flatten() it",
            tensor.shape());
      }
      if (tensor.dtype() != tensors[0].dtype()) {
        throw new IllegalArgumentException(
            "meshgrid: tensors of %s and %s; all must have the same type: cast with to(%s)"
                .formatted(tensors[0].dtype(), tensor.dtype(), tensors[0].dtype()));
      }
    }
  }
}
