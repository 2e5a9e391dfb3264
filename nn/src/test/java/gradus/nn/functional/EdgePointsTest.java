package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static gradus.nn.functional.Reduction.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Autograd;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The gradients of activations, losses and distances at their kinks, and where a formula divides
/// by zero: the choices that the methods document.
class EdgePointsTest {
  private static final double NONE_AT_ALL = Double.NEGATIVE_INFINITY;
  private static final Offset<Double> ROUNDING = within(1e-15);

  private static double[] slope(UnaryOperator<Tensor> function, double... at) {
    Tensor x = Tensor.of(FLOAT64, at).requiresGrad(true);
    return unsigned(Autograd.grad(function.apply(x).sum(), x)[0]);
  }

  /// The slope of a loss of an input and a target.
  private static double[] slope(BinaryOperator<Tensor> loss, double[] input, double... target) {
    return slope(x -> loss.apply(x, Tensor.of(FLOAT64, target)), input);
  }

  /// The slopes of the sum of `y`, which have slopes themselves.
  private static Tensor[] recorded(Tensor y, Tensor... inputs) {
    return Autograd.grad(new Tensor[] {y.sum()}, inputs, null, true, true, false);
  }

  /// The elements, with 0 for −0: the sign of a slope that is nothing means nothing.
  private static double[] unsigned(Tensor slope) {
    return slope.add(0.0).toDoubleArray();
  }

  @Test
  void activationsAtTheirKinks() {
    assertThat(slope(Activations::hardtanh, -1, 0, 1)).containsExactly(0, 1, 0);
    assertThat(slope(Activations::relu6, 0, 3, 6)).containsExactly(0, 1, 0);
    assertThat(slope(Activations::hardsigmoid, -3, 0, 3)).containsExactly(0, 1 / 6.0, 0);
    assertThat(slope(Activations::hardswish, -3, 0, 3)).containsExactly(0, 0.5, 1);
    assertThat(slope(x -> Activations.hardshrink(x, 0.5), -0.5, 0.5, 1)).containsExactly(0, 0, 1);
    assertThat(slope(x -> Activations.softshrink(x, 0.5), -0.5, 0.5, 1)).containsExactly(0, 0, 1);
    assertThat(slope(x -> Activations.threshold(x, 1, 7), 1, 2)).containsExactly(0, 1);
    assertThat(slope(x -> Activations.leakyRelu(x, 0.1), -1, 0, 1)).containsExactly(0.1, 0.1, 1);
    assertThat(slope(x -> Activations.elu(x, 3), 0, 1)).containsExactly(3, 1);
    assertThat(slope(x -> Activations.celu(x, 3), 0, 1)).containsExactly(1, 1);
    assertThat(slope(Activations::softsign, 0)).containsExactly(1);
  }

  /// As in PyTorch, whose second derivatives of these belong to the straight side at the kink.
  @Test
  void exponentialUnitsBendOnlyBelowZero() {
    for (UnaryOperator<Tensor> unit :
        List.<UnaryOperator<Tensor>>of(
            Activations::elu,
            Activations::celu,
            x -> Activations.selu(x).div(1.7580993408473766))) {
      Tensor x = Tensor.of(FLOAT64, -1, 0, 1);
      Tensor bends = Autograd.hessian(at -> unit.apply(at).sum(), x).diagonal();
      assertThat(bends.toDoubleArray())
          .containsExactly(new double[] {Math.exp(-1), 0, 0}, ROUNDING);
    }
  }

  @Test
  void theSlopeOfHardswishAtNanIsNan() {
    assertThat(slope(Activations::hardswish, Double.NaN)).containsExactly(Double.NaN);
  }

  @Test
  void theSlopeOfPreluAtZeroIsItsWeight() {
    Tensor weight = Tensor.of(FLOAT64, 0.25).requiresGrad(true);
    Tensor x = Tensor.of(FLOAT64, -2, 0, 2).requiresGrad(true);
    Tensor[] slopes = Autograd.grad(Activations.prelu(x, weight).sum(), x, weight);
    assertThat(unsigned(slopes[0])).containsExactly(0.25, 0.25, 1);
    assertThat(unsigned(slopes[1])).containsExactly(-2);
  }

