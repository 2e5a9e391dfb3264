package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.data.TensorDataset;
import java.util.stream.IntStream;

/// Handwritten digits: 1,797 images of 8 × 8 pixels, written by 13 people (Alpaydin and Kaynak,
/// 1998).
public final class Digits {
  private static final double BRIGHTEST = 16;
  private static final int HELD_OUT = 5;

  private Digits() {}

  /// The 1,438 digits to learn from: images `[1438, 64]` in [0, 1], labels `[1438]`.
  public static TensorDataset train() {
    return part(false);
  }

  /// Every fifth digit, 359, held out to test with.
  public static TensorDataset test() {
    return part(true);
  }

  private static TensorDataset part(boolean heldOut) {
    Tensor images = BundledData.idx("digits-images-idx3-ubyte.gz", DType.FLOAT32);
    Tensor labels = BundledData.idx("digits-labels-idx1-ubyte.gz", DType.INT64);
    long[] rows =
        IntStream.range(0, images.size(0))
            .filter(i -> (i % HELD_OUT == HELD_OUT - 1) == heldOut)
            .asLongStream()
            .toArray();
    Tensor index = Tensor.of(rows);
    return new TensorDataset(
        images.flatten(1).div(BRIGHTEST).indexSelect(0, index), labels.indexSelect(0, index));
  }
}
