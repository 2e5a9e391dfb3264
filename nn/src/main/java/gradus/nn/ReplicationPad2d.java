package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads an image with its edge. See [Padding#pad(gradus.autograd.Tensor, int[], PaddingMode)]; like
/// `torch.nn.ReplicationPad2d`.
public final class ReplicationPad2d extends PaddingLayer {
  /// Makes a layer.
  ///
  /// @param padding places left, right, top and bottom, or one number for all
  public ReplicationPad2d(int... padding) {
    super(2, PaddingMode.REPLICATE, 0, padding);
  }
}