  @Test
  void theSecondDerivativesAtAKinkAreThoseOfTheStraightSide() {
    Tensor x = Tensor.zeros(FLOAT64, 1).requiresGrad(true);
    Tensor w = Tensor.full(FLOAT64, 0.3, 1).requiresGrad(true);
    Tensor[] slopes = recorded(Activations.prelu(x, w), x, w);
    assertThat(slopes[0].item()).isEqualTo(0.3);
    assertThat(unsigned(recorded(slopes[0], w)[0])).containsExactly(0);
    assertThat(unsigned(Autograd.grad(slopes[1].sum(), x)[0])).containsExactly(0);
    Tensor at = Tensor.of(FLOAT64, 0.5).requiresGrad(true);
    Tensor slope = recorded(Activations.softplus(at, 2, 1), at)[0];
    assertThat(slope.item()).isCloseTo(1 / (1 + Math.exp(-1)), ROUNDING);
    assertThat(unsigned(Autograd.grad(slope.sum(), at)[0])).containsExactly(0);
  }

  @Test
  void absoluteAndBentLossesAtTheirKinks() {
    double[] at = {-1, 0, 1, 2};
    double[] target = {0, 0, 0, 0};
    assertThat(slope((x, t) -> Losses.l1Loss(x, t, NONE), at, target)).containsExactly(-1, 0, 1, 1);
    assertThat(slope((x, t) -> Losses.smoothL1Loss(x, t, 1, NONE), at, target))
        .containsExactly(-1, 0, 1, 1);
    assertThat(slope((x, t) -> Losses.smoothL1Loss(x, t, 0, NONE), at, target))
        .containsExactly(-1, 0, 1, 1);
    assertThat(slope((x, t) -> Losses.huberLoss(x, t, 2, NONE), at, target))
        .containsExactly(-1, 0, 1, 2);
  }

  @Test
  void crossEntropyOfCertaintyIsSteepButFinite() {
    BinaryOperator<Tensor> loss = (x, t) -> LikelihoodLosses.binaryCrossEntropy(x, t, null, NONE);
    double[] at = {0, 1, 0, 1};
    assertThat(slope(loss, at, 0, 1, 1, 0)).containsExactly(0, 0, -1e12, 1e12);
    Tensor losses = loss.apply(Tensor.of(FLOAT64, at), Tensor.of(FLOAT64, 0, 1, 1, 0));
    assertThat(unsigned(losses)).containsExactly(0, 0, 100, 100);
    BinaryOperator<Tensor> ofScores =
        (x, t) -> LikelihoodLosses.binaryCrossEntropyWithLogits(x, t, null, null, NONE);
    assertThat(slope(ofScores, new double[] {800, -800, 0}, 1, 1, 1)).containsExactly(0, -1, -0.5);
  }

  @Test
  void aTargetOfProbabilityZeroHasNoDivergence() {
    BinaryOperator<Tensor> divergence = (x, t) -> LikelihoodLosses.klDiv(x, t, NONE, false);
    assertThat(slope(divergence, new double[] {-1, -2}, 0, 1)).containsExactly(0, -1);
    Tensor input = Tensor.of(FLOAT64, -1, -2);
    assertThat(divergence.apply(input, Tensor.of(FLOAT64, 0, 1)).toDoubleArray())
        .containsExactly(0, 2);
  }

  @Test
  void hingesPassTheGradientOnWhereTheyBegin() {
    Tensor second = Tensor.of(FLOAT64, 0, 0, 0);
    Tensor one = Tensor.of(FLOAT64, 1, 1, 1);
    assertThat(slope(x -> MarginLosses.marginRankingLoss(x, second, one, 1, NONE), 0, 1, 2))
        .containsExactly(-1, -1, 0);
    Tensor far = Tensor.of(FLOAT64, -1, -1, -1);
    assertThat(slope(x -> MarginLosses.hingeEmbeddingLoss(x, far, 1, NONE), 0, 1, 2))
        .containsExactly(-1, -1, 0);
  }

  @Test
  void aSingleSampleMayComeWithALabelInADimensionOfItsOwn() {
    Tensor scores = Tensor.of(FLOAT64, 1, 3, 2);
    for (int[] shape : new int[][] {{}, {1}}) {
      Tensor label = Tensor.of(2L).reshape(shape);
      Tensor loss = MarginLosses.multiMarginLoss(scores, label, 1, 1, null, NONE);
      assertThat(loss.shape()).isEqualTo(Shape.of(shape));
      assertThat(loss.item()).isCloseTo(2 / 3.0, within(1e-15));
    }
  }

