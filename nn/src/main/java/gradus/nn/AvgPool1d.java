package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// The mean of every window of a signal. See [Pooling#avgPool1d(Tensor, Window, boolean)]; like
/// `torch.nn.AvgPool1d`.
public final class AvgPool1d extends PoolingLayer {
  private final boolean countIncludePad;

  /// Makes a layer of windows of `kernel`, side by side.
  public AvgPool1d(int kernel) {
    this(kernel(kernel));
  }

  /// Makes a layer of these windows, padding counted as zeros.
  public AvgPool1d(Window window) {
    this(window, true);
  }

  /// Makes a layer of these windows.
  ///
  /// @param countIncludePad whether padding counts as elements that are 0
  public AvgPool1d(Window window, boolean countIncludePad) {
    super(window);
    this.countIncludePad = countIncludePad;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Pooling.avgPool1d(x, window(), countIncludePad);
  }

  @Override
  protected String describe() {
    Window window = window();
    return "kernel_size=%s, stride=%s, padding=%s"
        .formatted(
            Repr.tuple(window.kernel()),
            Repr.tuple(window.stride().isEmpty() ? window.kernel() : window.stride()),
            Repr.tuple(window.padding()));
  }
}
