package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// The greatest element of every window of an image. See [Pooling#maxPool2d(Tensor, Window)]; like
/// `torch.nn.MaxPool2d`.
public final class MaxPool2d extends PoolingLayer {
  /// Makes a layer of windows of `kernel` x `kernel`, side by side.
  public MaxPool2d(int kernel) {
    this(kernel(kernel));
  }

  /// Makes a layer of these windows, as in `new MaxPool2d(MaxPool2d.kernel(3).stride(2))`.
  public MaxPool2d(Window window) {
    super(window);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Pooling.maxPool2d(x, window());
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
