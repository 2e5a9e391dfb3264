package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Convolutions;

/// Spreads every number of signals over a window by filters that it learns, which makes them
/// larger. See [Convolutions#convTranspose1d].
///
/// ```java
/// new ConvTranspose1d(8, 16, 3, ConvTranspose1d.stride(2).padding(1))
/// ```
///
/// Shape: `[batch, in, length]` or without batch to the same with `out` channels. Parameters:
/// `weight` `[in, out / groups, kernel]` and `bias` `[out]`, both drawn uniformly from
/// `±1/√(numbers in a filter)`. Like `torch.nn.ConvTranspose1d`.
public final class ConvTranspose1d extends ConvolutionLayer {
  private final int[] outputPadding;

  /// Makes a layer with stride 1, no padding and a bias.
  public ConvTranspose1d(int inChannels, int outChannels, int kernel) {
    this(inChannels, outChannels, kernel, Convolution.DEFAULT);
  }

  /// Makes a layer with these options and a bias.
  ///
  /// @param outputPadding places added at the end of the result; none means 0
  public ConvTranspose1d(
      int inChannels, int outChannels, int kernel, Convolution options, int... outputPadding) {
    this(inChannels, outChannels, square(1, kernel), options, true, outputPadding);
  }

  /// Makes a layer with these options, with a bias or without.
  ///
  /// @param kernel the size of a window in each dimension
  /// @param outputPadding places added at the end of the result; none means 0
  /// @throws IllegalArgumentException if the groups do not divide both numbers of channels
  public ConvTranspose1d(
      int inChannels,
      int outChannels,
      int[] kernel,
      Convolution options,
      boolean bias,
      int... outputPadding) {
    super(1, inChannels, outChannels, kernel, options, bias, true);
    this.outputPadding = outputPadding.length == 0 ? new int[] {0} : outputPadding.clone();
  }

  @Override
  int[] outputPadding() {
    return outputPadding;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Convolutions.convTranspose1d(x, weight(), bias(), options(), outputPadding);
  }
}
