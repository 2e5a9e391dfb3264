package gradus.nn.data;

import java.util.List;

/// Data sets one after the other. Like `torch.utils.data.ConcatDataset`.
///
/// @param <S> what one sample is
public final class ConcatDataset<S> implements Dataset<S> {
  private final List<Dataset<? extends S>> parts;
  private final int size;

  /// Joins `parts` in their order.
  public ConcatDataset(List<? extends Dataset<? extends S>> parts) {
    this.parts = List.copyOf(parts);
    size = this.parts.stream().mapToInt(Dataset::size).sum();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public S get(int index) {
    int left = Samples.checkIndex("ConcatDataset", index, size);
    for (Dataset<? extends S> part : parts) {
      if (left < part.size()) {
        return part.get(left);
      }
      left -= part.size();
    }
    throw new IndexOutOfBoundsException(index);
  }
}
