package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Axis;
import gradus.autograd.kernel.Convolve;
import gradus.autograd.kernel.Filters;

/// Filters that run over signals and images.
///
/// ```java
/// Tensor y = Convolutions.conv2d(x, weight, bias, Convolutions.stride(2).padding(1));
/// ```
public final class Convolutions {
  private Convolutions() {}

  /// [Convolution#DEFAULT] with this stride.
  public static Convolution stride(int... stride) {
    return Convolution.DEFAULT.stride(stride);
  }

  /// [Convolution#DEFAULT] with this padding.
  public static Convolution padding(int... padding) {
    return Convolution.DEFAULT.padding(padding);
  }

  /// [Convolution#DEFAULT] with as much padding as keeps the image's size.
  public static Convolution samePadding() {
    return Convolution.DEFAULT.samePadding();
  }

  /// [Convolution#DEFAULT] with this dilation.
  public static Convolution dilation(int... dilation) {
    return Convolution.DEFAULT.dilation(dilation);
  }

  /// [Convolution#DEFAULT] with this number of groups.
  public static Convolution groups(int groups) {
    return Convolution.DEFAULT.groups(groups);
  }

  /// Runs filters over signals, one step at a time. See [#conv1d(Tensor, Tensor, Tensor,
  /// Convolution)].
  public static Tensor conv1d(Tensor input, Tensor weight) {
    return conv1d(input, weight, null, Convolution.DEFAULT);
  }

