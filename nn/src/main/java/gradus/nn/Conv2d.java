package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Convolutions;

/// Runs filters that it learns over images. See [Convolutions#conv2d].
///
/// ```java
/// new Conv2d(8, 16, 3, Conv2d.stride(2).padding(1))
/// ```
///
/// Shape: `[batch, in, height, width]` or without batch to the same with `out` channels.
/// Parameters: `weight` `[out, in / groups, kernelHeight, kernelWidth]` and `bias` `[out]`, both
/// drawn uniformly from `±1/√(numbers in a filter)`. Like `torch.nn.Conv2d`.
public final class Conv2d extends ConvolutionLayer {
  /// Makes a layer with stride 1, no padding and a bias.
  public Conv2d(int inChannels, int outChannels, int kernel) {
    this(inChannels, outChannels, kernel, Convolution.DEFAULT);
  }

  /// Makes a layer with these options and a bias.
  public Conv2d(int inChannels, int outChannels, int kernel, Convolution options) {
    this(inChannels, outChannels, kernel, options, true);
  }

  /// Makes a layer with these options, with a bias or without.
  ///
  /// @throws IllegalArgumentException if the groups do not divide both numbers of channels
  public Conv2d(int inChannels, int outChannels, int kernel, Convolution options, boolean bias) {
    this(inChannels, outChannels, square(2, kernel), options, bias);
  }

  /// Makes a layer with windows of this height and width, with a bias or without.
  ///
  /// @throws IllegalArgumentException if the groups do not divide both numbers of channels
  public Conv2d(int inChannels, int outChannels, int[] kernel, Convolution options, boolean bias) {
    super(2, inChannels, outChannels, kernel, options, bias, false);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Convolutions.conv2d(x, weight(), bias(), options());
  }
}
