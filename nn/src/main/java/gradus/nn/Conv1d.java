package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Convolutions;

/// Runs filters that it learns over signals. See [Convolutions#conv1d].
///
/// ```java
/// new Conv1d(8, 16, 3, Conv1d.stride(2).padding(1))
/// ```
///
/// Shape: `[batch, in, length]` or without batch to the same with `out` channels. Parameters:
/// `weight` `[out, in / groups, kernel]` and `bias` `[out]`, both drawn uniformly from
/// `±1/√(numbers in a filter)`. Like `torch.nn.Conv1d`.
public final class Conv1d extends ConvolutionLayer {
  /// Makes a layer with stride 1, no padding and a bias.
  public Conv1d(int inChannels, int outChannels, int kernel) {
    this(inChannels, outChannels, kernel, Convolution.DEFAULT);
  }

  /// Makes a layer with these options and a bias.
  public Conv1d(int inChannels, int outChannels, int kernel, Convolution options) {
    this(inChannels, outChannels, kernel, options, true);
  }

  /// Makes a layer with these options, with a bias or without.
  ///
  /// @throws IllegalArgumentException if the groups do not divide both numbers of channels
  public Conv1d(int inChannels, int outChannels, int kernel, Convolution options, boolean bias) {
    super(1, inChannels, outChannels, square(1, kernel), options, bias, false);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Convolutions.conv1d(x, weight(), bias(), options());
  }
}
