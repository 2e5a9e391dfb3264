package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The gradients of reductions, products and distances where a formula divides by zero, elements
/// tie, or a function has a kink: the choices that the methods document.
class EdgePointsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double ROUNDING = 1e-14;

  private static double[] slope(UnaryOperator<Tensor> function, double... at) {
    Tensor x = Tensor.of(FLOAT64, at).requiresGrad(true);
    return unsigned(Autograd.grad(function.apply(x).sum(), x)[0]);
  }

  /// The elements, with 0 for −0: the sign of a slope that is nothing means nothing.
  private static double[] unsigned(Tensor slope) {
    return slope.add(0.0).toDoubleArray();
  }

  /// The slopes of `y`, which have slopes themselves.
  private static Tensor[] recorded(Tensor y, Tensor... inputs) {
    return Autograd.grad(new Tensor[] {y}, inputs, null, true, true, false);
  }

  /// The slopes of both operands, the first one's before the second one's.
  private static double[][] slopes(BinaryOperator<Tensor> function, double[] a, double[] b) {
    Tensor x = Tensor.of(FLOAT64, a).requiresGrad(true);
    Tensor y = Tensor.of(FLOAT64, b).requiresGrad(true);
    Tensor[] both = Autograd.grad(function.apply(x, y).sum(), x, y);
    return new double[][] {unsigned(both[0]), unsigned(both[1])};
  }

  /// The matrix of second derivatives, row by row.
  private static double[] hessian(UnaryOperator<Tensor> function, double... at) {
    return unsigned(Autograd.hessian(function, Tensor.of(FLOAT64, at)));
  }

  @Test
  void extremesOfSeveralDimensionsShareTheGradientEvenly() {
    for (UnaryOperator<Tensor> greatest :
        List.<UnaryOperator<Tensor>>of(Tensor::max, x -> x.amax(), x -> x.amax(0))) {
      assertThat(slope(greatest, 3, 1, 3, 3, 0, 3)).containsExactly(0.25, 0, 0.25, 0.25, 0, 0.25);
    }
    for (UnaryOperator<Tensor> smallest :
        List.<UnaryOperator<Tensor>>of(Tensor::min, x -> x.amin(), x -> x.amin(0))) {
      assertThat(slope(smallest, 1, 1, 3)).containsExactly(0.5, 0.5, 0);
    }
    assertThat(slope(Tensor::median, 2, 1, 2, 3, 2))
        .containsExactly(1 / 3.0, 0, 1 / 3.0, 0, 1 / 3.0);
  }

  @Test
  void extremesAlongADimensionGiveTheGradientToTheirIndex() {
    assertThat(slope(x -> x.max(0).values(), 3, 1, 3)).containsExactly(1, 0, 0);
    assertThat(slope(x -> x.min(0).values(), 3, 1, 1)).containsExactly(0, 1, 0);
    assertThat(slope(x -> x.cummax(0).values(), 2, 2, 1)).containsExactly(1, 2, 0);
    Tensor x = Tensor.of(FLOAT64, 2, 1, 2).requiresGrad(true);
    MedianResult median = x.median(0);
    double[] expected = new double[3];
    expected[(int) median.indices().itemLong()] = 1;
    assertThat(Autograd.grad(median.values(), x)[0].toDoubleArray()).containsExactly(expected);
  }

  @Test
  void anExtremeThatIsNanGivesTheGradientToTheNans() {
    assertThat(slope(Tensor::max, 1, NAN, 2, NAN)).containsExactly(0, 0.5, 0, 0.5);
    assertThat(slope(x -> x.reshape(2, 2).max(), 1, NAN, 2, NAN)).containsExactly(0, 0.5, 0, 0.5);
    assertThat(slope(x -> x.reshape(2, 2).amax(0), 1, NAN, 2, 3)).containsExactly(0, NAN, 1, NAN);
    assertThat(slope(Tensor::min, NAN, 2)).containsExactly(1, 0);
    assertThat(slope(Tensor::median, NAN, 1, 2)).containsExactly(1, 0, 0);
    assertThat(slope(x -> x.max(0).values(), 1, NAN, 2)).containsExactly(0, 1, 0);
  }

  @Test
  void theProductOfOthersIsTheSlopeWhereAFactorIsZero() {
    assertThat(slope(Tensor::prod, 2, 0, 5)).containsExactly(0, 10, 0);
    assertThat(slope(Tensor::prod, 2, 0, 0)).containsExactly(0, 0, 0);
    assertThat(slope(x -> x.prod(0), 2, 0, 5)).containsExactly(0, 10, 0);
    assertThat(hessian(Tensor::prod, 2, 0, 5)).containsExactly(0, 5, 0, 5, 0, 2, 0, 2, 0);
    assertThat(hessian(Tensor::prod, 2, 0, 0)).containsExactly(0, 0, 0, 0, 0, 2, 0, 2, 0);
    assertThat(hessian(Tensor::prod, 0, 0, 0)).containsOnly(0);
  }

  @Test
  void runningProductsLeaveAZeroOut() {
    assertThat(slope(x -> x.cumprod(0), 2, 0, 5)).containsExactly(1, 12, 0);
    assertThat(slope(x -> x.cumprod(0), 0, 3, 0, 2)).containsExactly(4, 0, 0, 0);
    assertThat(hessian(x -> x.cumprod(0).sum(), 2, 0, 5))
        .containsExactly(0, 6, 0, 6, 0, 2, 0, 2, 0);
  }

  @Test
  void aNormIsFlatAtZero() {
    double[] zero = {0, 0};
    for (double p : new double[] {0.5, 1, 1.5, 2, 3, INFINITY}) {
      assertThat(slope(x -> x.norm(p), zero)).containsExactly(0, 0);
    }
    assertThat(slope(x -> x.norm(1), -2, 0, 2)).containsExactly(-1, 0, 1);
    assertThat(slope(x -> x.norm(0.5), 0, 4)).containsExactly(0, 1);
    assertThat(slope(x -> x.norm(INFINITY), -3, 3, 1)).containsExactly(-0.5, 0.5, 0);
    assertThat(slope(x -> x.norm(-1), 0, 4)).containsExactly(0, 0);
    assertThat(slope(x -> x.norm(-INFINITY), -3, 2, 2)).containsExactly(0, 0.5, 0.5);
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    assertThat(Autograd.grad(x.norm(0).add(x.sum()), x)[0].toDoubleArray()).containsExactly(1, 1);
  }

  @Test
  void distancesOfEqualPointsAreFlat() {
    Tensor rows = Tensor.of(FLOAT64, 1, 2, 3, 4).reshape(2, 2);
    for (double p : new double[] {0, 0.5, 1, 1.5, 2, 3, INFINITY}) {
      Tensor a = rows.clone().requiresGrad(true);
      Tensor b = rows.clone().requiresGrad(true);
      Tensor same = a.cdist(b, p).diagonal().sum();
      for (Tensor slope : Autograd.grad(same, a, b)) {
        assertThat(slope.toDoubleArray()).containsOnly(0);
      }
    }
    assertThat(slopes(Tensor::dist, new double[] {1, 2}, new double[] {1, 2}))
        .isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
  }

  @Test
  void theGreatestDifferencesShareTheGradientEvenly() {
    BinaryOperator<Tensor> distance =
        (a, b) -> a.unsqueeze(0).cdist(b.unsqueeze(0), INFINITY).squeeze();
    assertThat(slopes(distance, new double[] {0, 0, 0}, new double[] {1, -1, 0.5}))
        .isDeepEqualTo(new double[][] {{-0.5, 0.5, 0}, {0.5, -0.5, 0}});
  }

  @Test
  void rowsWithoutElementsHaveNoDistance() {
    for (double p : new double[] {0, 1, 2, 3, INFINITY}) {
      Tensor distances = Tensor.zeros(2, 0).cdist(Tensor.zeros(3, 0), p);
      assertThat(distances.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(distances.toDoubleArray()).containsOnly(0);
    }
  }

  @Test
  void aHalfAsPowerIsARoot() {
    Tensor x = Tensor.of(FLOAT64, -INFINITY, -0.0, 0.0, 4, INFINITY);
    assertThat(x.pow(0.5).toDoubleArray()).containsExactly(NAN, -0.0, 0, 2, INFINITY);
    assertThat(x.pow(-0.5).toDoubleArray()).containsExactly(NAN, -INFINITY, INFINITY, 0.5, 0);
    assertThat(x.floatPower(0.5).toDoubleArray()).containsExactly(NAN, -0.0, 0, 2, INFINITY);
    assertThat(x.pow(Tensor.scalar(0.5).to(FLOAT64)).toDoubleArray())
        .containsExactly(INFINITY, 0, 0, 2, INFINITY);
  }

  @Test
  void rootsAndPowersAreSteepOrFlatAtZero() {
    assertThat(slope(Tensor::sqrt, 0, 4)).containsExactly(INFINITY, 0.25);
    assertThat(slope(x -> x.pow(0.5), 0, 4)).containsExactly(INFINITY, 0.25);
    assertThat(slope(x -> x.pow(-1), 0, 2)).containsExactly(-INFINITY, -0.25);
    assertThat(slope(x -> x.pow(0), 0, -3)).containsExactly(0, 0);
    assertThat(slope(x -> x.pow(1), 0, -3)).containsExactly(1, 1);
    assertThat(hessian(x -> x.pow(0).sum(), 0)).containsExactly(0);
    assertThat(hessian(x -> x.pow(1).sum(), 0)).containsExactly(0);
    assertThat(hessian(x -> x.pow(2).sum(), 0)).containsExactly(2);
    assertThat(hessian(x -> x.pow(3).sum(), 0)).containsExactly(0);
    double[][] ofZero = slopes(Tensor::pow, new double[] {0, 0, 0}, new double[] {0, 2, -1});
    assertThat(ofZero[0]).containsExactly(0, 0, -INFINITY);
    assertThat(ofZero[1]).containsExactly(0, 0, -INFINITY);
    assertThat(slope(x -> Tensor.pow(0, x), 0, 2, -1)).containsExactly(0, 0, -INFINITY);
  }

  @Test
  void aPowerOfZeroIsFlatOfANegativeBaseToo() {
    Tensor x = Tensor.of(FLOAT64, -2, 2).requiresGrad(true);
    Tensor y = Tensor.zeros(FLOAT64, 2).requiresGrad(true);
    Tensor slope = recorded(x.pow(y).sum(), y)[0];
    assertThat(slope.toDoubleArray()).containsExactly(NAN, Math.log(2));
    assertThat(Autograd.grad(slope.sum(), x)[0].toDoubleArray()).containsExactly(-0.5, 0.5);
  }

  @Test
  void xlogyKeepsTheOtherSlopeAsItsFormulaGivesIt() {
    double[][] slopes = slopes(Tensor::xlogy, new double[] {0, 2, 0}, new double[] {0, 0, -1});
    assertThat(slopes[0]).containsExactly(0, -INFINITY, 0);
    assertThat(slopes[1]).containsExactly(NAN, INFINITY, 0);
  }

  @Test
  void logitTakesEpsForWhatLiesBelowItWhereNoIntervalIsLeft() {
    Tensor x = Tensor.of(FLOAT64, 0.1, 0.5, 0.9);
    double odds = Math.log(0.7 / (1 - 0.7));
    assertThat(x.logit(0.7).toDoubleArray())
        .containsExactly(new double[] {odds, odds, -odds}, within(ROUNDING));
    assertThat(slope(p -> p.logit(0.7), 0.1, 0.5, 0.9)).containsExactly(0, 0, 0);
  }

  @Test
  void theBranchThatWhereDoesNotTakeGetsZero() {
    double[][] slopes =
        slopes(
            (a, b) -> Tensor.where(a.gt(0), a.log(), b.sqrt()),
            new double[] {2, -1},
            new double[] {NAN, 4});
    assertThat(slopes[0][0]).isEqualTo(0.5);
    assertThat(slopes[1][1]).isEqualTo(0.25);
    Tensor a = Tensor.of(FLOAT64, 1, NAN).requiresGrad(true);
    Tensor b = Tensor.of(FLOAT64, INFINITY, 2).requiresGrad(true);
    Tensor[] grads = Autograd.grad(Tensor.where(a.eq(1), a, b).sum(), a, b);
    assertThat(grads[0].toDoubleArray()).containsExactly(1, 0);
    assertThat(grads[1].toDoubleArray()).containsExactly(0, 1);
  }

  @Test
  void theSpreadOfOneNumberOrOfEqualOnes() {
    assertThat(slope(x -> x.std(), 2, 2, 2)).containsExactly(0, 0, 0);
    assertThat(slope(x -> x.var(), 2, 2, 2)).containsExactly(0, 0, 0);
    assertThat(hessian(x -> x.std(), 2, 2)).containsOnly(0);
    assertThat(slope(x -> x.std(), 2)).containsExactly(NAN);
    assertThat(slope(x -> x.var(), 2)).containsExactly(NAN);
    assertThat(slope(x -> x.std(0, 0, false), 2)).containsExactly(0);
    assertThat(slope(x -> x.var(0, 0, false), 2)).containsExactly(0);
  }

  @Test
  void aVarianceDividesByNothingLessThanZero() {
    Tensor x = Tensor.of(FLOAT64, 1, 3);
    for (Tensor spread : List.of(x.var(0, 3, false), x.std(0, 3, false))) {
      assertThat(spread.item()).isEqualTo(INFINITY);
    }
  }

  @Test
  void theSlopeOfAnInfiniteSpreadTellsTheSideOrNothing() {
    for (int[] dims : new int[][] {{}, {0}}) {
      assertThat(slope(x -> x.var(dims, 3, false), 1, 2, 3))
          .containsExactly(-INFINITY, NAN, INFINITY);
      assertThat(slope(x -> x.std(dims, 3, false), 1, 2, 3)).containsOnly(NAN);
    }
  }

  @Test
  void nothingHasNoSpreadWhateverTheCorrection() {
    Tensor none = Tensor.zeros(FLOAT64, 2, 0);
    assertThat(none.var(1, -1, false).toDoubleArray()).containsExactly(NAN, NAN);
    assertThat(none.std(1, -1, false).toDoubleArray()).containsExactly(NAN, NAN);
  }

  @Test
  void aCorrectionBeyondTheNumbersTurnsTheSlope() {
    assertThat(slope(x -> x.var(0, 3, false), 1, 3)).containsExactly(2, -2);
    assertThat(slope(x -> x.std(0, 3, false), 1, 3)).containsExactly(0, 0);
    assertThat(slope(x -> x.reshape().var(0, 3, false), 1)).containsExactly(NAN);
  }

  @Test
  void whatIsMaskedByMinusInfinityHasWeightAndSlopeZero() {
    double none = -INFINITY;
    UnaryOperator<Tensor> first = x -> x.softmax(0).at(0);
    assertThat(slope(first, 0, none, 0)).containsExactly(0.25, 0, -0.25);
    assertThat(hessian(first, 0, none, 0)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(slope(x -> x.logSoftmax(0).at(0), 0, none, 0)).containsExactly(0.5, 0, -0.5);
    assertThat(slope(x -> x.logsumexp(0), 0, none, 0)).containsExactly(0.5, 0, 0.5);
    assertThat(slope(x -> x.softmax(0), none, none)).containsOnly(NAN);
    assertThat(Tensor.of(FLOAT64, none, none).logsumexp(0).item()).isEqualTo(none);
    assertThat(slope(x -> x.logsumexp(0), none, none)).containsOnly(NAN);
    assertThat(slope(x -> x.logsumexp(0), INFINITY, 1)[1]).isZero();
  }

  @Test
  void anglesAtTheOriginHaveNoSlope() {
    double[] zero = {0};
    for (BinaryOperator<Tensor> function :
        List.<BinaryOperator<Tensor>>of(Tensor::atan2, Tensor::hypot)) {
      double[][] slopes = slopes(function, zero, zero);
      assertThat(slopes[0]).containsExactly(NAN);
      assertThat(slopes[1]).containsExactly(NAN);
    }
  }

  @Test
  void slopesAtTheEndsOfADomainAreInfinite() {
    assertThat(slope(Tensor::log, 0)).containsExactly(INFINITY);
    assertThat(slope(Tensor::rsqrt, 0)).containsExactly(-INFINITY);
    assertThat(slope(Tensor::asin, -1, 1)).containsExactly(INFINITY, INFINITY);
    assertThat(slope(Tensor::atanh, 1)).containsExactly(INFINITY);
    assertThat(slope(Tensor::erfinv, 1)).containsExactly(INFINITY);
    assertThat(slope(Tensor::reciprocal, 0)).containsExactly(-INFINITY);
    assertThat(slope(Tensor::sinc, 0)[0]).isCloseTo(0, within(ROUNDING));
  }
}
