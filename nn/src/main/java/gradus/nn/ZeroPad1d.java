package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads a signal with zeros. See [Padding#pad(gradus.autograd.Tensor, int[], double)]; like
/// `torch.nn.ZeroPad1d`.
public final class ZeroPad1d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places before and after, or one number for all
  public ZeroPad1d(int... padding) {
    super(1, PaddingMode.CONSTANT, 0, padding);
  }
}
