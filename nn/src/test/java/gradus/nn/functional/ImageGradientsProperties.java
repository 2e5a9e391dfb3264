package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Tensor;
import gradus.nn.functional.Interpolation.Mode;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// First and second gradients of the operations on images against finite differences.
class ImageGradientsProperties {
  private static final int TRIES = 20;
  private static final GradCheck.Options TWICE = GradCheck.order(2);

  @Property(seed = "1", tries = TRIES)
  void conv1d(@ForAll("options") Convolution options, @ForAll boolean batched) {
    Generator.manualSeed(1);
    int groups = options.groups();
    Tensor x = batched ? randn(2, 2 * groups, 7) : randn(2 * groups, 7);
    check(
        in -> Convolutions.conv1d(in[0], in[1], in[2], options),
        x,
        randn(groups, 2, 3),
        randn(groups));
  }

  @Property(seed = "1", tries = TRIES)
  void conv2d(@ForAll("options") Convolution options, @ForAll PaddingMode mode) {
    Generator.manualSeed(2);
    int groups = options.groups();
    check(
        in -> Convolutions.conv2d(in[0], in[1], in[2], options.paddingMode(mode)),
        randn(2, groups, 5, 6),
        randn(2 * groups, 1, 2, 3),
        randn(2 * groups));
  }

  @Property(seed = "1", tries = TRIES)
  void convTranspose(
      @ForAll("options") Convolution options, @ForAll @IntRange(max = 1) int outputPadding) {
    Generator.manualSeed(3);
    int groups = options.groups();
    int added = Math.min(outputPadding, Math.max(least(options), 1) - 1);
    check(
        in -> Convolutions.convTranspose2d(in[0], in[1], in[2], options, added),
        randn(1, groups, 3, 4),
        randn(groups, 2, 3, 3),
        randn(2 * groups));
    check(
        in -> Convolutions.convTranspose1d(in[0], in[1], null, options, added),
        randn(groups, 4),
        randn(groups, 1, 3));
  }

  private static int least(Convolution options) {
    return Math.max(options.stride().get(0), options.dilation().get(0));
  }

  @Provide
  Arbitrary<Convolution> options() {
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 2);
    Arbitrary<Integer> padding = Arbitraries.integers().between(0, 2);
    return Combinators.combine(few, padding, few, few)
        .as((stride, pad, dilation, groups) ->
            Convolutions.stride(stride).padding(pad).dilation(dilation).groups(groups));
  }

  @Property(seed = "1", tries = TRIES)
  void windowsAsColumns(@ForAll("windows") Window window) {
    Generator.manualSeed(4);
    check(in -> Convolutions.unfold(in[0], window.ceilMode(false)), randn(2, 2, 5, 6));
    Tensor columns = Convolutions.unfold(randn(2, 5, 6), window.ceilMode(false));
    check(in -> Convolutions.fold(in[0], 5, 6, window.ceilMode(false)), columns);
  }

  @Property(seed = "1", tries = TRIES)
  void maxPool(@ForAll("windows") Window window) {
    Generator.manualSeed(5);
    Tensor x = Tensor.randperm(60).to(FLOAT64).reshape(2, 5, 6);
    check(in -> Pooling.maxPool2d(in[0], window), x);
    check(in -> Pooling.maxPool1d(in[0], window), x);
  }

  @Property(seed = "1", tries = TRIES)
  void avgPool(@ForAll("windows") Window dilated, @ForAll boolean counted) {
    Generator.manualSeed(6);
    Window window = dilated.dilation(1);
    check(in -> Pooling.avgPool2d(in[0], window, counted), randn(2, 5, 6));
    check(in -> Pooling.avgPool2d(in[0], window, 3), randn(1, 1, 5, 6));
    check(in -> Pooling.avgPool1d(in[0], window, counted), randn(2, 1, 6));
  }

  @Provide
  Arbitrary<Window> windows() {
    Arbitrary<Integer> small = Arbitraries.integers().between(2, 3);
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 2);
    Arbitrary<Integer> padding = Arbitraries.integers().between(0, 1);
    return Combinators.combine(small, few, padding, few, Arbitraries.of(true, false))
        .as((kernel, stride, pad, dilation, ceil) ->
            Pooling.kernel(kernel).stride(stride).padding(pad).dilation(dilation).ceilMode(ceil));
  }

  @Property(seed = "1", tries = TRIES)
  void adaptiveAvgPool(
      @ForAll @IntRange(max = 7) int height, @ForAll @IntRange(max = 7) int width) {
    Generator.manualSeed(7);
    check(in -> Pooling.adaptiveAvgPool2d(in[0], height, width), randn(2, 5, 4));
    check(in -> Pooling.adaptiveAvgPool1d(in[0], width), randn(2, 1, 5));
  }

  @Property(seed = "1", tries = TRIES)
  void pad(
      @ForAll PaddingMode mode,
      @ForAll @IntRange(min = -1, max = 2) int before,
      @ForAll @IntRange(min = -1, max = 2) int after) {
    Generator.manualSeed(8);
    int[] pads = {before, after, after, before};
    check(in -> Padding.pad(in[0], pads, mode), randn(2, 4, 5));
    check(in -> Padding.pad(in[0], pads, 1.5), randn(4, 5));
  }

  @Property(seed = "1", tries = TRIES)
  void interpolate(
      @ForAll Mode mode,
      @ForAll @IntRange(min = 1, max = 6) int size,
      @ForAll boolean alignCorners) {
    Generator.manualSeed(9);
    Tensor x =
        switch (mode) {
          case LINEAR -> randn(1, 2, 4);
          case TRILINEAR -> randn(1, 1, 2, 3, 2);
          default -> randn(2, 1, 3, 4);
        };
    Interpolation to = Vision.size(size).mode(mode).alignCorners(alignCorners && mode.hasCorners());
    check(in -> Vision.interpolate(in[0], to), x);
    check(in -> Vision.interpolate(in[0], Vision.scaleFactor(1.7).mode(mode)), x);
  }

  @Property(seed = "1", tries = 5)
  void pixels(@ForAll @IntRange(min = 1, max = 3) int factor) {
    Generator.manualSeed(10);
    check(in -> Vision.pixelShuffle(in[0], factor), randn(factor * factor, 2, 1));
    check(in -> Vision.pixelUnshuffle(in[0], factor), randn(2, factor, 2 * factor));
  }

  private static Tensor randn(int... sizes) {
    return Tensor.randn(FLOAT64, sizes);
  }

  private static void check(Function<Tensor[], Tensor> f, Tensor... inputs) {
    GradCheck.check(TWICE, f, inputs);
  }
}
