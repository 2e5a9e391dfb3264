package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static gradus.autograd.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.nn.functional.Interpolation.Mode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What operations on images promise beyond PyTorch's own cases.
class ImagesTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(3);
  }

  // ---- convolutions ----

  @Test
  void anImageWithoutBatchIsABatchOfOne() {
    Tensor x = Tensor.randn(3, 6, 5);
    Tensor w = Tensor.randn(4, 3, 3, 2);
    Tensor b = Tensor.randn(4);
    Tensor alone = Convolutions.conv2d(x, w, b);
    assertThat(alone.shape()).isEqualTo(Shape.of(4, 4, 4));
    assertThat(Convolutions.conv2d(x.unsqueeze(0), w, b).squeeze(0).equal(alone)).isTrue();
  }

  @Test
  void anEmptyBatchGivesNothingAndGradientsOfZero() {
    Tensor x = Tensor.zeros(0, 3, 6, 5).requiresGrad(true);
    Tensor w = Tensor.randn(4, 3, 3, 3).requiresGrad(true);
    Tensor b = Tensor.randn(4).requiresGrad(true);
    Tensor y = Convolutions.conv2d(x, w, b);
    assertThat(y.shape()).isEqualTo(Shape.of(0, 4, 4, 3));
    y.sum().backward();
    assertThat(x.grad().shape()).isEqualTo(x.shape());
    assertThat(w.grad().equal(w.zerosLike())).isTrue();
    assertThat(b.grad().equal(b.zerosLike())).isTrue();
  }

  @Test
  void aConvolutionIsOneRecordedOperation() {
    Tensor w = Tensor.randn(4, 3, 3).requiresGrad(true);
    Tensor y = Convolutions.conv1d(Tensor.randn(3, 8), w, Tensor.zeros(4));
    assertThat(y.gradFn().name()).isEqualTo("conv1d");
    assertThat(y.gradFn().inputs().get(1).isLeaf()).isTrue();
  }

  @Test
  void filtersOfOnePlaceAreAMatrixProduct() {
    Tensor x = Tensor.randn(FLOAT64, 2, 3, 4, 5);
    Tensor w = Tensor.randn(FLOAT64, 6, 3, 1, 1);
    Tensor expected = w.reshape(6, 3).matmul(x.reshape(2, 3, 20)).reshape(2, 6, 4, 5);
    assertThat(Convolutions.conv2d(x, w).allclose(expected)).isTrue();
  }

  @Test
  void theTransposedConvolutionIsTheDerivative() {
    Convolution options = Convolutions.stride(2).padding(1);
    Tensor x = Tensor.randn(FLOAT64, 2, 3, 7, 9).requiresGrad(true);
    Tensor w = Tensor.randn(FLOAT64, 4, 3, 3, 3);
    Tensor y = Convolutions.conv2d(x, w, null, options);
    Tensor g = Tensor.randn(FLOAT64, y.shape().toArray());
    y.backward(g);
    assertThat(Convolutions.convTranspose2d(g, w, null, options).allclose(x.grad())).isTrue();
  }

  @Test
  void aGradientThatIsExpandedReachesTheWeight() {
    Tensor x = Tensor.randn(2, 1, 20, 20);
    Tensor w = Tensor.randn(3, 1, 3, 3).requiresGrad(true);
    Tensor sum = Convolutions.conv2d(x, w).sum();
    Tensor gradient = Autograd.grad(sum, w)[0];
    Tensor windows = Convolutions.unfold(x, Pooling.kernel(3).stride(1)).sum(0, 2);
    assertThat(gradient.allclose(windows.reshape(1, 1, 3, 3).expand(3, 1, 3, 3), 1e-4, 1e-4, false))
        .isTrue();
  }

  @Test
  void infinityReachesTheWeightsThatSeeItAndNoOthers() {
    Tensor x = Tensor.ones(1, 1, 5, 20);
    x.put(Tensor.scalar(Double.POSITIVE_INFINITY), index(0), index(0), index(2), index(19));
    Tensor w = Tensor.ones(1, 1, 1, 3).requiresGrad(true);
    Convolutions.conv2d(x, w).sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(90, 90, Double.POSITIVE_INFINITY);
  }

  @Test
  void convolutionsThatDoNotFitAreExplained() {
    Tensor x = Tensor.zeros(2, 3, 8, 8);
    Tensor w = Tensor.zeros(4, 3, 3, 3);
    assertRefused(
        () -> Convolutions.conv2d(x, Tensor.zeros(4, 2, 3, 3)),
        "conv2d: input [2, 3, 8, 8], weight [4, 2, 3, 3], groups 1: the input's channels (3) must"
            + " be groups times the weight's second size (2), and groups divide its first (4)");
    assertRefused(
        () -> Convolutions.conv2d(Tensor.zeros(8, 8), w),
        "conv2d: input [8, 8] and weight [4, 3, 3, 3]: the input must be [batch, channels, height,"
            + " width] or without batch, the weight have 4 dimensions, and only the batch may be"
            + " empty; unsqueeze(0) adds a dimension");
    assertRefused(
        () -> Convolutions.conv2d(x.to(INT64), w.to(INT64)),
        "conv2d: input INT64, weight INT64: all must have one floating-point type; cast them with"
            + " to(…)");
    assertRefused(
        () -> Convolutions.conv2d(x, w, Tensor.zeros(3)),
        "conv2d: a bias of shape [3] for 4 channels; it must have one number for each: [4]");
    assertRefused(
        () -> Convolutions.conv2d(x, Tensor.zeros(4, 3, 9, 3)),
        "conv2d: input [2, 3, 8, 8] and weight [4, 3, 9, 3]: a window reaches over 9 places, but"
            + " the padded input has only 8; pad more, or use a smaller kernel");
    assertRefused(
        () -> Convolutions.conv2d(x, w, null, Convolutions.stride(0)),
        "conv2d: stride is [0]; it must be 1 or more");
    assertRefused(
        () -> Convolutions.conv2d(x, w, null, Convolutions.stride(1, 2, 3)),
        "conv2d: stride [1, 2, 3] has 3 numbers; give one for all dimensions, or 2");
    assertRefused(
        () -> Convolutions.conv2d(x, w, null, Convolutions.samePadding().stride(2)),
        "conv2d: samePadding with stride [2]: only stride 1 can keep the size; use padding(…)");
    assertRefused(
        () -> Convolutions.convTranspose2d(x, w, null),
        "convTranspose2d: input [2, 3, 8, 8], weight [4, 3, 3, 3], groups 1: the input's channels"
            + " (3) must be the weight's first size (4), and groups divide it; a transposed weight"
            + " is [in, out / groups, …]");
    assertRefused(
        () ->
            Convolutions.convTranspose2d(x, Tensor.zeros(3, 1, 3, 3), null, Convolution.DEFAULT, 1),
        "convTranspose2d: outputPadding 1; it must be less than the stride (1) or the dilation"
            + " (1)");
  }

  // ---- pooling ----

  @Test
  void theFirstOfEqualElementsIsChosenAndNaNIsGreatest() {
    Tensor x = Tensor.of(FLOAT64, 5, 5, 1, Double.NaN, 2, 5, 3, 4).reshape(1, 2, 4);
    MaxPoolResult result = Pooling.maxPool2dWithIndices(x, Pooling.kernel(2));
    assertThat(result.values().toDoubleArray()).containsExactly(5, Double.NaN);
    assertThat(result.indices().toLongArray()).containsExactly(0, 3);
    MaxPoolResult wide = Pooling.maxPool2dWithIndices(x, Pooling.kernel(2, 3).padding(0, 1));
    assertThat(wide.indices().toLongArray()).containsExactly(0, 3);
  }

  @Test
  void squaresAndOtherWindowsChooseAlike() {
    Tensor x = Tensor.randint(0, 4, 3, 2, 8, 10).to(FLOAT64);
    x.put(Tensor.scalar(FLOAT64, Double.NaN), x.eq(3));
    MaxPoolResult squares = Pooling.maxPool2dWithIndices(x, Pooling.kernel(2));
    MaxPoolResult padded =
        Pooling.maxPool2dWithIndices(
            Padding.pad(x, new int[] {1, 1, 1, 1}, Double.NEGATIVE_INFINITY),
            Pooling.kernel(2).padding(1));
    Tensor inner = padded.values().narrow(2, 1, 4).narrow(3, 1, 5);
    assertThat(inner.eq(squares.values()).logicalOr(inner.isnan()).all().itemBoolean()).isTrue();
    Tensor rows = padded.indices().narrow(2, 1, 4).narrow(3, 1, 5).floorDivide(12).sub(1);
    Tensor columns = padded.indices().narrow(2, 1, 4).narrow(3, 1, 5).remainder(12).sub(1);
    assertThat(rows.mul(10).add(columns).equal(squares.indices())).isTrue();
  }

  @Test
  void aMeanIsThatOfTheColumnOfItsWindow() {
    Window window = Pooling.kernel(3, 2).stride(2, 1).padding(1);
    Tensor x = Tensor.randn(FLOAT64, 2, 1, 7, 5);
    Tensor means = Convolutions.unfold(x, window).mean(1);
    assertThat(Pooling.avgPool2d(x, window).flatten(1).allclose(means)).isTrue();
    Tensor shares = Convolutions.unfold(x.onesLike(), window).mean(1);
    assertThat(Pooling.avgPool2d(x, window, false).flatten(1).allclose(means.div(shares))).isTrue();
  }

  @Test
  void poolingThatDoesNotFitIsExplained() {
    Tensor x = Tensor.zeros(1, 2, 5);
    assertRefused(
        () -> Pooling.maxPool1d(x, Pooling.kernel(2).padding(2)),
        "maxPool1d: padding [2] is more than half of what a window reaches over (2): a window could"
            + " lie in the padding alone; use at most 1");
    assertRefused(
        () -> Pooling.maxPool1d(x, 6),
        "maxPool1d: no window of [6] fits into an input of [1, 2, 5]; use a smaller kernel, or"
            + " padding(…)");
    assertRefused(
        () ->
            Pooling.maxPool2d(
                Tensor.zeros(1, 1, 4), Pooling.kernel(2).stride(1).padding(1).dilation(2)),
        "maxPool2d: window 0 of kernel 2 with padding 1 and dilation 2 sees nothing but padding in a"
            + " dimension of size 1; use less padding or a smaller dilation");
    assertRefused(
        () -> Pooling.avgPool2d(Tensor.zeros(4, 4), 2),
        "avgPool2d: input [4, 4]; it takes [batch, channels, height, width] or [channels, height,"
            + " width], and only the batch may be empty");
    assertRefused(
        () -> Pooling.avgPool1d(x.to(INT64), 2),
        "avgPool1d: the input is INT64; it takes FLOAT32 or FLOAT64: cast it with to(FLOAT32)");
    assertRefused(
        () -> Pooling.adaptiveAvgPool1d(x, -2),
        "adaptiveAvgPool1d: outputSize [-2]; a size is 0 or more, or KEEP");
  }

  // ---- padding and sizes ----

  @Test
  void constantPaddingTakesEveryTypeAndAnyShape() {
    assertThat(Padding.pad(Tensor.of(1L, 2, 3), new int[] {1, -1}, 7).toLongArray())
        .containsExactly(7, 1, 2);
    assertThat(Padding.pad(Tensor.of(true, true), -2, 1).toBooleanArray()).containsExactly(false);
    assertThat(Padding.pad(Tensor.zeros(0, 2), 0, 1, 1, 1).shape()).isEqualTo(Shape.of(2, 3));
    Tensor x = Tensor.randn(3, 4).t();
    assertThat(Padding.pad(x, 0, 0).equal(x)).isTrue();
  }

  @Test
  void paddingThatDoesNotFitIsExplained() {
    Tensor x = Tensor.zeros(1, 2, 3);
    assertRefused(
        () -> Padding.pad(x, 1, 2, 3),
        "pad: [1, 2, 3] has 3 numbers; give pairs, before and after, from the last dimension on");
    assertRefused(
        () -> Padding.pad(x, 0, -4),
        "pad: [0, -4] would leave dimension 2 of shape [1, 2, 3] with size -1; take fewer places"
            + " away");
    assertRefused(
        () -> Padding.pad(x, -4, 3),
        "pad: [-4, 3] would take 4 places away from dimension 2 of shape [1, 2, 3], which has 3;"
            + " take fewer places away");
    assertRefused(
        () -> Padding.pad(Tensor.zeros(2, 0), 1, -1),
        "pad: [1, -1] would take 1 places away from dimension 1 of shape [2, 0], which has 0; take"
            + " fewer places away");
    assertRefused(
        () -> Padding.pad(x, new int[] {3, 0}, PaddingMode.REFLECT),
        "pad: 3 and 0 places at the ends of a dimension of size 3 (shape [1, 2, 3]): mode REFLECT"
            + " can fill at most 2; use REPLICATE, or pad twice");
    assertRefused(
        () -> Padding.pad(Tensor.zeros(3), new int[] {1, 0}, PaddingMode.CIRCULAR),
        "pad: input [3] with 1 pairs in mode CIRCULAR: it pads the last 1, 2 or 3 dimensions,"
            + " before which stand channels and maybe a batch");
  }

  @Test
  void shufflingPixelsIsUndone() {
    Tensor x = Tensor.arange(72).reshape(2, 4, 3, 3);
    Tensor large = Vision.pixelShuffle(x, 2);
    assertThat(large.shape()).isEqualTo(Shape.of(2, 1, 6, 6));
    assertThat(large.at(0, 0, 0, 1).itemLong()).isEqualTo(9);
    assertThat(Vision.pixelUnshuffle(large, 2).equal(x)).isTrue();
  }

  @Test
  void interpolationThatDoesNotFitIsExplained() {
    Tensor x = Tensor.zeros(1, 2, 4, 4);
    assertRefused(
        () -> Vision.interpolate(x, Vision.size(8).alignCorners(true)),
        "interpolate: alignCorners with mode NEAREST, which has none; use a linear or cubic mode");
    assertRefused(
        () -> Vision.interpolate(x, Vision.size(1, 2, 3)),
        "interpolate: [1, 2, 3] has 3 numbers for 2 dimensions; give one for all, or one for each");
    assertRefused(
        () -> Vision.interpolate(x, Vision.scaleFactor(0.1).mode(Mode.BICUBIC)),
        "interpolate: input [1, 2, 4, 4] would get the size 0; every size must be 1 or more");
    assertRefused(
        () -> Vision.interpolate(x, Vision.size(8).mode(Mode.LINEAR)),
        "interpolate: input [1, 2, 4, 4] in mode LINEAR: LINEAR takes [batch, channels, length],"
            + " BILINEAR and BICUBIC [batch, channels, height, width], TRILINEAR [batch, channels,"
            + " depth, height, width], the others any of them");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
