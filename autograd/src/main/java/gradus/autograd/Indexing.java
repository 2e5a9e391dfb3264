package gradus.autograd;

import gradus.autograd.Index.Basic;
import gradus.autograd.Index.Ellipsis;
import gradus.autograd.Index.NewAxis;
import gradus.autograd.Index.Place;
import gradus.autograd.Index.Range;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Select;

/// Parts of a tensor by place. Ranges and single places give views; places given by a tensor give
/// copies.
public sealed interface Indexing permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The part of `length` places from `start` on along dimension `dim`; a view.
  ///
  /// Gradient: `dx` is `dy` at these places, 0 elsewhere. Like `torch.narrow`.
  ///
  /// @param start counted from the end if negative
  /// @throws ShapeException if the dimension does not exist or the part does not lie within it
  default Tensor narrow(int dim, int start, int length) {
    int along = requireDim("narrow", dim);
    int size = self().size(along);
    int first = start < 0 ? start + size : start;
    if (first < 0 || length < 0 || first + length > size) {
      throw new ShapeException(
          "narrow: places %d to %d do not lie within dimension %d of shape %s, whose size is %d",
          start, start + length, along, self().shape(), size);
    }
    return Op.view("narrow", self(), geometry -> geometry.slice(along, first, length, 1));
  }

  /// Place `index` of dimension `dim`, which is left out; a view.
  ///
  /// Gradient: `dx` is `dy` at this place, 0 elsewhere. Like `torch.select`.
  ///
  /// @param index counted from the end if negative
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if the place does not lie within it
  default Tensor select(int dim, int index) {
    int along = requireDim("select", dim);
    int place = requirePlace("select", along, self().size(along), index);
    return Op.view("select", self(), geometry -> geometry.select(along, place));
  }

  private int requireDim(String name, int dim) {
    if (self().dim() == 0) {
      throw new ShapeException(
          "%s: a single number has no dimension to pick from; unsqueeze(0) gives it one", name);
    }
    return self().shape().checkDim(name, dim);
  }

  private int requirePlace(String name, int dim, int size, int index) {
    if (index < -size || index >= size) {
      throw new IllegalArgumentException(
          "%s: place %d does not lie within dimension %d of shape %s; use %d to %d"
              .formatted(name, index, dim, self().shape(), -size, size - 1));
    }
    return index < 0 ? index + size : index;
  }

  /// The part at these places of the first dimensions, which are left out; a view. `x.at(1, 2)` of
  /// a matrix is a single number.
  ///
  /// @throws ShapeException if there are more places than dimensions
  /// @throws IllegalArgumentException if a place does not lie within its dimension
  default Tensor at(int... places) {
    Index[] indices = new Index[places.length];
    for (int i = 0; i < places.length; i++) {
      indices[i] = new Place(places[i]);
    }
    return at(indices);
  }

  /// The part that the indices name, one per dimension from the first on; see [Index].
  ///
  /// Gradient: `dx` is `dy` at the places named, added up where one is named several times, 0
  /// elsewhere. Like `x[…]`.
  ///
  /// @throws ShapeException if there are more indices than dimensions
  /// @throws IllegalArgumentException if a place does not lie within its dimension
  default Tensor at(Index... indices) {
    int used = 0;
    int ellipses = 0;
    for (Index index : indices) {
      switch (index) {
        case Ellipsis _ -> ellipses++;
        case NewAxis _ -> {}
        case Basic _ -> used++;
        case Tensor _ -> used++;
      }
    }
    if (used > self().dim() || ellipses > 1) {
      throw new ShapeException(
          "at: %d indices and %d ellipses for shape %s; give at most one index per dimension and"
              + " one ellipsis",
          used, ellipses, self().shape());
    }
    for (Index index : indices) {
      if (index instanceof Tensor) {
        throw new IllegalArgumentException(
            "at: a tensor as index is not supported; use indexSelect or gather");
      }
    }
    int free = self().dim() - used;
    return Op.view("at", self(), geometry -> part(geometry, free, indices));
  }

  private Geometry part(Geometry whole, int free, Index[] indices) {
    Geometry part = whole;
    int dim = 0;
    for (Index index : indices) {
      switch (index) {
        case Place place ->
            part = part.select(dim, requirePlace("at", dim, part.size(dim), place.place()));
        case Range range -> part = ranged(part, dim++, range);
        case NewAxis _ -> part = part.unsqueeze(dim++);
        case Ellipsis _ -> dim += free;
        case Tensor _ -> dim++;
      }
    }
    return part;
  }

  private static Geometry ranged(Geometry part, int dim, Range range) {
    int size = part.size(dim);
    int start = range.start() == null ? 0 : clamped(range.start(), size);
    int stop = range.stop() == null ? size : clamped(range.stop(), size);
    int length = Math.max(0, (stop - start + range.step() - 1) / range.step());
    return part.slice(dim, start, length, range.step());
  }

  private static int clamped(int place, int size) {
    return Math.clamp(place < 0 ? place + size : place, 0, size);
  }

  /// Takes over the elements of `source`, which broadcasts to this shape, converted to this type.
  ///
  /// Gradient: `dx = 0`, `dsource = dy`. Like `Tensor.copy_`.
  ///
  /// @throws ShapeException if `source` does not broadcast to this shape
  default Tensor copy_(Tensor source) {
    return Op.overwrite("copy_", self(), source);
  }

  /// Sets all elements. Gradient: `dx = 0`. Like `Tensor.fill_`.
  default Tensor fill_(double value) {
    return Op.overwrite("fill_", self(), Tensor.scalar(self().dtype(), value));
  }

  /// Sets all elements to 0. Gradient: `dx = 0`. Like `Tensor.zero_`.
  default Tensor zero_() {
    return Op.overwrite("zero_", self(), Tensor.scalar(self().dtype(), 0.0));
  }

  /// The parts at the places `index` along dimension `dim`; a copy.
  ///
  /// Shape: `S` with the size of `index` at `dim`. Gradient: `dx` is `dy` added up at the places.
  /// Like `torch.index_select`.
  ///
  /// @param index INT64, of one dimension
  /// @throws ShapeException if the dimension does not exist or `index` has several
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor indexSelect(int dim, Tensor index) {
    int along = self().shape().checkDim("indexSelect", dim);
    if (index.dim() > 1) {
      throw new ShapeException(
          "indexSelect: the index has shape %s; it must have one dimension: flatten() it, or use"
              + " at(…)",
          index.shape());
    }
    int[] spread = new int[Math.max(self().dim(), 1)];
    java.util.Arrays.fill(spread, 1);
    spread[along] = -1;
    int[] to = self().dim() == 0 ? new int[] {index.numel()} : self().shape().toArray();
    to[along] = index.numel();
    Tensor whole = self().dim() == 0 ? self().unsqueeze(0) : self();
    Tensor picked = whole.gather(along, index.reshape(spread).expand(to));
    return self().dim() == 0 ? picked.reshape() : picked;
  }

  /// Picks along dimension `dim`: `y[i][j][k] = x[index[i][j][k]][j][k]` for `dim` 0, and so on; a
  /// copy.
  ///
  /// Shape: that of `index`, which must be no larger than `x` in the other dimensions. Gradient:
  /// `dx` is `dy` added up at the places. Like `torch.gather`.
  ///
  /// @param index INT64, with as many dimensions as this
  /// @throws ShapeException if the shapes do not fit
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor gather(int dim, Tensor index) {
    int along = requireFits("gather", dim, index);
    Shape from = self().shape();
    return Op.of("gather", self())
        .forward(() -> new Tensor(Select.gather(self().array(), along, index.array())))
        .backward(g -> scatteredInto(from, along, index, g));
  }

  private static Tensor scatteredInto(Shape shape, int dim, Tensor index, Tensor g) {
    return Op.of("scatterAdd", g)
        .forward(() -> {
          Array out = Array.zeros(g.dtype(), shape);
          Select.scatterAdd(out, dim, index.array(), g.array());
          return new Tensor(out);
        })
        .backward(gg -> gg.gather(dim, index));
  }

  private int requireFits(String name, int dim, Tensor index) {
    int along = self().shape().checkDim(name, dim);
    if (index.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "%s: the index is %s; places are INT64: cast it with to(INT64)"
              .formatted(name, index.dtype()));
    }
    boolean fits = Math.max(index.dim(), 1) == Math.max(self().dim(), 1);
    for (int d = 0; fits && d < self().dim() && d < index.dim(); d++) {
      fits = d == along || index.size(d) <= self().size(d);
    }
    if (!fits) {
      throw new ShapeException(
          "%s: index %s does not fit shape %s along dim %d: it must have as many dimensions, and no"
              + " larger sizes but along dim",
          name, index.shape(), self().shape(), along);
    }
    int size = self().dim() == 0 ? 1 : self().size(along);
    for (long place : index.toLongArray()) {
      if (place < 0 || place >= size) {
        throw new IllegalArgumentException(
            "%s: place %d does not lie within dimension %d of shape %s; use 0 to %d"
                .formatted(name, place, along, self().shape(), size - 1));
      }
    }
    return along;
  }
}
