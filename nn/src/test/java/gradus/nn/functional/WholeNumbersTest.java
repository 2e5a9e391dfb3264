package gradus.nn.functional;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Tensor;
import org.junit.jupiter.api.Test;

/// Which functions take whole numbers and truth values, as PyTorch's do on the CPU, and which
/// refuse them.
class WholeNumbersTest {
  private static final long ODD = (1L << 53) + 1; // no double is this number
  private final Tensor whole = Tensor.of(-9L, -1, 0, 2, 7, ODD);
  private final Tensor truth = Tensor.of(true, false);

  @Test
  void boundsCutWholeNumbersOff() {
    assertThat(Activations.hardtanh(whole, -1.9, ODD).toLongArray())
        .containsExactly(-1, -1, 0, 2, 7, ODD - 1);
    assertThat(Activations.relu6(whole).toLongArray()).containsExactly(0, 0, 0, 2, 6, 6);
    assertThat(Activations.threshold(whole, 0.5, -3.5).toLongArray())
        .containsExactly(-3, -3, -3, 2, 7, ODD);
    assertThatThrownBy(() -> Activations.relu6(truth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "relu6: the input is BOOL; it must be of a floating-point type: cast it with"
                + " to(FLOAT32)");
    assertThatThrownBy(() -> Activations.leakyRelu(whole))
        .hasMessage(
            "leakyRelu: the input is INT64; it must be of a floating-point type: cast it with"
                + " to(FLOAT32)");
  }

  @Test
  void fractionsOfWholeNumbersAreDecimal() {
    Tensor small = Tensor.of(-1L, 0, 3);
    assertThat(Activations.softsign(small).toString())
        .isEqualTo("tensor([-0.5000,  0.0000,  0.7500])");
    assertThat(Activations.tanhshrink(small).dtype()).isEqualTo(Tensor.defaultDtype());
    assertThatThrownBy(() -> Activations.softsign(truth))
        .hasMessage(
            "softsign: the input is BOOL; it is not defined for truth values: cast it with"
                + " to(FLOAT32)");
    assertThatThrownBy(() -> Activations.tanhshrink(truth)).hasMessageStartingWith("tanhshrink: ");
    assertThatThrownBy(() -> Activations.softmin(small, 0)).hasMessageStartingWith("softmin: ");
  }

  @Test
  void greatestOfWholeNumbersKeepsItsDigits() {
    Tensor image = Tensor.of(ODD, ODD - 1, -5, 3, -8, -8).reshape(1, 1, 2, 3);
    MaxPoolResult pooled = Pooling.maxPool2dWithIndices(image, Pooling.kernel(2).stride(1));
    assertThat(pooled.values().toLongArray()).containsExactly(ODD, ODD - 1);
    assertThat(pooled.indices().toLongArray()).containsExactly(0, 1);
    Tensor signal = Tensor.of(-3L, -2, -7).reshape(1, 3);
    Window window = Pooling.kernel(2).stride(1).padding(1);
    assertThat(Pooling.maxPool1dWithIndices(signal, window).values().toLongArray())
        .containsExactly(-3, -2, -2, -7);
    assertThatThrownBy(() -> Pooling.maxPool1d(signal, window))
        .hasMessage(
            "maxPool1d: the input is INT64; it takes FLOAT32 or FLOAT64: cast it with to(FLOAT32)");
    assertThatThrownBy(() -> Pooling.maxPool2d(image.to(BOOL), 2))
        .hasMessage(
            "maxPool2d: the input is BOOL, of which none is greatest: cast it with to(INT64) or"
                + " to(FLOAT32)");
  }

  @Test
  void circlesCloseInEveryType() {
    Tensor image = Tensor.of(1L, 2, 3, ODD).reshape(1, 2, 2);
    Tensor padded = Padding.pad(image, new int[] {1, 0, 0, 1}, PaddingMode.CIRCULAR);
    assertThat(padded.shape().toArray()).containsExactly(1, 3, 3);
    assertThat(padded.toLongArray()).containsExactly(2, 1, 2, ODD, 3, ODD, 2, 1, 2);
    Tensor doubles =
        Padding.pad(image.to(Tensor.defaultDtype()), new int[] {1, 0, 0, 1}, PaddingMode.CIRCULAR);
    assertThat(doubles.equal(padded.to(Tensor.defaultDtype()))).isTrue();
    assertThat(
            Padding.pad(truth.unsqueeze(0), new int[] {1, 1}, PaddingMode.CIRCULAR)
                .toBooleanArray())
        .containsExactly(false, true, false, true);
    assertThatThrownBy(() -> Padding.pad(image, new int[] {1, 0}, PaddingMode.REFLECT))
        .hasMessage(
            "pad: the input is INT64; it takes FLOAT32 or FLOAT64: cast it with to(FLOAT32)");
    assertThat(image.dtype()).isEqualTo(INT64);
  }
}
