package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads a signal with its edge. See [Padding#pad(gradus.autograd.Tensor, int[], PaddingMode)]; like
/// `torch.nn.ReplicationPad1d`.
public final class ReplicationPad1d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places before and after, or one number for all
  public ReplicationPad1d(int... padding) {
    super(1, PaddingMode.REPLICATE, 0, padding);
  }
}
