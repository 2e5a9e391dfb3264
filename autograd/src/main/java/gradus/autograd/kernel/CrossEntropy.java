package gradus.autograd.kernel;

import gradus.autograd.Shape;

/// The cross-entropy of rows of scores with one right class each, and its derivative.
///
/// A label that equals `ignored` makes its row count for nothing: its loss and gradient are 0.
public final class CrossEntropy {
  private CrossEntropy() {}

  /// The loss of every row of `x`, in a fresh array of one dimension. Leaves the softmax of every
  /// row in `softmax`, a contiguous array as long as `x`, for [#backward].
  public static Array losses(Rows x, long[] labels, long ignored, Array softmax) {
    Array losses = Array.zeros(x.data().dtype(), Shape.of(x.count()));
    int n = x.length();
    int from = x.data().offset();
    switch (losses.storage()) {
      case Storage.F32 s ->
          FloatSoftmax.crossEntropy(
              x.data().floats(), from, labels, ignored, softmax.floats(), s.data(), n);
      case Storage.F64 s ->
          DoubleSoftmax.crossEntropy(
              x.data().doubles(), from, labels, ignored, softmax.doubles(), s.data(), n);
      default -> throw new IllegalArgumentException("a kernel was given " + x.data().dtype());
    }
    return losses;
  }

  /// The gradient of the scores from the gradients `g` of the rows' losses: one for each row, or a
  /// single number for all. In a fresh array like `softmax`.
  public static Array backward(Array g, Array softmax, long[] labels, long ignored) {
    Array slopes = Array.zeros(softmax.dtype(), softmax.shape());
    int rows = labels.length;
    int n = rows == 0 ? 0 : softmax.numel() / rows;
    int step = g.numel() == 1 ? 0 : 1;
    for (int r = 0; r < rows; r++) {
      if (labels[r] == ignored) {
        continue;
      }
      double slope = g.storage().get(g.offset() + r * step);
      int label = (int) labels[r];
      switch (slopes.storage()) {
        case Storage.F32 s ->
            FloatSoftmax.crossEntropyBackward(
                (float) slope, softmax.floats(), r * n, label, s.data(), r * n, n);
        case Storage.F64 s ->
            DoubleSoftmax.crossEntropyBackward(
                slope, softmax.doubles(), r * n, label, s.data(), r * n, n);
        default -> throw new IllegalArgumentException("a kernel was given " + softmax.dtype());
      }
    }
    return slopes;
  }
}
