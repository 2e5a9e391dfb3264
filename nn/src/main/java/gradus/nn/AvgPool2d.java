package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// The mean of every window of an image. See [Pooling#avgPool2d(Tensor, Window, boolean)]; like
/// `torch.nn.AvgPool2d`.
public final class AvgPool2d extends PoolingLayer {
  private static final int COUNTED = 0;

  private final boolean countIncludePad;
  private final int divisorOverride;

  /// Makes a layer of windows of `kernel` x `kernel`, side by side.
  public AvgPool2d(int kernel) {
    this(kernel(kernel));
  }

  /// Makes a layer of these windows, padding counted as zeros.
  public AvgPool2d(Window window) {
    this(window, true);
  }

  /// Makes a layer of these windows.
  ///
  /// @param countIncludePad whether padding counts as elements that are 0
  public AvgPool2d(Window window, boolean countIncludePad) {
    super(window);
    this.countIncludePad = countIncludePad;
    divisorOverride = COUNTED;
  }

  /// Makes a layer that divides the sum of each window by `divisorOverride`.
  ///
  /// @throws IllegalArgumentException if it is 0
  public AvgPool2d(Window window, int divisorOverride) {
    super(window);
    if (divisorOverride == 0) {
      throw new IllegalArgumentException(
          "AvgPool2d: divisorOverride is 0; divide by another number");
    }
    countIncludePad = true;
    this.divisorOverride = divisorOverride;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return divisorOverride == COUNTED
        ? Pooling.avgPool2d(x, window(), countIncludePad)
        : Pooling.avgPool2d(x, window(), divisorOverride);
  }

  @Override
  protected String describe() {
    return "kernel_size=%s, stride=%s, padding=%s"
        .formatted(Repr.sizes(window().kernel()), stride(), Repr.sizes(window().padding()));
  }
}
