package gradus.nn.data;

/// The numbers of samples.
final class Samples {
  private Samples() {}

  /// The number `index`, which one of `size` samples must have.
  ///
  /// @param name of the data set, with which the error begins
  static int checkIndex(String name, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          size == 0
              ? "%s: there is no sample %d, nor any other: it is empty".formatted(name, index)
              : "%s: there is no sample %d among %d; use 0 to %d"
                  .formatted(name, index, size, size - 1));
    }
    return index;
  }
}
