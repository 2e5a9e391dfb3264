package gradus.autograd;

import gradus.autograd.Index.Place;
import gradus.autograd.Selection.Picked;

/// Parts of a tensor by place, to read and to write. Ranges and single places give views; places
/// given by a tensor give copies.
public sealed interface Indexing permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The part of `length` places from `start` on along dimension `dim`; a view.
  ///
  /// Gradient: `dx` is `dy` at these places, 0 elsewhere. Like `torch.narrow`.
  ///
  /// @param start counted from the end if negative
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if the part does not lie within it
  default Tensor narrow(int dim, int start, int length) {
    int along = requireDim("narrow", dim);
    int size = self().size(along);
    int first = start < 0 ? start + size : start;
    if (first < 0 || length < 0 || first > size - length) {
      throw new IllegalArgumentException(
          "narrow: %d places from %d on do not lie within dimension %d of shape %s, whose size is %d; choose start and length so that they do"
              .formatted(length, start, along, self().shape(), size));
    }
    return Op.view("narrow", self(), geometry -> geometry.slice(along, first, length, 1));
  }

  /// [#narrow(int, int, int)] from a place that was computed. Like `torch.narrow`.
  ///
  /// @param start a single INT64
  /// @throws IllegalArgumentException if `start` is not a single INT64
  default Tensor narrow(int dim, Tensor start, int length) {
    Op.requireGiven("narrow", "the start", start);
    if (start.dtype() != DType.INT64 || start.dim() != 0) {
      throw new IllegalArgumentException(
          "narrow: the start is %s of shape %s; it must be a single INT64: a place, or a tensor"
                  .formatted(start.dtype(), start.shape())
              + " without dimensions");
    }
    return narrow(dim, Selection.nearest(start), length);
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
    int size = self().size(along);
    if (index < -size || index >= size) {
      throw new IllegalArgumentException(
          "select: place %d does not lie within dimension %d of shape %s; use %d to %d"
              .formatted(index, along, self().shape(), -size, size - 1));
    }
    int place = index < 0 ? index + size : index;
    return Op.view("select", self(), geometry -> geometry.select(along, place));
  }

  private int requireDim(String name, int dim) {
    if (self().dim() == 0) {
      throw new ShapeException(
          "%s: a single number has no dimension to pick from; unsqueeze(0) gives it one", name);
    }
    return self().shape().checkDim(name, dim);
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
  /// ```java
  /// x.at(range(1, 3), index(0)); // x[1:3, 0], a view
  /// x.at(Tensor.of(2, 0, 2)); // rows 2, 0 and 2, a copy
  /// x.at(x.gt(0)); // the positive elements, a copy
  /// ```
  ///
  /// Without tensors among the indices this is a view. Tensors of places broadcast against each
  /// other and name elements together; a mask counts as the places where it is true, one tensor for
  /// each of its dimensions. If tensors stand side by side, the dimensions that they broadcast to
  /// stand in their place, otherwise they come first. Places in tensors may be negative too.
  ///
  /// Gradient: `dx` is `dy` at the places named, added up where one is named several times, 0
  /// elsewhere. Like `x[…]`.
  ///
  /// @throws ShapeException if there are more indices than dimensions, tensors do not broadcast, or
  ///   a mask has other sizes than what it picks from
  /// @throws IllegalArgumentException if a place does not lie within its dimension, or a tensor is
  ///   neither INT64 nor BOOL
  default Tensor at(Index... indices) {
    Selection selection = new Selection("at", self(), indices);
    if (!selection.picks()) {
      return selection.view();
    }
    Picked picked = selection.picked();
    return picked.lookup().take("at", picked.view());
  }

  /// Writes `value`, which broadcasts to the part that the indices name, into that part, and gives
  /// this tensor. See [#at(Index...)].
  ///
  /// Gradient: `dx` is 0 at the places named, `dvalue` is `dy` there. If one is named several
  /// times, one of the values given for it stays. Like `x[…] = value`.
  ///
  /// @throws ShapeException if `value` does not broadcast, or as in [#at(Index...)]
  /// @throws IllegalArgumentException as in [#at(Index...)]
  /// @throws IllegalStateException if this tensor cannot be written in place
  default Tensor put(Tensor value, Index... indices) {
    return written("put", self(), indices, value, false);
  }

  /// Writes a number into the part that the indices name and gives this tensor. Like `x[…] =
  /// value`.
  default Tensor put(double value, Index... indices) {
    return put(Tensor.scalar(self().dtype(), value), indices);
  }

  /// Writes a number into the part that the indices name and gives this tensor.
  default Tensor put(long value, Index... indices) {
    return put(Tensor.scalar(self().dtype(), value), indices);
  }

  /// A copy with `values` in the part that the indices name. See [#put(Tensor, Index...)]. Like
  /// `torch.index_put`.
  default Tensor indexPut(Index[] indices, Tensor values) {
    return indexPut(indices, values, false);
  }

  /// A copy with `values` in the part that the indices name, or added to it.
  ///
  /// Gradient, if they are added: `dx = dy`, `dvalues` is `dy` at the places named. Like
  /// `torch.index_put`.
  ///
  /// @param accumulate adds instead of replacing; what is named several times is added several
  ///   times
  default Tensor indexPut(Index[] indices, Tensor values, boolean accumulate) {
    return written("indexPut", self().clone(), indices, values, accumulate);
  }

  /// [#indexPut(Index[], Tensor)] in place.
  default Tensor indexPut_(Index[] indices, Tensor values) {
    return indexPut_(indices, values, false);
  }

  /// [#indexPut(Index[], Tensor, boolean)] in place.
  default Tensor indexPut_(Index[] indices, Tensor values, boolean accumulate) {
    return written("indexPut_", self(), indices, values, accumulate);
  }

  private static Tensor written(
      String name, Tensor target, Index[] indices, Tensor value, boolean accumulate) {
    InPlace.requireWritable(name, target);
    Op.requireGiven(name, "the value", value);
    Selection selection = new Selection(name, target, indices);
    if (!selection.picks()) {
      Tensor part = selection.view();
      Tensor source = spread(name, value, part.shape());
      InPlace.assign(name, part, accumulate ? part.add(source) : source);
      return target;
    }
    Picked picked = selection.picked();
    Lookup lookup = picked.lookup();
    Tensor source = spread(name, value, lookup.part());
    if (accumulate) {
      lookup.add_(name, picked.view(), source);
    } else {
      lookup.put_(name, picked.view(), source);
    }
    return target;
  }

  /// `value` repeated to `shape`; dimensions of size 1 that it has in front of it are dropped.
  private static Tensor spread(String name, Tensor value, Shape shape) {
    Tensor source = value;
    while (source.dim() > shape.dim() && source.size(0) == 1) {
      source = source.squeeze(0);
    }
    if (!shape.equals(shape.broadcast(name, source.shape()))) {
      throw new ShapeException(
          "%s: values of shape %s do not broadcast to shape %s, which the indices name; reshape or"
              + " reduce them first",
          name, value.shape(), shape);
    }
    return source.expand(shape.toArray());
  }

  /// Takes over the elements of `source`, which broadcasts to this shape, converted to this type.
  ///
  /// Gradient: `dx = 0`, `dsource = dy`. Like `Tensor.copy_`.
  ///
  /// @throws ShapeException if `source` does not broadcast to this shape
  default Tensor copy_(Tensor source) {
    return InPlace.assign("copy_", self(), source);
  }

  /// Sets all elements. Gradient: `dx = 0`. Like `Tensor.fill_`.
  default Tensor fill_(double value) {
    return InPlace.assign("fill_", self(), Tensor.scalar(self().dtype(), value));
  }

  /// Sets all elements.
  default Tensor fill_(long value) {
    return InPlace.assign("fill_", self(), Tensor.scalar(self().dtype(), value));
  }

  /// Sets all elements to a number that was computed. Gradient: `dx = 0`, `dvalue` is the sum of
  /// `dy`. Like `Tensor.fill_`.
  ///
  /// @param value without dimensions; converted to this tensor's type
  /// @throws ShapeException if `value` has dimensions
  default Tensor fill_(Tensor value) {
    Lookup.requireSingle("fill_", value);
    return InPlace.assign("fill_", self(), value);
  }

  /// Sets all elements to 0. Gradient: `dx = 0`. Like `Tensor.zero_`.
  default Tensor zero_() {
    return InPlace.assign("zero_", self(), Tensor.scalar(self().dtype(), 0.0));
  }
}
