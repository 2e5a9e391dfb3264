package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import java.util.Arrays;
import java.util.Objects;

/// Other shapes of the same elements. All but casts and what says so are *views*: they share memory
/// with this tensor, cost nothing, and a change in place of one shows in the other.
public sealed interface Shaping permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The elements in row-major order with other sizes; one size may be −1 and is then found. A view
  /// where that can be done without a copy, otherwise a copy.
  ///
  /// Gradient: `dx = dy`, reshaped back. Like `torch.reshape`.
  ///
  /// @throws ShapeException if the sizes do not hold as many elements
  default Tensor reshape(int... sizes) {
    return reshaped("reshape", sizes);
  }

  /// [#reshape] to the shape of `other`. Like `Tensor.reshape_as`.
  default Tensor reshapeAs(Tensor other) {
    Promotion.requireSecond("reshapeAs", other);
    return reshaped("reshapeAs", other.shape().toArray());
  }

  private Tensor reshaped(String name, int[] sizes) {
    Shape to = inferred(name, sizes);
    return self().array().geometry().view(to) == null ? contiguous().view(sizes) : viewed(name, to);
  }

  /// The elements in row-major order with other sizes, as a view; one size may be −1 and is then
  /// found.
  ///
  /// Gradient: `dx = dy`, reshaped back. Like `torch.Tensor.view`.
  ///
  /// @throws ShapeException if the sizes do not hold as many elements, or a copy would be needed
  default Tensor view(int... sizes) {
    return seen("view", sizes);
  }

  /// [#view] with the shape of `other`. Like `Tensor.view_as`.
  default Tensor viewAs(Tensor other) {
    Promotion.requireSecond("viewAs", other);
    return seen("viewAs", other.shape().toArray());
  }

  private Tensor seen(String name, int[] sizes) {
    Shape to = inferred(name, sizes);
    if (self().array().geometry().view(to) == null) {
      throw new ShapeException(
          "%s: shape %s with strides %s cannot be seen as %s without a copy; use reshape",
          name, self().shape(), Arrays.toString(self().stride()), to);
    }
    return viewed(name, to);
  }

  private Tensor viewed(String name, Shape to) {
    int[] from = self().shape().toArray();
    return Op.view(name, self(), geometry -> geometry.view(to), g -> g.reshape(from));
  }

  private Shape inferred(String name, int[] sizes) {
    return Shape.of(filled(name, sizes, self().numel(), self().shape()));
  }

  /// `sizes` with what −1 stands for, so that they hold `count` elements of shape `from`.
  private static int[] filled(String name, int[] sizes, int count, Shape from) {
    int unknown = -1;
    long known = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1 && unknown < 0) {
        unknown = d;
      } else if (sizes[d] < 0) {
        throw new ShapeException(
            "%s: sizes %s: a size is 0 or more, and only one may be -1, to be found",
            name, Arrays.toString(sizes));
      } else {
        known *= sizes[d];
      }
    }
    boolean fits = unknown < 0 ? known == count : known > 0 && count % known == 0;
    if (!fits) {
      throw new ShapeException(
          "%s: %d elements of shape %s do not fill %s; the product of the sizes must be %d%s",
          name,
          count,
          from,
          Arrays.toString(sizes),
          count,
          unknown >= 0 && known == 0 ? ", and -1 beside a 0 could be anything" : "");
    }
    int[] full = sizes.clone();
    if (unknown >= 0) {
      full[unknown] = (int) (count / known);
    }
    return full;
  }

  /// Swaps two dimensions; a view. Gradient: `dx` is `dy` with them swapped back. Like
  /// `torch.transpose`.
  ///
  /// @throws ShapeException if a dimension does not exist
  default Tensor transpose(int dim0, int dim1) {
    int a = self().shape().checkDim("transpose", dim0);
    int b = self().shape().checkDim("transpose", dim1);
    return self().dim() == 0
        ? viewed("transpose", self().shape())
        : Op.view(
            "transpose", self(), geometry -> geometry.transpose(a, b), g -> g.transpose(a, b));
  }

  /// The transpose of a matrix; a tensor of fewer dimensions stays as it is. Like `torch.t`.
  ///
  /// @throws ShapeException if there are more than two dimensions; use mT there
  default Tensor t() {
    if (self().dim() > 2) {
      throw new ShapeException(
          "t: shape %s has more than two dimensions; use mT() or transpose(dim0, dim1)",
          self().shape());
    }
    return self().dim() < 2 ? viewed("t", self().shape()) : transpose(0, 1);
  }

  /// Every matrix of a batch transposed: the last two dimensions swapped. Like `Tensor.mT`.
  ///
  /// @throws ShapeException if there are fewer than two dimensions
  default Tensor mT() {
    if (self().dim() < 2) {
      throw new ShapeException(
          "mT: shape %s is no matrix; it needs two dimensions or more", self().shape());
    }
    return transpose(-2, -1);
  }

  /// Puts the dimensions in the order `dims`; a view. Gradient: `dx` is `dy` in the old order. Like
  /// `torch.permute`.
  ///
  /// @throws ShapeException if `dims` does not name every dimension once
  default Tensor permute(int... dims) {
    if (dims.length != self().dim()) {
      throw new ShapeException(
          "permute: %s names %d dimensions, but shape %s has %d; name each once",
          Arrays.toString(dims), dims.length, self().shape(), self().dim());
    }
    return permuted("permute", self().shape().checkDims("permute", dims));
  }

  private Tensor permuted(String name, int[] order) {
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    return Op.view(name, self(), geometry -> geometry.permute(order), g -> g.permute(back));
  }

  /// Moves dimension `source[i]` to place `destination[i]`; the others keep their order; a view.
  ///
  /// Gradient: `dx` is `dy` in the old order. Like `torch.movedim`.
  ///
  /// @throws ShapeException if there are not as many of both, or one does not exist or is named
  ///   twice
  default Tensor movedim(int[] source, int[] destination) {
    Shape shape = self().shape();
    if (source.length != destination.length) {
      throw new ShapeException(
          "movedim: dimensions %s to places %s of shape %s; give one place for each dimension",
          Arrays.toString(source), Arrays.toString(destination), shape);
    }
    if (source.length == 0) {
      return viewed("movedim", shape);
    }
    int[] from = shape.checkDims("movedim", source);
    int[] to = shape.checkDims("movedim", destination);
    if (shape.dim() == 0) {
      return viewed("movedim", shape);
    }
    int[] order = new int[shape.dim()];
    Arrays.fill(order, -1);
    boolean[] moved = new boolean[order.length];
    for (int i = 0; i < from.length; i++) {
      order[to[i]] = from[i];
      moved[from[i]] = true;
    }
    for (int d = 0, next = 0; d < order.length; d++) {
      if (order[d] < 0) {
        while (moved[next]) {
          next++;
        }
        order[d] = next++;
      }
    }
    return permuted("movedim", order);
  }

  /// Moves dimension `source` to place `destination`; a view. Like `torch.movedim`.
  default Tensor movedim(int source, int destination) {
    return movedim(new int[] {source}, new int[] {destination});
  }

  /// Repeats dimensions of size 1, and new leading ones, without copying; −1 keeps a size. A view
  /// whose elements share places in memory, so it cannot be written in place.
  ///
  /// Gradient: `dx` is `dy` added up over what was repeated. Like `Tensor.expand`.
  ///
  /// @throws ShapeException if a size other than 1 would change
  default Tensor expand(int... sizes) {
    return expanded("expand", sizes);
  }

  /// [#expand] under torch's other name. Like `torch.broadcast_to`.
  default Tensor broadcastTo(int... sizes) {
    return expanded("broadcastTo", sizes);
  }

  /// [#expand] to the shape of `other`. Like `Tensor.expand_as`.
  default Tensor expandAs(Tensor other) {
    Promotion.requireSecond("expandAs", other);
    return expanded("expandAs", other.shape().toArray());
  }

  private Tensor expanded(String name, int[] sizes) {
    Shape from = self().shape();
    int added = sizes.length - from.dim();
    int[] full = sizes.clone();
    boolean fits = added >= 0;
    for (int d = 0; d < sizes.length && fits; d++) {
      if (sizes[d] == -1 && d >= added) {
        full[d] = from.size(d - added);
      }
      fits =
          full[d] >= 0
              && (d < added || from.size(d - added) == full[d] || from.size(d - added) == 1);
    }
    if (!fits) {
      throw new ShapeException(
          "%s: shape %s does not expand to %s: from the right, sizes must be equal or 1 before; use"
              + " repeat to tile",
          name, from, Arrays.toString(sizes));
    }
    Shape to = Shape.of(full);
    return Op.view(name, self(), geometry -> geometry.expand(to), g -> g);
  }

  /// Leaves out those of the dimensions `dims` that have size 1; a view.
  ///
  /// Gradient: `dx = dy`, reshaped back. Like `torch.squeeze`.
  ///
  /// @throws ShapeException if a dimension does not exist
  default Tensor squeeze(int... dims) {
    Shape from = self().shape();
    int[] candidates = dims.length == 0 ? dims : from.checkDims("squeeze", dims);
    int[] dropped =
        Arrays.stream(candidates).filter(d -> d < from.dim() && from.size(d) == 1).toArray();
    int[] sizes = from.toArray();
    return Op.view(
        "squeeze", self(), geometry -> without(geometry, dropped), g -> g.reshape(sizes));
  }

  /// Leaves out all dimensions of size 1; a view. Like `torch.squeeze`.
  default Tensor squeeze() {
    return squeeze(self().shape().checkDims("squeeze"));
  }

  private static Geometry without(Geometry geometry, int[] dropped) {
    int[] descending = dropped.clone();
    Arrays.sort(descending);
    Geometry left = geometry;
    for (int i = descending.length - 1; i >= 0; i--) {
      left = left.squeeze(descending[i]);
    }
    return left;
  }

  /// Adds a dimension of size 1 before dimension `dim`; a view. Like `torch.unsqueeze`.
  ///
  /// @throws ShapeException if `dim` is not in −dim()−1 … dim()
  default Tensor unsqueeze(int dim) {
    int count = self().dim() + 1;
    if (dim < -count || dim >= count) {
      throw new ShapeException(
          "unsqueeze: dim %d: a dimension can be added to shape %s at %d to %d",
          dim, self().shape(), -count, count - 1);
    }
    int at = dim < 0 ? dim + count : dim;
    int[] from = self().shape().toArray();
    return Op.view("unsqueeze", self(), geometry -> geometry.unsqueeze(at), g -> g.reshape(from));
  }

  /// Joins the dimensions `startDim` to `endDim` into one: a view where it can be. Like
  /// `torch.flatten`.
  ///
  /// @throws ShapeException if a dimension does not exist, or they are in the wrong order
  default Tensor flatten(int startDim, int endDim) {
    Shape from = self().shape();
    int start = from.checkDim("flatten", startDim);
    int end = from.checkDim("flatten", endDim);
    if (start > end) {
      throw new ShapeException(
          "flatten: startDim %d comes after endDim %d in shape %s; swap them",
          startDim, endDim, from);
    }
    if (from.dim() == 0) {
      return reshape(1);
    }
    int[] sizes = new int[from.dim() - (end - start)];
    int joined = 1;
    for (int d = 0; d < from.dim(); d++) {
      if (d < start) {
        sizes[d] = from.size(d);
      } else if (d <= end) {
        joined *= from.size(d);
        sizes[start] = joined;
      } else {
        sizes[d - (end - start)] = from.size(d);
      }
    }
    return reshape(sizes);
  }

  /// Joins dimension `startDim` and all after it into one. Like `torch.flatten`.
  default Tensor flatten(int startDim) {
    return flatten(startDim, -1);
  }

  /// All elements in one dimension. Like `torch.flatten`.
  default Tensor flatten() {
    return flatten(0, -1);
  }

  /// Splits dimension `dim` into several of these sizes; one may be −1 and is then found. A view
  /// where it can be; undoes [#flatten(int, int)]. Like `torch.unflatten`.
  ///
  /// @throws ShapeException if the dimension does not exist, or the sizes do not multiply to its
  ///   size
  default Tensor unflatten(int dim, int... sizes) {
    Shape from = self().shape();
    int at = from.checkDim("unflatten", dim);
    if (from.dim() == 0 || sizes.length == 0) {
      throw new ShapeException(
          "unflatten: dim %d of shape %s into sizes %s; a dimension is split into one or more",
          dim, from, Arrays.toString(sizes));
    }
    int[] split = filled("unflatten", sizes, from.size(at), from);
    int[] to = new int[from.dim() - 1 + split.length];
    for (int d = 0; d < to.length; d++) {
      boolean inside = d >= at && d < at + split.length;
      to[d] = inside ? split[d - at] : from.size(d < at ? d : d - split.length + 1);
    }
    return reshaped("unflatten", to);
  }

  /// This tensor if its elements lie in row-major order, otherwise a copy that does. Like
  /// `Tensor.contiguous`.
  default Tensor contiguous() {
    return self().isContiguous() ? self() : self().clone();
  }

  /// This tensor if it has that type, otherwise a converted copy. From a floating type to a whole
  /// one, fractions are cut off.
  ///
  /// Gradient: `dx = dy`, converted back, where both types are floating. Like `Tensor.to`.
  default Tensor to(DType dtype) {
    if (dtype == self().dtype()) {
      return self();
    }
    Objects.requireNonNull(dtype, "to: the type is null; name one, such as FLOAT32");
    var cast = Op.of("to", self()).forward(() -> new Tensor(self().array().to(dtype)));
    return dtype.isFloatingPoint() ? cast.backward(g -> g) : cast.notDifferentiable();
  }

  /// A tensor of zeros with this shape and type. Like `torch.zeros_like`.
  default Tensor zerosLike() {
    return Op.zeros(self().dtype(), self().shape());
  }

  /// A tensor of ones with this shape and type. Like `torch.ones_like`.
  default Tensor onesLike() {
    return new Tensor(Array.full(self().dtype(), self().shape(), 1));
  }
}
