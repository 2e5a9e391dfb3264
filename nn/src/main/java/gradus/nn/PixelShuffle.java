package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Vision;

/// Makes images larger out of their channels. See [Vision#pixelShuffle]; like
/// `torch.nn.PixelShuffle`.
public final class PixelShuffle extends Layer {
  private final int upscaleFactor;

  /// Makes a layer of this factor.
  public PixelShuffle(int upscaleFactor) {
    this.upscaleFactor = upscaleFactor;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Vision.pixelShuffle(x, upscaleFactor);
  }

  @Override
  protected String describe() {
    return "upscale_factor=" + upscaleFactor;
  }
}
