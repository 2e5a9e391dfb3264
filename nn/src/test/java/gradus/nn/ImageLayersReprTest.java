package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.nn.functional.Interpolation;
import gradus.nn.functional.PaddingMode;
import gradus.nn.functional.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The layers of images as text, which is PyTorch's, and their arguments.
class ImageLayersReprTest {
  @ParameterizedTest
  @MethodSource("texts")
  void printAsInPyTorch(Layer layer, String text) {
    assertThat(layer).hasToString(text);
  }

  static Arguments[] texts() {
    int[] rectangle = {3, 5};
    return new Arguments[] {
      text(new Conv1d(2, 4, 3), "Conv1d(2, 4, kernel_size=(3,), stride=(1,))"),
      text(new Conv2d(1, 8, 3), "Conv2d(1, 8, kernel_size=(3, 3), stride=(1, 1))"),
      text(
          new Conv2d(4, 8, rectangle, Conv2d.stride(2, 1).padding(1).dilation(2).groups(4), false),
          "Conv2d(4, 8, kernel_size=(3, 5), stride=(2, 1), padding=(1, 1), dilation=(2, 2),"
              + " groups=4, bias=False)"),
      text(
          new Conv2d(1, 2, 3, Conv2d.samePadding().paddingMode(PaddingMode.REFLECT)),
          "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=same, padding_mode=reflect)"),
      text(
          new ConvTranspose1d(2, 4, 3, ConvTranspose1d.stride(2)),
          "ConvTranspose1d(2, 4, kernel_size=(3,), stride=(2,))"),
      text(
          new ConvTranspose2d(2, 4, 3, ConvTranspose2d.stride(2).padding(1), 1),
          "ConvTranspose2d(2, 4, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1),"
              + " output_padding=(1, 1))"),
      text(
          new MaxPool1d(2),
          "MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"),
      text(
          new MaxPool2d(MaxPool2d.kernel(3, 2).stride(2).padding(1).ceilMode(true)),
          "MaxPool2d(kernel_size=(3, 2), stride=2, padding=1, dilation=1, ceil_mode=True)"),
      text(new AvgPool1d(2), "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"),
      text(new AvgPool2d(2), "AvgPool2d(kernel_size=2, stride=2, padding=0)"),
      text(new AdaptiveAvgPool1d(5), "AdaptiveAvgPool1d(output_size=5)"),
      text(new AdaptiveAvgPool2d(1), "AdaptiveAvgPool2d(output_size=1)"),
      text(new AdaptiveAvgPool2d(Pooling.KEEP, 7), "AdaptiveAvgPool2d(output_size=(None, 7))"),
      text(
          new Upsample(Upsample.scaleFactor(2).mode(Interpolation.Mode.NEAREST_EXACT)),
          "Upsample(scale_factor=2.0, mode='nearest-exact')"),
      text(
          new Upsample(Upsample.size(4, 6).mode(Interpolation.Mode.BILINEAR)),
          "Upsample(size=(4, 6), mode='bilinear')"),
      text(new PixelShuffle(3), "PixelShuffle(upscale_factor=3)"),
      text(new PixelUnshuffle(2), "PixelUnshuffle(downscale_factor=2)"),
      text(new ZeroPad1d(2), "ZeroPad1d((2, 2))"),
      text(new ZeroPad2d(1, 2, 0, 3), "ZeroPad2d((1, 2, 0, 3))"),
      text(new ConstantPad1d(1, 3.5), "ConstantPad1d(padding=(1, 1), value=3.5)"),
      text(new ReflectionPad2d(1), "ReflectionPad2d((1, 1, 1, 1))"),
    };
  }

  private static Arguments text(Layer layer, String text) {
    return Arguments.of(layer, text);
  }

  @Test
  void filtersOfSamePaddingKeepTheSizeInEveryMode() {
    Tensor x = Tensor.randn(2, 3, 5, 7);
    for (PaddingMode mode : PaddingMode.values()) {
      var layer = new Conv2d(3, 4, 4, Conv2d.samePadding().paddingMode(mode));
      assertThat(layer.apply(x).shape()).isEqualTo(Shape.of(2, 4, 5, 7));
    }
  }

  @Test
  void paddingLayersPadAsTheirNamesSay() {
    Tensor x = Tensor.of(1.0, 2, 3).reshape(1, 1, 3);
    assertPadded(new ZeroPad1d(1, 2).apply(x), 0, 1, 2, 3, 0, 0);
    assertPadded(new ConstantPad1d(1, 7).apply(x), 7, 1, 2, 3, 7);
    assertPadded(new ReflectionPad1d(2).apply(x), 3, 2, 1, 2, 3, 2, 1);
    assertPadded(new ReplicationPad1d(1, 2).apply(x), 1, 1, 2, 3, 3, 3);
    assertPadded(new CircularPad1d(2, 1).apply(x), 2, 3, 1, 2, 3, 1);
  }

  private static void assertPadded(Tensor actual, double... expected) {
    assertThat(actual.toDoubleArray()).containsExactly(expected);
  }

  @Test
  void channelsThatDoNotFallIntoGroupsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv2d(3, 4, 3, Conv2d.groups(2)))
        .withMessage(
            "Conv2d: 3 channels to 4 in 2 groups: all must be 1 or more, and the groups divide"
                + " both");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conv1d(3, 4, 0))
        .withMessage("Conv1d: kernel [0]; it must have 1 number(s), each 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZeroPad2d(1, 2))
        .withMessage(
            "ZeroPad2d: padding [1, 2] has 2 numbers; give one for all sides, or 4, from the last"
                + " dimension on");
  }
}
