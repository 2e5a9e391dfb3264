package gradus.nn.data;

/// Some samples of another data set, in an order of their own. Like `torch.utils.data.Subset`.
///
/// @param <S> what one sample is
public final class Subset<S> implements Dataset<S> {
  private final Dataset<? extends S> dataset;
  private final int[] indices;

  /// Makes a data set of the samples `indices` of `dataset`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such sample
  public Subset(Dataset<? extends S> dataset, int... indices) {
    for (int index : indices) {
      Samples.checkIndex("Subset", index, dataset.size());
    }
    this.dataset = dataset;
    this.indices = indices.clone();
  }

  /// The data set that this is a part of.
  public Dataset<? extends S> dataset() {
    return dataset;
  }

  /// A copy of the samples' numbers in [#dataset()].
  public int[] indices() {
    return indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public S get(int index) {
    return dataset.get(indices[Samples.checkIndex("Subset", index, indices.length)]);
  }
}
