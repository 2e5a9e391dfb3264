package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Vision;

/// Makes channels out of squares of elements. See [Vision#pixelUnshuffle]; like
/// `torch.nn.PixelUnshuffle`.
public final class PixelUnshuffle extends Layer {
  private final int downscaleFactor;

  /// Makes a layer of this factor.
  public PixelUnshuffle(int downscaleFactor) {
    this.downscaleFactor = downscaleFactor;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Vision.pixelUnshuffle(x, downscaleFactor);
  }

  @Override
  protected String describe() {
    return "downscale_factor=" + downscaleFactor;
  }
}
