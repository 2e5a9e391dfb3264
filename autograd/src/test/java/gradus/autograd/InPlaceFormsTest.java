package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What the forms with an underscore write, beyond what [OpCasesProperties] asks of them: in
/// FLOAT32, through a view, over their own operand, and into whole numbers.
class InPlaceFormsTest {
  private static final List<OpCase> ROWS =
      OpCases.ROWS.stream().filter(row -> row.inPlace() != null).toList();

  /// Without the one operation whose receiver is always FLOAT64.
  private static final List<OpCase> SINGLE_PRECISION =
      ROWS.stream().filter(row -> !row.name().equals("floatPower")).toList();

  /// Inputs of which the first has the shape of the result and is not empty.
  private static Tensor[] inputs(OpCase row, DType dtype) {
    for (long seed = 0; ; seed++) {
      Tensor[] inputs =
          Arrays.stream(row.draw(new Generator(seed))).map(t -> t.to(dtype)).toArray(Tensor[]::new);
      if (inputs[0].numel() > 1 && row.apply(inputs).shape().equals(inputs[0].shape())) {
        return inputs;
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SINGLE_PRECISION")
  void singlePrecisionIsWrittenAsTheFunctionGivesIt(OpCase row) {
    Tensor[] inputs = inputs(row, FLOAT32);
    Tensor expected = row.apply(inputs).to(FLOAT32);
    try (var _ = Autograd.noGrad()) {
      assertThat(row.inPlace().apply(inputs)).isSameAs(inputs[0]);
    }
    assertThat(inputs[0].version()).isPositive();
    assertThat(inputs[0].allclose(expected)).as("%s and %s", inputs[0], expected).isTrue();
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void viewIsWrittenAndNothingBesideIt(OpCase row) {
    Tensor[] inputs = inputs(row, FLOAT64);
    Tensor expected = row.apply(inputs).to(FLOAT64);
    int[] sizes = Arrays.copyOf(inputs[0].transpose(0, -1).shape().toArray(), inputs[0].dim() + 1);
    sizes[inputs[0].dim()] = 3;
    Tensor whole = Tensor.full(FLOAT64, -7, sizes);
    inputs[0] = whole.select(-1, 1).transpose(0, -1).copy_(inputs[0]);
    row.inPlace().apply(inputs);
    assertThat(inputs[0].allclose(expected)).as("%s and %s", inputs[0], expected).isTrue();
    assertThat(whole.select(-1, 0).eq(-7).all().itemBoolean()).isTrue();
    assertThat(whole.select(-1, 2).eq(-7).all().itemBoolean()).isTrue();
  }

  @Test
  void receiverAsItsOwnOperandIsReadBeforeItIsWritten() {
    Tensor x = Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}});
    x.add_(x.mT());
    assertThat(x.toDoubleArray()).containsExactly(2, 5, 5, 8);
    x.mul_(x.at(0, 0));
    assertThat(x.toDoubleArray()).containsExactly(4, 10, 10, 16);
    x.sub_(x);
    assertThat(x.toDoubleArray()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void plainReceiverTakesTheGradientOfARecordedOperand() {
    Tensor w = Tensor.of(FLOAT64, 2, 3).requiresGrad(true);
    Tensor sum = Tensor.of(FLOAT64, 1, 1);
    sum.mul_(w).add_(w);
    sum.square().sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(16, 24);
  }

  @Test
  void wholeReceiverStaysWholeWhereTheResultIs() {
    Tensor x = Tensor.of(7L, -7);
    assertThat(x.add_(1).mul_(2).toLongArray()).containsExactly(16, -12);
    assertThat(x.floorDivide_(5).toLongArray()).containsExactly(3, -3);
    assertThat(x.gt_(0).toLongArray()).containsExactly(1, 0);
    assertThat(x.dtype()).isEqualTo(DType.INT64);
  }
}
