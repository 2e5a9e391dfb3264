package gradus.nn;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// First values: their laws. That they are PyTorch's is shown by its cases.
class InitTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(5);
  }

  @Test
  void parametersAreWrittenWithoutBeingRecorded() {
    Tensor weight = Tensor.zeros(4, 3).requiresGrad(true);
    assertThat(Init.xavierUniform_(weight)).isSameAs(weight);
    assertThat(weight.isLeaf()).isTrue();
    assertThat(Init.ones_(weight).sum().item()).isEqualTo(12);
    assertThat(Init.zeros_(weight).sum().item()).isZero();
  }

  @Test
  void orthogonalRowsOrColumnsHaveLengthGain() {
    for (int[] sizes : new int[][] {{3, 5}, {5, 3}, {4, 2, 3}}) {
      Tensor weight = Init.orthogonal_(Tensor.zeros(FLOAT64, sizes), 2);
      Tensor matrix = weight.reshape(sizes[0], -1);
      Tensor product =
          matrix.size(0) < matrix.size(1) ? matrix.mm(matrix.t()) : matrix.t().mm(matrix);
      Tensor expected = Tensor.eye(FLOAT64, product.size(0), product.size(0)).mul(4);
      assertThat(product.allclose(expected)).isTrue();
    }
  }

  @Test
  void truncatedNormalNumbersStayWithinTheirBounds() {
    Tensor x = Init.truncNormal_(Tensor.zeros(1000), 1, 2, 0, 2);
    assertThat(x.min().item()).isBetween(0.0, 0.1);
    assertThat(x.max().item()).isBetween(1.9, 2.0);
    Tensor far = Init.truncNormal_(Tensor.zeros(1000), 0, 1, 3, 4);
    assertThat(far.min().item()).isBetween(3.0, 3.01);
    assertThat(far.max().item()).isBetween(3.5, 4.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Init.truncNormal_(x, 0, 1, 9, 10))
        .withMessageStartingWith(
            "truncNormal_: normal numbers with mean 0.0 and std 1.0 lie between 9.0 and 10.0 with"
                + " probability ");
  }

  @Test
  void sparseColumnsHaveTheirZeros() {
    Tensor x = Init.sparse_(Tensor.zeros(10, 3), 0.25, 1);
    assertThat(x.eq(0).sum(0).toLongArray()).containsExactly(3, 3, 3);
  }

  @Test
  void diracRepeatsItsInput() {
    Tensor x = Init.dirac_(Tensor.zeros(4, 2, 3), 2);
    assertThat(x.sum().item()).isEqualTo(4);
    assertThat(x.select(2, 1).toDoubleArray()).containsExactly(1, 0, 0, 1, 1, 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Init.dirac_(Tensor.zeros(4, 2, 3), 3))
        .withMessage("dirac_: 4 output channels do not divide into 3 groups");
  }

  @Test
  void gainsAreThoseOfTheirFunctions() {
    assertThat(Init.calculateGain(Nonlinearity.RELU)).isEqualTo(Math.sqrt(2));
    assertThat(Init.calculateGain(Nonlinearity.TANH)).isEqualTo(5.0 / 3);
    assertThat(Init.calculateGain(Nonlinearity.LEAKY_RELU)).isEqualTo(Math.sqrt(2 / 1.0001));
    assertThat(Init.calculateGain(Nonlinearity.LEAKY_RELU, 1)).isEqualTo(1);
  }

  /// 10 inputs and 64 outputs, as in the lessons.
  @Test
  void boundsFollowFromTheFans() {
    assertThat(Init.xavierUniform_(Tensor.zeros(64, 10)).abs().max().item())
        .isCloseTo(0.2847473987257497, within(2e-3));
    assertThat(Init.kaimingUniform_(Tensor.zeros(64, 10)).abs().max().item())
        .isCloseTo(0.7745966692414834, within(5e-3));
    assertThatThrownBy(() -> Init.kaimingNormal_(Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "kaimingNormal_: a tensor of shape [3] has no fan; it needs at least two dimensions:"
                + " [out, in]");
  }
}
