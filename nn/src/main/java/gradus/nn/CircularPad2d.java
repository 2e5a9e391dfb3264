package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads an image with its other end. See [Padding#pad(gradus.autograd.Tensor, int[], PaddingMode)];
/// like `torch.nn.CircularPad2d`.
public final class CircularPad2d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places left, right, top and bottom, or one number for all
  public CircularPad2d(int... padding) {
    super(2, PaddingMode.CIRCULAR, 0, padding);
  }
}
