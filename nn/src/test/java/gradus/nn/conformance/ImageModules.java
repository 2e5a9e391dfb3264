package gradus.nn.conformance;

import gradus.nn.*;
import gradus.nn.functional.Convolution;
import gradus.nn.functional.Interpolation;
import gradus.nn.functional.PaddingMode;
import gradus.nn.functional.Window;
import java.util.Arrays;
import java.util.Locale;

/// Convolutions, pooling, padding and resizing.
final class ImageModules {
  private ImageModules() {}

  static void addTo(Modules all) {
    convolutions(all);
    pooling(all);
    padding(all);
  }

  private static void convolutions(Modules all) {
    all.layer(
        "Conv1d",
        a -> new Conv1d(in(a), out(a), kernel(a, 1)[0], convolution(a), a.flag(7, "bias", true)));
    all.layer(
        "Conv2d",
        a -> new Conv2d(in(a), out(a), kernel(a, 2), convolution(a), a.flag(7, "bias", true)));
    all.layer(
        "ConvTranspose1d",
        a ->
            new ConvTranspose1d(
                in(a),
                out(a),
                kernel(a, 1),
                transposed(a),
                a.flag(7, "bias", true),
                a.integers(5, "output_padding", 0)));
    all.layer(
        "ConvTranspose2d",
        a ->
            new ConvTranspose2d(
                in(a),
                out(a),
                kernel(a, 2),
                transposed(a),
                a.flag(7, "bias", true),
                a.integers(5, "output_padding", 0)));
  }

  private static int in(ModuleArguments a) {
    return a.integer(0, "in_channels");
  }

  private static int out(ModuleArguments a) {
    return a.integer(1, "out_channels");
  }

  private static int[] kernel(ModuleArguments a, int dims) {
    int[] sizes = a.integers(2, "kernel_size");
    int[] kernel = new int[dims];
    Arrays.setAll(kernel, d -> sizes[d % sizes.length]);
    return kernel;
  }

  private static Convolution convolution(ModuleArguments a) {
    String mode = a.text(8, "padding_mode", "zeros");
    Convolution options =
        Conv2d.stride(a.integers(3, "stride", 1))
            .dilation(a.integers(5, "dilation", 1))
            .groups(a.integer(6, "groups", 1))
            .paddingMode(
                mode.equals("zeros")
                    ? PaddingMode.CONSTANT
                    : PaddingMode.valueOf(mode.toUpperCase(Locale.ROOT)));
    return a.isText(4, "padding")
        ? a.text(4, "padding", "").equals("same") ? options.samePadding() : options
        : options.padding(a.integers(4, "padding", 0));
  }

  private static Convolution transposed(ModuleArguments a) {
    return Conv2d.stride(a.integers(3, "stride", 1))
        .padding(a.integers(4, "padding", 0))
        .groups(a.integer(6, "groups", 1))
        .dilation(a.integers(8, "dilation", 1));
  }

  private static void pooling(Modules all) {
    all.layer("MaxPool1d", a -> new MaxPool1d(window(a, 5).dilation(a.integers(3, "dilation", 1))));
    all.layer("MaxPool2d", a -> new MaxPool2d(window(a, 5).dilation(a.integers(3, "dilation", 1))));
    all.layer("AvgPool1d", a -> new AvgPool1d(window(a, 3), a.flag(4, "count_include_pad", true)));
    all.layer("AvgPool2d", a -> new AvgPool2d(window(a, 3), a.flag(4, "count_include_pad", true)));
    all.layer("AdaptiveAvgPool1d", a -> new AdaptiveAvgPool1d(a.integer(0, "output_size")));
    all.layer("AdaptiveAvgPool2d", a -> new AdaptiveAvgPool2d(a.integers(0, "output_size")));
  }

  private static Window window(ModuleArguments a, int ceilModePlace) {
    int[] kernel = a.integers(0, "kernel_size");
    return MaxPool2d.kernel(kernel)
        .stride(a.integers(1, "stride", kernel))
        .padding(a.integers(2, "padding", 0))
        .ceilMode(a.flag(ceilModePlace, "ceil_mode", false));
  }

  private static void padding(Modules all) {
    all.layer("ZeroPad1d", a -> new ZeroPad1d(a.integers(0, "padding")));
    all.layer("ZeroPad2d", a -> new ZeroPad2d(a.integers(0, "padding")));
    all.layer("ConstantPad1d", a -> new ConstantPad1d(around(a, 1), a.number(1, "value", 0)));
    all.layer("ConstantPad2d", a -> new ConstantPad2d(around(a, 2), a.number(1, "value", 0)));
    all.layer("ReflectionPad1d", a -> new ReflectionPad1d(a.integers(0, "padding")));
    all.layer("ReflectionPad2d", a -> new ReflectionPad2d(a.integers(0, "padding")));
    all.layer("ReplicationPad1d", a -> new ReplicationPad1d(a.integers(0, "padding")));
    all.layer("ReplicationPad2d", a -> new ReplicationPad2d(a.integers(0, "padding")));
    all.layer("CircularPad1d", a -> new CircularPad1d(a.integers(0, "padding")));
    all.layer("CircularPad2d", a -> new CircularPad2d(a.integers(0, "padding")));
    all.layer("PixelShuffle", a -> new PixelShuffle(a.integer(0, "upscale_factor")));
    all.layer("PixelUnshuffle", a -> new PixelUnshuffle(a.integer(0, "downscale_factor")));
    all.layer("Upsample", ImageModules::upsample);
  }

  private static int[] around(ModuleArguments a, int dims) {
    int[] given = a.integers(0, "padding");
    int[] around = new int[2 * dims];
    Arrays.setAll(around, d -> given[d % given.length]);
    return around;
  }

  private static Layer upsample(ModuleArguments a) {
    int[] size = a.integers(0, "size");
    double[] factors = a.numbers(1, "scale_factor");
    String mode = a.text(2, "mode", "nearest").replace('-', '_').toUpperCase(Locale.ROOT);
    Interpolation way = size.length > 0 ? Upsample.size(size) : Upsample.scaleFactor(factors);
    return new Upsample(
        way.mode(Interpolation.Mode.valueOf(mode)).alignCorners(a.flag(3, "align_corners", false)));
  }
}