  @Test
  void aLabelJustBeyondTheClassesIsRefused() {
    Tensor scores = Tensor.of(FLOAT64, 1, 3, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginLosses.multiMarginLoss(scores, Tensor.scalar(3L), 1, 1, null, NONE))
        .withMessage("multiMarginLoss: label 3 is out of range; with 3 classes labels are 0 to 2");
  }

  @Test
  void theAngleOfAVectorOfLengthZeroIsARightOne() {
    Tensor zero = Tensor.zeros(FLOAT64, 2);
    Tensor other = Tensor.of(FLOAT64, 3, 4);
    Tensor alike = Tensor.scalar(FLOAT64, 1.0);
    for (Tensor[] pair : new Tensor[][] {{zero, other}, {other, zero}, {zero, zero}}) {
      Tensor loss = MarginLosses.cosineEmbeddingLoss(pair[0], pair[1], alike, 0, NONE);
      assertThat(loss.item()).isEqualTo(1);
    }
  }

  @Test
  void vectorsOfLengthZeroAreDividedByTheLeastLength() {
    Tensor other = Tensor.of(FLOAT64, 3, 4).reshape(1, 2);
    double[] slope = slope(x -> Distances.cosineSimilarity(x.reshape(1, 2), other, 1, 1e-8), 0, 0);
    assertThat(slope[0]).isCloseTo(0.6e8, within(1e-6));
    assertThat(slope[1]).isCloseTo(0.8e8, within(1e-6));
    UnaryOperator<Tensor> unit = x -> Normalization.normalize(x, 2, 0, 1e-2);
    assertThat(slope(unit, 0, 0)).containsExactly(100, 100);
    for (double p : new double[] {0.5, 1, 1.5, 2, 3}) {
      assertThat(slope(x -> Normalization.normalize(x, p, 0, 1e-2), 0.001, 0))
          .containsExactly(100, 100);
    }
  }

  @Test
  void aVectorOfOneNumberDoesNotTurn() {
    for (double p : new double[] {0.5, 1, 1.5, 2, 3}) {
      Tensor x = Tensor.rand(3, 1).add(0.01).requiresGrad(true);
      Tensor slope =
          Autograd.grad(
              new Tensor[] {Normalization.normalize(x, p, 1, 1e-12).sum()},
              new Tensor[] {x},
              null,
              true,
              true,
              false)[0];
      assertThat(unsigned(slope)).containsOnly(0);
      assertThat(unsigned(Autograd.grad(slope.sum(), x)[0])).containsOnly(0);
    }
  }

  @Test
  void theDistanceOfEqualRowsIsFlatWithoutALeastDifference() {
    Tensor same = Tensor.of(FLOAT64, 1, 2).reshape(1, 2);
    assertThat(slope(x -> Distances.pairwiseDistance(x.reshape(1, 2), same, 2, 0, false), 1, 2))
        .containsExactly(0, 0);
  }

  @Test
  void aQueryThatSeesNothingTakesAndGivesNothing() {
    Tensor query = Tensor.rand(FLOAT64, 2, 3).requiresGrad(true);
    Tensor key = Tensor.rand(FLOAT64, 2, 3);
    Tensor seen = Tensor.of(new boolean[][] {{true, true}, {false, false}});
    Tensor y = Attention.scaledDotProductAttention(query, key, key, seen, 0, false, 1);
    assertThat(unsigned(y.at(1))).containsOnly(0);
    assertThat(unsigned(Autograd.grad(y.sum(), query)[0].at(1))).containsOnly(0);
    assertThat(slope(x -> x.logSoftmax(0).exp().at(0), 0, NONE_AT_ALL, 0))
        .containsExactly(0.25, 0, -0.25);
  }

  @Test
  void theFirstOfEqualNumbersInAWindowGetsTheGradient() {
    UnaryOperator<Tensor> pooled = x -> Pooling.maxPool1d(x.reshape(1, 1, 4), Pooling.kernel(4));
    assertThat(slope(pooled, 1, 3, 3, 2)).containsExactly(0, 1, 0, 0);
  }
}
