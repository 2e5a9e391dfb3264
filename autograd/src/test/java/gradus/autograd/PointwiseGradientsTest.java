package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The gradients where a function has a kink, a jump or a tie, as the methods document them, and
/// the fused derivatives against those they stand for.
class PointwiseGradientsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static double[] slope(UnaryOperator<Tensor> function, double... at) {
    Tensor x = Tensor.of(FLOAT64, at).requiresGrad(true);
    return Autograd.grad(function.apply(x).sum(), x)[0].toDoubleArray();
  }

  /// The slopes of both operands, the first one's before the second one's.
  private static double[][] slopes(BinaryOperator<Tensor> function, double[] a, double[] b) {
    Tensor x = Tensor.of(FLOAT64, a).requiresGrad(true);
    Tensor y = Tensor.of(FLOAT64, b).requiresGrad(true);
    Tensor[] both = Autograd.grad(function.apply(x, y).sum(), x, y);
    return new double[][] {both[0].toDoubleArray(), both[1].toDoubleArray()};
  }

  @Test
  void kinksHaveSlopeZero() {
    assertThat(slope(Tensor::abs, -2, 0, 2)).containsExactly(-1, 0, 1);
    assertThat(slope(Tensor::relu, -2, 0, 2)).containsExactly(0, 0, 1);
  }

  @Test
  void sincIsSmoothAroundZero() {
    assertThat(slope(Tensor::sinc, 0)[0]).isZero();
    Tensor x = Tensor.of(FLOAT64, -0.011, -0.0099, -1e-7, 0, 1e-7, 0.0099, 0.011);
    GradCheck.check(GradCheck.order(3).atol(1e-7), Tensor::sinc, x);
    assertThat(Autograd.hessian(Tensor::sinc, Tensor.scalar(FLOAT64, 0.0)).item())
        .isCloseTo(-Math.PI * Math.PI / 3, within(1e-15));
  }

  @Test
  void jumpsHaveSlopeZero() {
    List<UnaryOperator<Tensor>> steps =
        List.of(Tensor::floor, Tensor::ceil, Tensor::trunc, Tensor::round, Tensor::sign);
    for (UnaryOperator<Tensor> step : steps) {
      assertThat(slope(step, -1.5, 0, 2)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void boundsPassTheGradientOn() {
    assertThat(slope(x -> x.clamp(-1, 1), -2, -1, 0, 1, 2, NAN)).containsExactly(0, 1, 1, 1, 0, 0);
    assertThat(slope(x -> x.clampMin(0), -1, 0, 1)).containsExactly(0, 1, 1);
    assertThat(slope(x -> x.clampMax(0), -1, 0, 1)).containsExactly(1, 1, 0);
  }

  @Test
  void crossedBoundsGiveAllToTheUpperOne() {
    Tensor x = Tensor.of(FLOAT64, -2, 0, 2).requiresGrad(true);
    Tensor min = Tensor.of(FLOAT64, 1, -1, -1).requiresGrad(true);
    Tensor max = Tensor.of(FLOAT64, -1, 1, 1).requiresGrad(true);
    Tensor y = x.clamp(min, max);
    assertThat(y.toDoubleArray()).containsExactly(-1, 0, 1);
    Tensor[] slopes = Autograd.grad(y.sum(), x, min, max);
    assertThat(slopes[0].toDoubleArray()).containsExactly(0, 1, 0);
    assertThat(slopes[1].toDoubleArray()).containsExactly(0, 0, 0);
    assertThat(slopes[2].toDoubleArray()).containsExactly(1, 0, 1);
  }

  @Test
  void equalOperandsShareTheGradientOfAnExtreme() {
    double[] a = {1, 2, 3};
    double[] b = {2, 2, 2};
    assertThat(slopes(Tensor::maximum, a, b))
        .isDeepEqualTo(new double[][] {{0, 0.5, 1}, {1, 0.5, 0}});
    assertThat(slopes(Tensor::minimum, a, b))
        .isDeepEqualTo(new double[][] {{1, 0.5, 0}, {0, 0.5, 1}});
  }

  @Test
  void fmaxAndFminGiveTheGradientToWhatTheyTakeAndTiesToTheFirst() {
    double[] a = {1, 2, 3, NAN, 1};
    double[] b = {2, 2, 2, 1, NAN};
    assertThat(slopes(Tensor::fmax, a, b))
        .isDeepEqualTo(new double[][] {{0, 1, 1, 0, 1}, {1, 0, 0, 1, 0}});
    assertThat(slopes(Tensor::fmin, a, b))
        .isDeepEqualTo(new double[][] {{1, 1, 0, 0, 1}, {0, 0, 1, 1, 0}});
  }

  @Test
  void remaindersHaveSlopeOneAtTheirJumpsToo() {
    double[] a = {-4, 5, 4};
    double[] b = {2, 2, -3};
    assertThat(slopes(Tensor::remainder, a, b))
        .isDeepEqualTo(new double[][] {{1, 1, 1}, {2, -2, 2}});
    assertThat(slopes(Tensor::fmod, a, b)).isDeepEqualTo(new double[][] {{1, 1, 1}, {2, -2, 1}});
  }

  @Test
  void powerIsFlatWhereTheFormulaHasNoValue() {
    assertThat(slopes(Tensor::pow, new double[] {0, 0, -2}, new double[] {0, 2, 2})[0])
        .containsExactly(0, 0, -4);
    assertThat(slopes(Tensor::pow, new double[] {0, 0, 2}, new double[] {0, 2, 0})[1])
        .containsExactly(0, 0, Math.log(2));
    assertThat(slope(x -> x.pow(0), 0, 2)).containsExactly(0, 0);
    assertThat(slope(x -> x.pow(2), -3, 0)).containsExactly(-6, 0);
    assertThat(slope(x -> Tensor.pow(2, x), 0, 3)).containsExactly(Math.log(2), 8 * Math.log(2));
  }

  @Test
  void xlogyIsFlatAtZeroWhereTheLogarithmHasNoValue() {
    double[][] slopes = slopes(Tensor::xlogy, new double[] {0, 0, 2}, new double[] {0, 1, 4});
    assertThat(slopes[0]).containsExactly(0, 0, Math.log(4));
    assertThat(slopes[1][1]).isZero();
    assertThat(slopes[1][2]).isEqualTo(0.5);
  }

  @Test
  void copysignIsFlatAtZero() {
    double[] a = {2, -2, 0, 3};
    double[] b = {-1, -0.0, -1, 5};
    assertThat(slopes(Tensor::copysign, a, b))
        .isDeepEqualTo(new double[][] {{-1, 1, 0, 1}, {0, 0, 0, 0}});
  }

  @Test
  void logitIsFlatOutsideOfItsIntervalAndUndefinedWithoutOne() {
    assertThat(slope(x -> x.logit(0.25), 0.1, 0.5, 0.95)).containsExactly(0, 4, 0);
    assertThat(slope(Tensor::logit, -0.5, 0.5, 1.5)).containsExactly(NAN, 4, NAN);
  }

  @Test
  void nanToNumIsFlatWhereItReplaces() {
    assertThat(slope(Tensor::nanToNum, NAN, INFINITY, -INFINITY, 2)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void fusedDerivativesAgreeWithTheirFormulas() {
    List<UnaryOperator<Tensor>> functions = List.of(Tensor::relu, Tensor::tanh, Tensor::sigmoid);
    Generator.manualSeed(3);
    for (UnaryOperator<Tensor> function : functions) {
      for (DType dtype : List.of(FLOAT32, FLOAT64)) {
        Tensor x = Tensor.randn(dtype, 7, 5);
        x.at(0).fill_(0);
        for (Tensor gradient : gradients(dtype)) {
          Tensor expected = derivative(function, x, gradient, true);
          Tensor actual = derivative(function, x, gradient, false);
          assertThat(actual.allclose(expected)).as("%s and %s", actual, expected).isTrue();
        }
      }
    }
  }

  /// A gradient that lies in rows, one that lies in columns, and one that is a repeated number.
  private static List<Tensor> gradients(DType dtype) {
    return List.of(
        Tensor.randn(dtype, 7, 5),
        Tensor.randn(dtype, 5, 7).mT(),
        Tensor.full(dtype, 2).expand(7, 5));
  }

  /// A graph is built only from the formula; without one, the fused form runs.
  private static Tensor derivative(
      UnaryOperator<Tensor> function, Tensor x, Tensor gradient, boolean createGraph) {
    Tensor leaf = x.detach().clone().requiresGrad(true);
    function.apply(leaf).backward(gradient, false, createGraph);
    return leaf.grad().detach();
  }
}
