package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// The greatest element of every window of a signal. See [Pooling#maxPool1d(Tensor, Window)]; like
/// `torch.nn.MaxPool1d`.
public final class MaxPool1d extends PoolingLayer {
  /// Makes a layer of windows of `kernel`, side by side.
  public MaxPool1d(int kernel) {
    this(kernel(kernel));
  }

  /// Makes a layer of these windows, as in `new MaxPool1d(MaxPool1d.kernel(3).stride(2))`.
  public MaxPool1d(Window window) {
    super(window);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Pooling.maxPool1d(x, window());
  }

  @Override
  protected String describe() {
    return "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s"
        .formatted(
            Repr.sizes(window().kernel()),
            stride(),
            Repr.sizes(window().padding()),
            Repr.sizes(window().dilation()),
            Repr.of(window().ceilMode()));
  }
}
