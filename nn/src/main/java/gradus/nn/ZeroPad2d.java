package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads an image with zeros. See [Padding#pad(gradus.autograd.Tensor, int[], double)]; like
/// `torch.nn.ZeroPad2d`.
public final class ZeroPad2d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places left, right, top and bottom, or one number for all
  public ZeroPad2d(int... padding) {
    super(2, PaddingMode.CONSTANT, 0, padding);
  }
}
