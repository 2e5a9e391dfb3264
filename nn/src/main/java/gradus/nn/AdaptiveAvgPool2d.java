package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Means of windows that cover an image evenly, as many as are wanted. See
/// [Pooling#adaptiveAvgPool2d]; like `torch.nn.AdaptiveAvgPool2d`.
public final class AdaptiveAvgPool2d extends Layer {
  private final int[] outputSize;

  /// Makes a layer whose results have this height and width.
  ///
  /// @param outputSize height and width, or one number for both; [Pooling#KEEP] keeps a size
  public AdaptiveAvgPool2d(int... outputSize) {
    this.outputSize = outputSize.clone();
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Pooling.adaptiveAvgPool2d(x, outputSize);
  }

  @Override
  protected String describe() {
    String sizes =
        IntStream.of(outputSize)
            .mapToObj(size -> size == Pooling.KEEP ? "None" : Integer.toString(size))
            .collect(Collectors.joining(", "));
    return "output_size=" + (outputSize.length == 1 ? sizes : "(" + sizes + ")");
  }
}
