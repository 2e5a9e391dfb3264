package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Where the textbook's formula would lose digits, overflow or end in NaN.
class PrecisionTest {
  /// A few roundings of FLOAT32.
  private static final double ROUNDING = 1e-6;

  private static final UnaryOperator<Tensor> SOFTMAX = x -> x.softmax(-1);

  private static final double[] SATURATED = {30, 14, 11, 0, -40};
  private static final double[] SLOPES = {81, -70, 33, 12, 5};

  /// The gradient of Σ w f(x), and with `twice` that of the gradient's product with `w`.
  private static double[] slope(
      UnaryOperator<Tensor> function, DType dtype, double[] at, double[] w, boolean twice) {
    Tensor x = Tensor.of(dtype, at).requiresGrad(true);
    Tensor weights = Tensor.of(dtype, w);
    Tensor once = gradient(function.apply(x).mul(weights).sum(), x, twice);
    return twice
        ? Autograd.grad(once.mul(weights).sum(), x)[0].toDoubleArray()
        : once.toDoubleArray();
  }

  /// Walked back with the formula if a graph is wanted, and otherwise the faster way.
  private static Tensor gradient(Tensor y, Tensor x, boolean createGraph) {
    return Autograd.grad(new Tensor[] {y}, new Tensor[] {x}, null, createGraph, createGraph, false)[
        0];
  }

  @Test
  void theGradientsOfASoftmaxThatHasDecidedKeepTheirDigits() {
    for (boolean twice : new boolean[] {false, true}) {
      double[] single = slope(SOFTMAX, FLOAT32, SATURATED, SLOPES, twice);
      double[] exact = slope(SOFTMAX, FLOAT64, SATURATED, SLOPES, twice);
      for (int i = 0; i < exact.length; i++) {
        assertThat(single[i]).isCloseTo(exact[i], within(ROUNDING * Math.abs(exact[i])));
      }
    }
  }

  @Test
  void theFormulaOfTheSoftmaxKeepsTheDigitsToo() {
    Tensor x = Tensor.of(FLOAT32, SATURATED).requiresGrad(true);
    Tensor y = SOFTMAX.apply(x).mul(Tensor.of(FLOAT32, SLOPES)).sum();
    double[] single = gradient(y, x, true).toDoubleArray();
    double[] exact = slope(SOFTMAX, FLOAT64, SATURATED, SLOPES, false);
    for (int i = 0; i < exact.length; i++) {
      assertThat(single[i]).isCloseTo(exact[i], within(ROUNDING * Math.abs(exact[i])));
    }
  }

  @Test
  void theGradientOfASoftmaxIsThatOfItsDefinition() {
    double[] at = {0.3, -1, 2, 2};
    double[] w = {1, -2, 0.5, 3};
    double[] fast = slope(SOFTMAX, FLOAT64, at, w, false);
    double[] plain = slope(x -> x.exp().div(x.exp().sum()), FLOAT64, at, w, false);
    for (int i = 0; i < at.length; i++) {
      assertThat(fast[i]).isCloseTo(plain[i], within(1e-15));
    }
  }

  @Test
  void theSoftmaxOfNothingHasAGradientOfNothing() {
    Tensor x = Tensor.zeros(2, 0).requiresGrad(true);
    assertThat(gradient(x.softmax(1).sum(), x, true).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(gradient(x.softmax(0).sum(), x, false).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void aNormOverflowsOnlyIfItIsTooLargeItself() {
    Tensor x = Tensor.of(FLOAT32, 3e15, 0, -4e15);
    assertThat(x.norm(3).item()).isCloseTo(4.4979414452754e15, within(1e9));
    assertThat(x.div(1e30).norm(4).item()).isCloseTo(4.2845723e-15, within(1e-21));
    assertThat(x.norm(-3).item()).isZero();
    Tensor finite = Tensor.of(FLOAT32, 3e15, -4e15);
    assertThat(finite.norm(-3).item()).isCloseTo(2.6678871e15, within(1e9));
    assertThat(Tensor.of(FLOAT32, 1e-15, 1).norm(-3).item()).isEqualTo((double) 1e-15f);
  }

  @Test
  void theNormOfOneNumberIsItsMagnitude() {
    for (double p : new double[] {-2, -0.5, 0.5, 1.7, 3}) {
      for (double x : new double[] {0.1, -0.7, 3e-20, 5e20}) {
        assertThat(Tensor.of(FLOAT32, x).norm(p).item()).isEqualTo(Math.abs((double) (float) x));
      }
    }
  }

  @Test
  void infinitiesAndNanSpreadThroughANorm() {
    for (double p : new double[] {0.5, 1, 2, 3}) {
      assertThat(Tensor.of(FLOAT64, 1, Double.NEGATIVE_INFINITY).norm(p).item()).isInfinite();
      assertThat(Tensor.of(FLOAT64, 1, Double.NaN).norm(p).item()).isNaN();
    }
  }

  @Test
  void bothGradientsOfANormAreZeroWhereAllIsZero() {
    double[] zeros = {0, 0};
    double[] w = {1};
    for (double p : new double[] {0.5, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
      assertThat(slope(x -> x.norm(p), FLOAT64, zeros, w, false)).containsOnly(0);
    }
    for (double p : new double[] {0.5, 1.5, 2, 3}) {
      assertThat(slope(x -> x.norm(p).add(x.square()), FLOAT64, zeros, new double[] {1, 1}, true))
          .containsExactly(2, 2);
    }
  }
}
