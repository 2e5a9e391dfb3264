package gradus.nn.data;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;

/// Samples that lie in two tensors: sample `i` is row `i` of each. Like
/// `torch.utils.data.TensorDataset`.
public final class TensorDataset implements Dataset<Sample> {
  private final Tensor x;
  private final Tensor y;

  /// Makes a data set of the rows of `x` and `y`.
  ///
  /// @throws ShapeException if they have no rows, or not equally many
  public TensorDataset(Tensor x, Tensor y) {
    if (x.dim() == 0 || y.dim() == 0 || x.size(0) != y.size(0)) {
      throw new ShapeException(
          "TensorDataset: inputs %s and targets %s; both need one row per sample, so their first"
              + " sizes must be equal",
          x.shape(), y.shape());
    }
    this.x = x;
    this.y = y;
  }

  /// The inputs of all samples.
  public Tensor x() {
    return x;
  }

  /// The targets of all samples.
  public Tensor y() {
    return y;
  }

  @Override
  public int size() {
    return x.size(0);
  }

  @Override
  public Sample get(int index) {
    Samples.checkIndex("TensorDataset", index, size());
    return new Sample(x.at(index), y.at(index));
  }

  /// The samples `indices` as a batch, with memory of its own.
  Batch batch(int... indices) {
    long[] rows = Arrays.stream(indices).asLongStream().toArray();
    Tensor index = Tensor.wrap(rows, rows.length);
    return new Batch(x.indexSelect(0, index), y.indexSelect(0, index));
  }
}
