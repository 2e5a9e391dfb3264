package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Convolutions;
import gradus.nn.functional.PaddingMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// What layers of filters have in common: their parameters, first values and text.
abstract sealed class ConvolutionLayer extends Layer
    permits Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d {
  private final int inChannels;
  private final int outChannels;
  private final int[] kernel;
  private final Convolution options;
  private final Tensor weight;
  private final Tensor bias;

  ConvolutionLayer(
      int dims,
      int inChannels,
      int outChannels,
      int[] kernel,
      Convolution options,
      boolean bias,
      boolean transposed) {
    int groups = options.groups();
    requireChannels(inChannels, outChannels, groups);
    requireKernel(dims, kernel);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernel = kernel.clone();
    this.options = options;
    int[] sizes = new int[2 + kernel.length];
    sizes[0] = transposed ? inChannels : outChannels;
    sizes[1] = (transposed ? outChannels : inChannels) / groups;
    System.arraycopy(kernel, 0, sizes, 2, kernel.length);
    weight = parameter("weight", Tensor.zeros(sizes));
    this.bias = bias ? parameter("bias", Tensor.zeros(outChannels)) : null;
    Init.resetLinear(weight, this.bias);
  }

  private void requireChannels(int inChannels, int outChannels, int groups) {
    if (groups < 1 || inChannels < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "%s: %d channels to %d in %d groups: all must be 1 or more, and the groups divide both"
              .formatted(simpleName(), inChannels, outChannels, groups));
    }
  }

  private void requireKernel(int dims, int[] kernel) {
    if (kernel.length != dims || Arrays.stream(kernel).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "%s: kernel %s; it must have %d number(s), each 1 or more"
              .formatted(simpleName(), Arrays.toString(kernel), dims));
    }
  }

  /// `kernel` for each of `dims` dimensions.
  static int[] square(int dims, int kernel) {
    int[] sizes = new int[dims];
    Arrays.fill(sizes, kernel);
    return sizes;
  }

  /// [Convolution#DEFAULT] with this stride.
  public static Convolution stride(int... stride) {
    return Convolutions.stride(stride);
  }

  /// [Convolution#DEFAULT] with this padding.
  public static Convolution padding(int... padding) {
    return Convolutions.padding(padding);
  }

  /// [Convolution#DEFAULT] with as much padding as keeps the image's size.
  public static Convolution samePadding() {
    return Convolutions.samePadding();
  }

  /// [Convolution#DEFAULT] with this dilation.
  public static Convolution dilation(int... dilation) {
    return Convolutions.dilation(dilation);
  }

  /// [Convolution#DEFAULT] with this number of groups.
  public static Convolution groups(int groups) {
    return Convolutions.groups(groups);
  }

  /// The filters.
  public final Tensor weight() {
    return weight;
  }

  /// The number added to each channel, or null if this layer adds none.
  public final Tensor bias() {
    return bias;
  }

  final Convolution options() {
    return options;
  }

  int[] outputPadding() {
    return new int[] {0};
  }

  @Override
  protected final String describe() {
    StringJoiner text = new StringJoiner(", ");
    text.add("%d, %d".formatted(inChannels, outChannels));
    text.add("kernel_size=" + tuple(Repr.list(kernel)));
    text.add("stride=" + tuple(options.stride()));
    if (options.same()) {
      text.add("padding=same");
    } else {
      addUnless(0, "padding=", options.padding(), text);
    }
    addUnless(1, "dilation=", options.dilation(), text);
    addUnless(0, "output_padding=", Repr.list(outputPadding()), text);
    if (options.groups() != 1) {
      text.add("groups=" + options.groups());
    }
    if (bias == null) {
      text.add("bias=False");
    }
    if (options.paddingMode() != PaddingMode.CONSTANT) {
      text.add("padding_mode=" + options.paddingMode().name().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private void addUnless(int usual, String name, List<Integer> numbers, StringJoiner text) {
    if (numbers.stream().anyMatch(number -> number != usual)) {
      text.add(name + tuple(numbers));
    }
  }

  private String tuple(List<Integer> numbers) {
    return Repr.tuple(
        numbers.size() == 1 ? Collections.nCopies(kernel.length, numbers.get(0)) : numbers);
  }
}
