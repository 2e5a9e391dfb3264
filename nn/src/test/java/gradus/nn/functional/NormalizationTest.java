package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What normalizations keep of the batches they saw, and what they add to a mean square.
class NormalizationTest {
  private static final double ROUNDING = 1e-12;

  /// Two samples of one channel with means 2 and 6 and, for samples, variances 2 and 8.
  @Test
  void runningValuesOfInstancesAreMeansOverTheSamples() {
    Tensor x = Tensor.of(FLOAT64, 1, 3, 4, 8).reshape(2, 1, 2);
    Tensor mean = Tensor.of(FLOAT64, 100);
    Tensor var = Tensor.of(FLOAT64, 100);
    Normalization.instanceNorm(x, mean, var, null, null, true, 0.25, 1e-5);
    assertThat(mean.item()).isCloseTo(0.75 * 100 + 0.25 * 4, within(ROUNDING));
    assertThat(var.item()).isCloseTo(0.75 * 100 + 0.25 * 5, within(ROUNDING));
  }

  @Test
  void nothingIsNotDividedByItsExtreme() {
    Tensor none = Tensor.zeros(2, 0);
    for (double p : new double[] {Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> Normalization.normalize(none, p, 1, 1e-12))
          .hasMessage(
              "normalize: shape [2, 0] has no elements along dimension 1, and no norm of order "
                  + p
                  + " is that of none; name a dimension that is not empty");
    }
    assertThat(Normalization.normalize(none, 2, 1, 1e-12).shape()).isEqualTo(none.shape());
  }

  @Test
  void aMeanSquareGetsTheSmallestStepOfItsTypeIfNothingElseIsSaid() {
    for (DType dtype : List.of(FLOAT32, FLOAT64)) {
      double step = dtype == FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
      double size = Math.sqrt(step);
      Tensor x = Tensor.of(dtype, size, -size);
      double expected = 1 / Math.sqrt(2);
      double[] y = Normalization.rmsNorm(x, new int[] {2}, null, Double.NaN).toDoubleArray();
      assertThat(y[0]).isCloseTo(expected, within(1e-6));
      assertThat(y[1]).isCloseTo(-expected, within(1e-6));
    }
  }
}
