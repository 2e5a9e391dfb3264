package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads a signal with its mirror image. See [Padding#pad(gradus.autograd.Tensor, int[],
/// PaddingMode)]; like `torch.nn.ReflectionPad1d`.
public final class ReflectionPad1d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places before and after, or one number for all
  public ReflectionPad1d(int... padding) {
    super(1, PaddingMode.REFLECT, 0, padding);
  }
}
