package gradus.autograd;

import gradus.autograd.kernel.Places;

/// Elements picked by tensors of places or by a mask. All copy; [Indexing#at(Index...)] picks along
/// several dimensions at once, [Scattering] writes back.
public sealed interface Gathering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The parts at the places `index` along dimension `dim`, in that order.
  ///
  /// Shape: `S` with the size of `index` at `dim`. Gradient: `dx` is `dy` added up at the places.
  /// Like `torch.index_select`.
  ///
  /// @param index INT64, of one dimension
  /// @throws ShapeException if the dimension does not exist or `index` has several
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor indexSelect(int dim, Tensor index) {
    return Lookup.along("indexSelect", self().shape(), dim, index).take("indexSelect", self());
  }

  /// Picks along dimension `dim`: `y[i][j][k] = x[index[i][j][k]][j][k]` for `dim` 0, and so on.
  ///
  /// Shape: that of `index`, which must be no larger than `x` in the other dimensions. Gradient:
  /// `dx` is `dy` added up at the places. Like `torch.gather`.
  ///
  /// @param index INT64, with as many dimensions as this
  /// @throws ShapeException if the shapes do not fit
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor gather(int dim, Tensor index) {
    return Lookup.byElement("gather", self().shape(), dim, index, false).take("gather", self());
  }

  /// Picks along dimension `dim`, as [#gather] does, but broadcasts both in the other dimensions,
  /// and counts negative places from the end. It undoes what gives places along a dimension:
  /// `x.takeAlongDim(x.argsort(dim), dim)` is `x` sorted.
  ///
  /// Gradient: `dx` is `dy` added up at the places. Like `torch.take_along_dim`.
  ///
  /// @param indices INT64, with as many dimensions as this
  /// @throws ShapeException if the shapes do not broadcast elsewhere than along `dim`
  /// @throws IllegalArgumentException if `indices` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor takeAlongDim(Tensor indices, int dim) {
    Shape shape = self().shape();
    if (shape.dim() == 0) {
      throw new ShapeException(
          "takeAlongDim: shape [] is a single number, which has no dimension %d to pick along; leave"
              + " out the dimension",
          dim);
    }
    int along = shape.checkDim("takeAlongDim", dim);
    Lookup.requireIndex("takeAlongDim", indices);
    if (indices.dim() != shape.dim()) {
      throw new ShapeException(
          "takeAlongDim: indices %s have other dimensions than shape %s; give them as many, or no"
              + " dim to pick from all elements",
          indices.shape(), shape);
    }
    int[] from = shape.toArray();
    int[] to = indices.shape().toArray();
    from[along] = to[along] = 1;
    int[] common = Shape.of(from).broadcast("takeAlongDim", Shape.of(to)).toArray();
    Tensor source = expandedBut(self(), common, along);
    Tensor places = expandedBut(indices, common, along);
    return Lookup.byElement("takeAlongDim", source.shape(), along, places, true)
        .take("takeAlongDim", source);
  }

  private static Tensor expandedBut(Tensor x, int[] common, int along) {
    int[] sizes = common.clone();
    sizes[along] = x.size(along);
    return Shape.of(sizes).equals(x.shape()) ? x : x.expand(sizes);
  }

  /// Picks from all elements in row-major order; both are flattened. Like `torch.take_along_dim`.
  default Tensor takeAlongDim(Tensor indices) {
    Lookup.requireIndex("takeAlongDim", indices);
    return Lookup.flat("takeAlongDim", self().shape(), indices.flatten())
        .take("takeAlongDim", self());
  }

  /// Picks from all elements in row-major order.
  ///
  /// Shape: that of `index`. Gradient: `dx` is `dy` added up at the places. Like `torch.take`.
  ///
  /// @param index INT64; negative places count from the end
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not exist
  default Tensor take(Tensor index) {
    return Lookup.flat("take", self().shape(), index).take("take", self());
  }

  /// The elements where `mask` is true, in row-major order; both broadcast first.
  ///
  /// Shape: one dimension. Gradient: `dx` is `dy` where true, 0 elsewhere. Like
  /// `torch.masked_select`.
  ///
  /// @throws ShapeException if they do not broadcast
  /// @throws IllegalArgumentException if the mask is not BOOL
  default Tensor maskedSelect(Tensor mask) {
    Lookup.requireMask("maskedSelect", mask);
    Shape shape = self().shape().broadcast("maskedSelect", mask.shape());
    Tensor source = shape.equals(self().shape()) ? self() : self().expand(shape.toArray());
    return Lookup.where(mask.detach().expand(shape.toArray())).take("maskedSelect", source);
  }

  /// The places of all elements that are not zero, one per row, in row-major order; INT64.
  ///
  /// Shape: `[count, dim()]`. Not differentiable. Like `torch.nonzero`;
  /// [Tensor#where(Tensor)][Tensor#where] gives one tensor per dimension.
  default Tensor nonzero() {
    Tensor[] along = Lookup.nonzero(self().detach());
    int count = along.length == 0 ? Places.nonzero(self().array()).length : 0;
    return along.length == 0 ? Tensor.zeros(DType.INT64, count, 0) : Tensor.stack(1, along);
  }
}
