package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads a signal with its other end. See [Padding#pad(gradus.autograd.Tensor, int[], PaddingMode)];
/// like `torch.nn.CircularPad1d`.
public final class CircularPad1d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places before and after, or one number for all
  public CircularPad1d(int... padding) {
    super(1, PaddingMode.CIRCULAR, 0, padding);
  }
}
