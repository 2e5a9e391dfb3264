package gradus.examples;

import gradus.autograd.Tensor;

/// How often each class was taken for each other: `counts[actual][predicted]`.
record Confusion(int[][] counts) {
  static Confusion of(int classes, Tensor actual, Tensor predicted) {
    int[][] counts = new int[classes][classes];
    long[] rows = actual.toLongArray();
    long[] columns = predicted.toLongArray();
    for (int i = 0; i < rows.length; i++) {
      counts[(int) rows[i]][(int) columns[i]]++;
    }
    return new Confusion(counts);
  }

  /// The part that was predicted right.
  double accuracy() {
    int right = 0;
    int all = 0;
    for (int row = 0; row < counts.length; row++) {
      right += counts[row][row];
      for (int count : counts[row]) {
        all += count;
      }
    }
    return all == 0 ? 0 : (double) right / all;
  }

  /// The table, a row for each actual class.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("actual \\ predicted\n    ");
    for (int column = 0; column < counts.length; column++) {
      text.append("%5d".formatted(column));
    }
    for (int row = 0; row < counts.length; row++) {
      text.append("%n%4d".formatted(row));
      for (int count : counts[row]) {
        text.append(count == 0 ? "    ." : "%5d".formatted(count));
      }
    }
    return text.toString();
  }
}