  /// Runs filters over signals, one step at a time, and adds a number to each channel. See
  /// [#conv1d(Tensor, Tensor, Tensor, Convolution)].
  public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias) {
    return conv1d(input, weight, bias, Convolution.DEFAULT);
  }

  /// Runs filters over signals: `y[o, t] = b[o] + Σ w[o, c, j] · x[c, t · stride + j · dilation −
  /// padding]`, with 0 for what lies outside.
  ///
  /// Shape: `[batch, in, length]` or `[in, length]`, and `[out, in / groups, kernel]`, to `[batch,
  /// out, length']` or `[out, length']`, where `length' = (length + 2 · padding − dilation ·
  /// (kernel − 1) − 1) / stride + 1`, rounded down. Gradient: `dx` is the transposed convolution of
  /// `dy` with `w`, `dw` correlates `x` with `dy`, `db = Σ dy`; input and weight are kept. Like
  /// `torch.nn.functional.conv1d`.
  ///
  /// @param bias `[out]`, or null for none
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ or an option is out of its range
  public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias, Convolution options) {
    return convolve("conv1d", 1, input, weight, bias, options);
  }

  /// Runs filters over images, one step at a time. See [#conv2d(Tensor, Tensor, Tensor,
  /// Convolution)].
  public static Tensor conv2d(Tensor input, Tensor weight) {
    return conv2d(input, weight, null, Convolution.DEFAULT);
  }

  /// Runs filters over images, one step at a time, and adds a number to each channel. See
  /// [#conv2d(Tensor, Tensor, Tensor, Convolution)].
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias) {
    return conv2d(input, weight, bias, Convolution.DEFAULT);
  }

  /// Runs filters over images, as [#conv1d(Tensor, Tensor, Tensor, Convolution)] does over signals,
  /// in both directions.
  ///
  /// Shape: `[batch, in, height, width]` or without batch, and `[out, in / groups, kernelHeight,
  /// kernelWidth]`, to `[batch, out, height', width']` or without batch. Gradient: `dx` is the
  /// transposed convolution of `dy` with `w`, `dw` correlates `x` with `dy`, `db = Σ dy`; input and
  /// weight are kept. Like `torch.nn.functional.conv2d`.
  ///
  /// @param bias `[out]`, or null for none
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ or an option is out of its range
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, Convolution options) {
    return convolve("conv2d", 2, input, weight, bias, options);
  }

  private static Tensor convolve(
      String name, int dims, Tensor input, Tensor weight, Tensor bias, Convolution options) {
    int[] stride = PerDimension.of(name, "stride", options.stride(), dims, 1);
    int[] padding = PerDimension.of(name, "padding", options.padding(), dims, 0);
    int[] dilation = PerDimension.of(name, "dilation", options.dilation(), dims, 1);
    requireOperands(name, dims, input, weight, bias, options.groups());
    requireChannels(name, input, weight, bias, options.groups(), dims);
    boolean padded = options.paddingMode() != PaddingMode.CONSTANT;
    Axis[] axes = new Axis[dims];
    int[] pads = new int[2 * dims];
    for (int d = 0; d < dims; d++) {
      int size = input.size(d - dims);
      int reach = dilation[d] * (weight.size(d - dims) - 1);
      requireStrideOfSame(name, options, stride[d]);
      int before = options.same() ? reach / 2 : padding[d];
      int both = options.same() ? reach : 2 * padding[d];
      requireRoom(name, input, weight, size + both, reach + 1);
      int windows = (size + both - reach - 1) / stride[d] + 1;
      int kernel = weight.size(d - dims);
      pads[2 * (dims - 1 - d)] = before;
      pads[2 * (dims - 1 - d) + 1] = both - before;
      axes[d] =
          padded
              ? new Axis(size + both, kernel, stride[d], dilation[d], 0, windows)
              : new Axis(size, kernel, stride[d], dilation[d], before, windows);
    }
    Tensor x = padded ? Padding.pad(name, input, pads, options.paddingMode()) : input;
    Correlation correlation =
        correlation(x.shape(), weight, axes, options.groups(), weight.size(0) / options.groups());
    return correlation.correlate(name, x, weight, bias);
  }

  /// Spreads every number over a window, one step at a time, without a bias. See
  /// [#convTranspose1d(Tensor, Tensor, Tensor, Convolution, int...)].
  public static Tensor convTranspose1d(Tensor input, Tensor weight) {
    return convTranspose1d(input, weight, null);
  }

  /// Spreads every number over a window, one step at a time. See [#convTranspose1d(Tensor, Tensor,
  /// Tensor, Convolution, int...)].
  public static Tensor convTranspose1d(Tensor input, Tensor weight, Tensor bias) {
    return convTranspose1d(input, weight, bias, Convolution.DEFAULT);
  }

  /// Spreads every number of a signal over a window, by a filter, and adds up what overlaps: the
  /// derivative of [#conv1d(Tensor, Tensor, Tensor, Convolution)] with respect to its input, with
  /// the same options.
  ///
  /// Shape: `[batch, in, length]` or `[in, length]`, and `[in, out / groups, kernel]`, to `[batch,
  /// out, length']` or `[out, length']`, where `length' = (length − 1) · stride − 2 · padding +
  /// dilation · (kernel − 1) + outputPadding + 1`. Gradient: `dx` is the convolution of `dy` with
  /// `w`, `dw` correlates `dy` with `x`, `db = Σ dy`; input and weight are kept. Like
  /// `torch.nn.functional.conv_transpose1d`.
  ///
  /// @param bias `[out]`, or null for none
  /// @param outputPadding places added at the end of the result, fewer than stride or dilation;
  ///   none means 0
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ or an option is out of its range
  public static Tensor convTranspose1d(
      Tensor input, Tensor weight, Tensor bias, Convolution options, int... outputPadding) {
    return spread("convTranspose1d", 1, input, weight, bias, options, outputPadding);
  }

  /// Spreads every number over a window, one step at a time, without a bias. See
  /// [#convTranspose2d(Tensor, Tensor, Tensor, Convolution, int...)].
  public static Tensor convTranspose2d(Tensor input, Tensor weight) {
    return convTranspose2d(input, weight, null);
  }

  /// Spreads every number over a window, one step at a time. See [#convTranspose2d(Tensor, Tensor,
  /// Tensor, Convolution, int...)].
  public static Tensor convTranspose2d(Tensor input, Tensor weight, Tensor bias) {
    return convTranspose2d(input, weight, bias, Convolution.DEFAULT);
  }

  /// Spreads every number of an image over a window, by a filter, and adds up what overlaps: the
  /// derivative of [#conv2d(Tensor, Tensor, Tensor, Convolution)] with respect to its input, with
  /// the same options. Sizes, gradient and exceptions are those of [#convTranspose1d(Tensor,
  /// Tensor, Tensor, Convolution, int...)] in both directions. Like
  /// `torch.nn.functional.conv_transpose2d`.
  ///
  /// @param bias `[out]`, or null for none
  /// @param outputPadding places added at the end of the result, one number or one for height and
  ///   width, fewer than stride or dilation; none means 0
  public static Tensor convTranspose2d(
      Tensor input, Tensor weight, Tensor bias, Convolution options, int... outputPadding) {
    return spread("convTranspose2d", 2, input, weight, bias, options, outputPadding);
  }

  private static Tensor spread(
      String name,
      int dims,
      Tensor input,
      Tensor weight,
      Tensor bias,
      Convolution options,
      int[] outputPadding) {
    int[] stride = PerDimension.of(name, "stride", options.stride(), dims, 1);
    int[] padding = PerDimension.of(name, "padding", options.padding(), dims, 0);
    int[] dilation = PerDimension.of(name, "dilation", options.dilation(), dims, 1);
    int[] added =
        PerDimension.of(
            name,
            "outputPadding",
            PerDimension.list(outputPadding.length == 0 ? new int[] {0} : outputPadding),
            dims,
            0);
    requireZeroPadding(name, options);
    requireOperands(name, dims, input, weight, bias, options.groups());
    requireTransposedChannels(name, input, weight, bias, options.groups(), dims);
    Axis[] axes = new Axis[dims];
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      int windows = input.size(d - dims);
      int kernel = weight.size(d - dims);
      requireLessThanAStep(name, added[d], stride[d], dilation[d]);
      sizes[d] =
          (windows - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel - 1) + added[d] + 1;
      requireSomeSize(name, input, weight, sizes[d]);
      axes[d] = new Axis(sizes[d], kernel, stride[d], dilation[d], padding[d], windows);
    }
    Shape image =
        withChannels(
            PerDimension.withLast(input.shape(), sizes), dims, weight.size(1) * options.groups());
    Correlation correlation =
        correlation(image, weight, axes, options.groups(), weight.size(0) / options.groups());
    return correlation.spread(name, input, weight, bias);
  }

  private static Correlation correlation(
      Shape image, Tensor weight, Axis[] axes, int groups, int outputs) {
    int dims = axes.length;
    Axis rows = dims == 1 ? Axis.NONE : axes[0];
    Axis columns = axes[dims - 1];
    int[] windows =
        dims == 1 ? new int[] {columns.windows()} : new int[] {rows.windows(), columns.windows()};
    int images = image.dim() == dims + 2 ? image.size(0) : 1;
    return new Correlation(
        new Filters(images, groups, weight.size(1), outputs, rows, columns),
        image,
        weight.shape(),
        withChannels(PerDimension.withLast(image, windows), dims, weight.size(0)));
  }

  private static Shape withChannels(Shape shape, int dims, int channels) {
    int[] sizes = shape.toArray();
    sizes[sizes.length - 1 - dims] = channels;
    return Shape.of(sizes);
  }

  /// The windows of images as columns: `[batch, channels, height, width]` to `[batch, channels ·
  /// kernelHeight · kernelWidth, windows]`, or without batch.
  ///
  /// Gradient: `dx` is [#fold] of `dy`. Like `torch.nn.functional.unfold`.
  ///
  /// @throws ShapeException if the input holds no images, or a window does not fit into them
  /// @throws IllegalArgumentException if the input is not of a floating-point type or an option is
  ///   out of its range
  public static Tensor unfold(Tensor input, Window window) {
    PerDimension.requireImages("unfold", input, 2);
    Axis[] axes = window.axes("unfold", input.shape(), 2);
    int channels = input.size(-3);
    boolean batched = input.dim() == 4;
    Filters filters = new Filters(batched ? input.size(0) : 1, 1, channels, 1, axes[0], axes[1]);
    Shape columns =
        batched
            ? Shape.of(filters.images(), filters.taps(), filters.windows())
            : Shape.of(filters.taps(), filters.windows());
    return unfold(input, filters, input.shape(), columns);
  }

  /// Adds up windows that lie as columns into images of `height` by `width`: `[batch, channels ·
  /// kernelHeight · kernelWidth, windows]` to `[batch, channels, height, width]`, or without batch.
  ///
  /// Gradient: `dx` is [#unfold] of `dy`. Like `torch.nn.functional.fold`.
  ///
  /// @throws ShapeException if there are not as many windows in such an image, or the columns are
  ///   not whole windows
  /// @throws IllegalArgumentException if the input is not of a floating-point type or an option is
  ///   out of its range
  public static Tensor fold(Tensor input, int height, int width, Window window) {
    Op.requireGiven("fold", "the input", input);
    PerDimension.requireFloating("fold", input.dtype());
    boolean batched = input.dim() == 3;
    if (!batched && input.dim() != 2) {
      throw new ShapeException(
          "fold: input %s; it takes [batch, channels · kernel, windows] or [channels · kernel,"
              + " windows]",
          input.shape());
    }
    int images = batched ? input.size(0) : 1;
    Axis[] axes = window.axes("fold", Shape.of(1, height, width), 2);
    int kernel = axes[0].kernel() * axes[1].kernel();
    Filters filters = new Filters(images, 1, input.size(-2) / kernel, 1, axes[0], axes[1]);
    if (input.size(-2) % kernel != 0 || input.size(-1) != filters.windows()) {
      throw new ShapeException(
          "fold: input %s into %d x %d: its columns must hold a multiple of %d numbers, and there"
              + " must be %d of them, one per window",
          input.shape(), height, width, kernel, filters.windows());
    }
    Shape image =
        batched
            ? Shape.of(images, filters.inputs(), height, width)
            : Shape.of(filters.inputs(), height, width);
    return fold(input, filters, image, input.shape());
  }

  private static Tensor unfold(Tensor x, Filters filters, Shape image, Shape columns) {
    return Op.of("unfold", x)
        .forward(() -> Access.tensor(Convolve.unfold(Access.array(x), filters, columns)))
        .backward(g -> fold(g, filters, image, columns));
  }

  private static Tensor fold(Tensor x, Filters filters, Shape image, Shape columns) {
    return Op.of("fold", x)
        .forward(() -> Access.tensor(Convolve.fold(Access.array(x), filters, image)))
        .backward(g -> unfold(g, filters, image, columns));
  }

  private static void requireOperands(
      String name, int dims, Tensor input, Tensor weight, Tensor bias, int groups) {
    Op.requireGiven(name, "the input", input);
    Op.requireGiven(name, "the weight", weight);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "%s: groups is %d; it must be 1 or more".formatted(name, groups));
    }
    boolean fits = weight.dim() == dims + 2 && input.dim() >= dims + 1 && input.dim() <= dims + 2;
    for (int d = 1; fits && d <= dims + 1; d++) {
      fits = weight.size(d) > 0 && (d > dims || input.size(-d) > 0);
    }
    if (!fits || weight.size(0) == 0) {
      throw new ShapeException(
          "%s: input %s and weight %s: the input must be %s or without batch, the weight have %d"
              + " dimensions, and only the batch may be empty; unsqueeze(0) adds a dimension",
          name,
          input.shape(),
          weight.shape(),
          PerDimension.layout("[batch, channels", dims),
          dims + 2);
    }
    if (!input.dtype().isFloatingPoint()
        || input.dtype() != weight.dtype()
        || bias != null && bias.dtype() != weight.dtype()) {
      throw new IllegalArgumentException(
          "%s: input %s, weight %s%s: all must have one floating-point type; cast them with to(…)"
              .formatted(
                  name,
                  input.dtype(),
                  weight.dtype(),
                  bias == null ? "" : ", bias " + bias.dtype()));
    }
  }

  private static void requireChannels(
      String name, Tensor input, Tensor weight, Tensor bias, int groups, int dims) {
    int channels = input.size(-dims - 1);
    if (weight.size(0) % groups != 0 || channels != weight.size(1) * groups) {
      throw new ShapeException(
          "%s: input %s, weight %s, groups %d: the input's channels (%d) must be groups times the"
              + " weight's second size (%d), and groups divide its first (%d)",
          name,
          input.shape(),
          weight.shape(),
          groups,
          channels,
          weight.size(1) * groups,
          weight.size(0));
    }
    requireBias(name, bias, weight.size(0));
  }

  private static void requireTransposedChannels(
      String name, Tensor input, Tensor weight, Tensor bias, int groups, int dims) {
    int channels = input.size(-dims - 1);
    if (weight.size(0) % groups != 0 || channels != weight.size(0)) {
      throw new ShapeException(
          "%s: input %s, weight %s, groups %d: the input's channels (%d) must be the weight's first"
              + " size (%d), and groups divide it; a transposed weight is [in, out / groups, …]",
          name, input.shape(), weight.shape(), groups, channels, weight.size(0));
    }
    requireBias(name, bias, weight.size(1) * groups);
  }

  private static void requireBias(String name, Tensor bias, int channels) {
    if (bias != null && (bias.dim() != 1 || bias.size(0) != channels)) {
      throw new ShapeException(
          "%s: a bias of shape %s for %d channels; it must have one number for each: [%d]",
          name, bias.shape(), channels, channels);
    }
  }

  private static void requireStrideOfSame(String name, Convolution options, int stride) {
    if (options.same() && stride != 1) {
      throw new IllegalArgumentException(
          "%s: samePadding with stride %s: only stride 1 can keep the size; use padding(…)"
              .formatted(name, options.stride()));
    }
  }

  private static void requireZeroPadding(String name, Convolution options) {
    if (options.same() || options.paddingMode() != PaddingMode.CONSTANT) {
      throw new IllegalArgumentException(
          "%s: padding %s: a transposed convolution takes numbers and pads with zeros; use padding(…)"
              .formatted(name, options.same() ? "same" : options.paddingMode()));
    }
  }

  private static void requireRoom(String name, Tensor input, Tensor weight, int padded, int reach) {
    if (padded < reach) {
      throw new ShapeException(
          "%s: input %s and weight %s: a window reaches over %d places, but the padded input has"
              + " only %d; pad more, or use a smaller kernel",
          name, input.shape(), weight.shape(), reach, padded);
    }
  }

  private static void requireLessThanAStep(String name, int added, int stride, int dilation) {
    if (added >= Math.max(stride, dilation)) {
      throw new IllegalArgumentException(
          "%s: outputPadding %d; it must be less than the stride (%d) or the dilation (%d)"
              .formatted(name, added, stride, dilation));
    }
  }

  private static void requireSomeSize(String name, Tensor input, Tensor weight, int size) {
    if (size < 1) {
      throw new ShapeException(
          "%s: input %s and weight %s would give the size %d; use less padding",
          name, input.shape(), weight.shape(), size);
    }
  }
}
