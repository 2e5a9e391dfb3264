package gradus.autograd;

import gradus.autograd.Index.Basic;
import gradus.autograd.Index.Ellipsis;
import gradus.autograd.Index.NewAxis;
import gradus.autograd.Index.Place;
import gradus.autograd.Index.Range;
import gradus.autograd.kernel.Geometry;
import java.util.ArrayList;
import java.util.List;

/// What a list of indices names in a tensor: first a part that can be seen as a view; then, where
/// tensors are among the indices, the elements that these name together in that part.
///
/// In the view, a tensor of places stands for one whole dimension and a mask for as many as it has.
/// If these dimensions are neighbours, those of the result stand where they stood; otherwise the
/// view is turned so that they come first, and so are those of the result. A single place, also one
/// given as a tensor without dimensions, belongs to the view. A mask without dimensions is one over
/// a new dimension of size 1.
final class Selection {
  private final String name;
  private final Tensor source;
  private final Index[] indices;
  private final int free;

  Selection(String name, Tensor source, Index... indices) {
    this.name = name;
    this.source = source;
    this.indices = new Index[indices.length];
    int used = 0;
    int ellipses = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] == null) {
        throw new IllegalArgumentException(
            "%s: index %d of %d is null; a new dimension is newAxis(), a whole one all()"
                .formatted(name, i + 1, indices.length));
      }
      Index index = simplified(indices[i]);
      this.indices[i] = index;
      used +=
          switch (index) {
            case Ellipsis _, NewAxis _ -> 0;
            case Basic _ -> 1;
            case Tensor tensor -> tensor.dtype() == DType.BOOL ? tensor.dim() : 1;
          };
      ellipses += index instanceof Ellipsis ? 1 : 0;
    }
    if (used > source.dim() || ellipses > 1) {
      throw new ShapeException(
          "%s: %d indices and %d ellipses for shape %s; give at most one index per dimension and"
              + " one ellipsis",
          name, used, ellipses, source.shape());
    }
    free = source.dim() - used;
  }

  private Index simplified(Index index) {
    if (!(index instanceof Tensor tensor)) {
      return index;
    }
    if (tensor.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: a tensor of %s cannot be an index; use INT64 for places, or BOOL for a mask"
              .formatted(name, tensor.dtype()));
    }
    boolean isPlace = tensor.dtype() == DType.INT64 && tensor.dim() == 0;
    return isPlace ? new Place(nearest(tensor)) : index;
  }

  /// The place that `index` holds; one that no dimension has where it is no int.
  static int nearest(Tensor index) {
    return Math.clamp(index.itemLong(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// Tells whether tensors are among the indices, so that the result is no view.
  boolean picks() {
    for (Index index : indices) {
      if (index instanceof Tensor) {
        return true;
      }
    }
    return false;
  }

  /// The part of the source that basic indices name.
  Tensor view() {
    return Op.view(name, source, this::part);
  }

  private Geometry part(Geometry whole) {
    Geometry part = whole;
    int dim = 0;
    for (Index index : indices) {
      switch (index) {
        case Place place -> part = part.select(dim, within(part, dim, place.place()));
        case Range range -> part = ranged(part, dim++, range);
        case NewAxis _ -> part = part.unsqueeze(dim++);
        case Ellipsis _ -> dim += free;
        case Tensor tensor -> {
          part = tensor.dim() == 0 ? part.unsqueeze(dim) : part;
          dim += spanned(tensor);
        }
      }
    }
    return part;
  }

  /// The number of dimensions of the view that a tensor stands for.
  private static int spanned(Tensor index) {
    return index.dtype() == DType.BOOL ? Math.max(index.dim(), 1) : 1;
  }

  private int within(Geometry part, int dim, int place) {
    int size = part.size(dim);
    if (place < -size || place >= size) {
      throw new IllegalArgumentException(
          "%s: place %d does not lie within dimension %d of shape %s; use %d to %d"
              .formatted(name, place, dim, part.shape(), -size, size - 1));
    }
    return place < 0 ? place + size : place;
  }

  private static Geometry ranged(Geometry part, int dim, Range range) {
    int size = part.size(dim);
    int start = range.start() == null ? 0 : clamped(range.start(), size);
    int stop = range.stop() == null ? size : clamped(range.stop(), size);
    int length = Math.max(0, Math.ceilDiv(stop - start, range.step()));
    return part.slice(dim, start, length, range.step());
  }

  private static int clamped(int place, int size) {
    return Math.clamp(place < 0 ? place + size : place, 0, size);
  }

  /// Tells whether the view is the source itself, so that none need be recorded.
  private boolean keepsWhole() {
    for (Index index : indices) {
      boolean whole =
          switch (index) {
            case Place _, NewAxis _ -> false;
            case Ellipsis _ -> true;
            case Range range -> range.start() == null && range.stop() == null && range.step() == 1;
            case Tensor tensor -> tensor.dim() > 0;
          };
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  /// The elements that the tensors name, and the view in which they name them.
  Picked picked() {
    Tensor view = keepsWhole() ? source : view();
    List<Tensor> places = new ArrayList<>();
    int[] dims = new int[view.dim()];
    int dim = 0;
    for (Index index : indices) {
      switch (index) {
        case Place _ -> {}
        case Range _ -> dim++;
        case NewAxis _ -> dim++;
        case Ellipsis _ -> dim += free;
        case Tensor tensor -> {
          for (Tensor along : placesOf(tensor, view.shape(), dim)) {
            dims[places.size()] = dim++;
            places.add(along);
          }
        }
      }
    }
    int count = places.size();
    boolean neighbours = dims[count - 1] - dims[0] == count - 1;
    Tensor turned = neighbours ? view : view.permute(first(dims, count));
    int start = neighbours ? dims[0] : 0;
    return new Picked(
        turned, Lookup.together(name, turned.shape(), start, places.toArray(Tensor[]::new)));
  }

  /// A view and the elements that are named in it.
  record Picked(Tensor view, Lookup lookup) {}

  private Tensor[] placesOf(Tensor index, Shape view, int dim) {
    if (index.dtype() != DType.BOOL) {
      return new Tensor[] {index};
    }
    if (index.dim() == 0) {
      return new Tensor[] {Tensor.zeros(DType.INT64, index.itemBoolean() ? 1 : 0)};
    }
    for (int d = 0; d < index.dim(); d++) {
      if (index.size(d) != view.size(dim + d)) {
        throw new ShapeException(
            "%s: a mask of shape %s does not cover shape %s from dimension %d on: size %d is not"
                + " %d; give one as large as what it picks from",
            name, index.shape(), view, dim, index.size(d), view.size(dim + d));
      }
    }
    return Lookup.nonzero(index);
  }

  /// All dimensions, with the first `count` of `dims` before the others.
  private static int[] first(int[] dims, int count) {
    int[] order = new int[dims.length];
    boolean[] taken = new boolean[dims.length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      order[at++] = dims[i];
      taken[dims[i]] = true;
    }
    for (int d = 0; d < dims.length; d++) {
      if (!taken[d]) {
        order[at++] = d;
      }
    }
    return order;
  }
}
