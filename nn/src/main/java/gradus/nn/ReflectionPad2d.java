package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads an image with its mirror image. See [Padding#pad(gradus.autograd.Tensor, int[],
/// PaddingMode)]; like `torch.nn.ReflectionPad2d`.
public final class ReflectionPad2d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places left, right, top and bottom, or one number for all
  public ReflectionPad2d(int... padding) {
    super(2, PaddingMode.REFLECT, 0, padding);
  }
}
