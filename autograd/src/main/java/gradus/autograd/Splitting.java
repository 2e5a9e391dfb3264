package gradus.autograd;

import java.util.Arrays;

/// A tensor cut into views along a dimension. Views that one call gives together cannot be changed
/// in place while they are recorded; [Indexing#narrow] and [Indexing#select] give single ones that
/// can.
public sealed interface Splitting permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Parts of `splitSize` places each along dimension `dim`; the last may be smaller.
  ///
  /// Gradient: `dx` is `dy` of every part in its place. Like `torch.split`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if `splitSize` is negative, or 0 for a size that is not
  default Tensor[] split(int splitSize, int dim) {
    int along = requireDim("split", dim);
    int size = self().size(along);
    if (splitSize < 0 || splitSize == 0 && size > 0) {
      throw new IllegalArgumentException(
          "split: parts of size %d of dimension %d of shape %s; parts have a size of 1 or more"
              .formatted(splitSize, along, self().shape()));
    }
    return Parts.ofSizes("split", self(), along, equalParts(size, splitSize));
  }

  /// Parts of `splitSize` places each along the first dimension. Like `torch.split`.
  default Tensor[] split(int splitSize) {
    return split(splitSize, 0);
  }

  /// Parts of these sizes along dimension `dim`, one after the other.
  ///
  /// Gradient: `dx` is `dy` of every part in its place. Like `torch.split`.
  ///
  /// @throws ShapeException if the dimension does not exist, or the sizes do not add up to its size
  default Tensor[] split(int[] splitSizes, int dim) {
    int along = requireDim("split", dim);
    long sum = 0;
    boolean valid = true;
    for (int part : splitSizes) {
      valid &= part >= 0;
      sum += part;
    }
    if (!valid || sum != self().size(along)) {
      throw new ShapeException(
          "split: sizes %s of dimension %d of shape %s; they must be 0 or more and add up to %d",
          Arrays.toString(splitSizes), along, self().shape(), self().size(along));
    }
    return Parts.ofSizes("split", self(), along, splitSizes.clone());
  }

  /// Parts of these sizes along the first dimension. Like `torch.split`.
  default Tensor[] split(int[] splitSizes) {
    return split(splitSizes, 0);
  }

  /// At most `chunks` parts along dimension `dim`, all of the same size but the last; of an empty
  /// dimension, exactly so many empty parts.
  ///
  /// Gradient: `dx` is `dy` of every part in its place. Like `torch.chunk`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if `chunks` is less than 1, or more than 2²⁰ of an empty
  ///   dimension
  default Tensor[] chunk(int chunks, int dim) {
    int along = requireDim("chunk", dim);
    if (chunks < 1) {
      throw new IllegalArgumentException(
          "chunk: %d chunks of shape %s; ask for 1 or more".formatted(chunks, self().shape()));
    }
    int size = self().size(along);
    if (size == 0 && chunks > Parts.MOST_EMPTY) {
      throw new IllegalArgumentException(
          "chunk: %d chunks of shape %s, where dimension %d is empty, and each chunk would be too; ask for %d or fewer"
              .formatted(chunks, self().shape(), along, Parts.MOST_EMPTY));
    }
    int each = size / chunks + (size % chunks == 0 ? 0 : 1);
    return Parts.ofSizes(
        "chunk", self(), along, size == 0 ? new int[chunks] : equalParts(size, each));
  }

  /// At most `chunks` parts along the first dimension. Like `torch.chunk`.
  default Tensor[] chunk(int chunks) {
    return chunk(chunks, 0);
  }

  private static int[] equalParts(int size, int each) {
    int count = size == 0 ? 1 : (int) (((long) size + each - 1) / each);
    int[] sizes = new int[count];
    Arrays.fill(sizes, each);
    sizes[count - 1] = size - (count - 1) * each;
    return sizes;
  }

  /// Every place of dimension `dim`, which is left out.
  ///
  /// Gradient: `dx` is `dy` of every part in its place. Like `torch.unbind`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor[] unbind(int dim) {
    return Parts.places("unbind", self(), requireDim("unbind", dim));
  }

  /// Every place of the first dimension, which is left out. Like `torch.unbind`.
  default Tensor[] unbind() {
    return unbind(0);
  }

  private int requireDim(String name, int dim) {
    if (self().dim() == 0) {
      throw new ShapeException(
          "%s: a single number has no dimension to cut; unsqueeze(0) gives it one", name);
    }
    return self().shape().checkDim(name, dim);
  }

  /// Windows of `size` places of dimension `dimension`, `step` apart, as one view: the dimension
  /// counts the windows, and the places within a window are a new last dimension. Where windows
  /// overlap they show the same memory, so the view cannot be written in place.
  ///
  /// Shape: `[…, n, …]` to `[…, (n - size) / step + 1, …, size]`. Gradient: `dx` is `dy` added up
  /// over the windows. Like `Tensor.unfold`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException if `size` is negative or exceeds the dimension's, or `step`
  ///   is less than 1
  default Tensor unfold(int dimension, int size, int step) {
    int along = self().shape().checkDim("unfold", dimension);
    int whole = self().dim() == 0 ? 1 : self().size(along);
    if (size < 0 || size > whole || step < 1) {
      throw new IllegalArgumentException(
          "unfold: windows of size %d, %d apart, in dimension %d of shape %s; a window has 0 to %d"
                  .formatted(size, step, along, self().shape(), whole)
              + " places, and the step is 1 or more");
    }
    if (self().dim() == 0) {
      return Op.view("unfold", self(), geometry -> geometry.unsqueeze(0).slice(0, 0, size, 1));
    }
    return Op.view("unfold", self(), geometry -> geometry.unfold(along, size, step));
  }
}
