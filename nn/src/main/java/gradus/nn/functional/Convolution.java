package gradus.nn.functional;

import java.util.List;

/// How filters run over an image: `Convolutions.stride(2).padding(1)`. Each of stride, padding and
/// dilation is one number for all dimensions of the image, or one for each.
///
/// @param stride places from window to window
/// @param padding places added at both ends of each dimension
/// @param same whether as much is padded as keeps the image's size, instead of `padding`
/// @param dilation places between neighbours in a window
/// @param groups the number of groups of channels, each of which sees nothing of the others
/// @param paddingMode what stands in the padding
public record Convolution(
    List<Integer> stride,
    List<Integer> padding,
    boolean same,
    List<Integer> dilation,
    int groups,
    PaddingMode paddingMode) {
  /// Stride 1, no padding, dilation 1, one group.
  public static final Convolution DEFAULT =
      new Convolution(List.of(1), List.of(0), false, List.of(1), 1, PaddingMode.CONSTANT);

  /// Sets the places from window to window, 1 or more.
  public Convolution stride(int... stride) {
    return new Convolution(PerDimension.list(stride), padding, same, dilation, groups, paddingMode);
  }

  /// Sets the places added at both ends, 0 or more.
  public Convolution padding(int... padding) {
    return new Convolution(
        stride, PerDimension.list(padding), false, dilation, groups, paddingMode);
  }

  /// Pads as much as keeps the image's size; the stride must be 1. Where that is an odd number, the
  /// end gets one more than the beginning. Like `padding='same'`.
  public Convolution samePadding() {
    return new Convolution(stride, padding, true, dilation, groups, paddingMode);
  }

  /// Sets the places between neighbours in a window, 1 or more.
  public Convolution dilation(int... dilation) {
    return new Convolution(stride, padding, same, PerDimension.list(dilation), groups, paddingMode);
  }

  /// Sets the number of groups, 1 or more, which divides both numbers of channels.
  public Convolution groups(int groups) {
    return new Convolution(stride, padding, same, dilation, groups, paddingMode);
  }

  /// Sets what stands in the padding; zeros are [PaddingMode#CONSTANT].
  public Convolution paddingMode(PaddingMode paddingMode) {
    return new Convolution(stride, padding, same, dilation, groups, paddingMode);
  }
}
