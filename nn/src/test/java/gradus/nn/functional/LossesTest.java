package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Losses against their definitions, and what they refuse.
class LossesTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(11);
  }

  @Test
  void squaredErrorsAreReducedAsAsked() {
    Tensor x = Tensor.of(1.0, 2, 3);
    Tensor y = Tensor.of(1.0, 0, 6);
    assertThat(Losses.mseLoss(x, y, Reduction.NONE).toDoubleArray()).containsExactly(0, 4, 9);
    assertThat(Losses.mseLoss(x, y, Reduction.SUM).item()).isEqualTo(13);
    assertThat(Losses.mseLoss(x, y).item()).isEqualTo((double) (13f / 3));
  }

  @Test
  void squaredErrorsFlowToBoth() {
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    Tensor y = Tensor.of(FLOAT64, 4, 1).requiresGrad(true);
    Losses.mseLoss(x, y).backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(-3, 1);
    assertThat(y.grad().toDoubleArray()).containsExactly(3, -1);
  }

  @Test
  void shapesThatWouldBroadcastAreRefused() {
    assertThatThrownBy(() -> Losses.mseLoss(Tensor.zeros(32, 1), Tensor.zeros(32)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "mse: prediction [32, 1] and target [32] would broadcast to [32, 32]; make them the"
                + " same shape, e.g. target.unsqueeze(1)");
    assertThatThrownBy(() -> Losses.mseLoss(Tensor.zeros(3), Tensor.zeros(4)))
        .hasMessage("mse: prediction [3] and target [4] differ; make them the same shape");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.mseLoss(Tensor.of(1L), Tensor.of(1L)))
        .withMessage(
            "mse: prediction is INT64 and target INT64; one must be of a floating-point type: cast"
                + " it with to(FLOAT32)");
  }

  @Test
  void crossEntropyIsTheLogOfTheRightClass() {
    Tensor scores = Tensor.randn(FLOAT64, 4, 3);
    Tensor labels = Tensor.of(2L, 0, 1, 1);
    Tensor expected = scores.logSoftmax(1).gather(1, labels.unsqueeze(1)).squeeze(1).neg();
    Tensor each = loss(scores, labels, Losses.IGNORED, Reduction.NONE);
    assertThat(each.allclose(expected)).isTrue();
    assertThat(Losses.crossEntropy(scores, labels).allclose(expected.mean())).isTrue();
    assertThat(loss(scores, labels, Losses.IGNORED, Reduction.SUM).allclose(expected.sum()))
        .isTrue();
  }

  private static Tensor loss(Tensor scores, Tensor labels, long ignored, Reduction reduction) {
    return Losses.crossEntropy(scores, labels, null, ignored, reduction, 0);
  }

  /// The fused derivative runs without a graph, the formula with one; both must agree.
  @Test
  void theFastDerivativeIsTheDefinition() {
    for (Reduction reduction : Reduction.values()) {
      for (long ignored : new long[] {Losses.IGNORED, 1}) {
        Tensor scores = Tensor.randn(FLOAT64, 3, 4, 2).requiresGrad(true);
        Tensor labels = Tensor.randint(0, 4, 3, 2);
        Tensor loss = loss(scores, labels, ignored, reduction);
        Tensor g = Tensor.randn(FLOAT64, loss.shape().toArray());
        Tensor[] outputs = {loss};
        Tensor[] inputs = {scores};
        Tensor[] gs = {g};
        Tensor fast = Autograd.grad(outputs, inputs, gs, true, false, false)[0];
        Tensor formula = Autograd.grad(outputs, inputs, gs, true, true, false)[0];
        assertThat(fast.allclose(formula)).as("%s, %d ignored", reduction, ignored).isTrue();
      }
    }
  }

  @Test
  void theSlowerFormsAgreeWithTheOnePass() {
    Tensor scores = Tensor.randn(FLOAT64, 5, 3);
    Tensor labels = Tensor.of(2L, 0, 1, 1, 0);
    Tensor plain = Losses.crossEntropy(scores, labels);
    Tensor ones = Tensor.ones(FLOAT64, 3);
    assertThat(Losses.crossEntropy(scores, labels, ones, -100, Reduction.MEAN, 0).allclose(plain))
        .isTrue();
    Tensor oneHot = Tensor.arange(3L).eq(labels.unsqueeze(1)).to(FLOAT64);
    assertThat(Losses.crossEntropy(scores, oneHot).allclose(plain)).isTrue();
    Tensor smooth = Losses.crossEntropy(scores, labels, null, -100, Reduction.MEAN, 0.3);
    Tensor spread = oneHot.mul(0.7).add(0.1);
    assertThat(smooth.allclose(Losses.crossEntropy(scores, spread))).isTrue();
  }

  /// As in PyTorch: a batch without a label that counts must not spoil the parameters.
  @Test
  void theMeanOfNoLabelsIsNanWithoutASlope() {
    Tensor x = Tensor.of(FLOAT64, 1, 2, 3, 4, 5, 6).reshape(2, 3).requiresGrad(true);
    Tensor labels = Tensor.of(1L, 1L);
    Tensor weight = Tensor.ones(FLOAT64, 3);
    for (Tensor loss :
        List.of(
            loss(x, labels, 1, Reduction.MEAN),
            Losses.crossEntropy(x, labels, weight, 1, Reduction.MEAN, 0.1),
            Losses.nllLoss(x, labels, weight, 1, Reduction.MEAN))) {
      assertThat(loss.item()).isNaN();
      for (boolean record : new boolean[] {false, true}) {
        Tensor slope =
            Autograd.grad(new Tensor[] {loss}, new Tensor[] {x}, null, true, record, false)[0];
        assertThat(slope.add(0).toDoubleArray()).containsOnly(0);
      }
    }
  }

  @Test
  void anIgnoredLabelCountsForNothing() {
    Tensor scores = Tensor.randn(3, 2).requiresGrad(true);
    Tensor loss = Losses.crossEntropy(scores, Tensor.of(1L, -100, 0));
    loss.backward();
    Tensor two = scores.detach().indexSelect(0, Tensor.of(0L, 2));
    assertThat(loss.detach().allclose(Losses.crossEntropy(two, Tensor.of(1L, 0)))).isTrue();
    assertThat(scores.grad().at(1).toDoubleArray()).containsExactly(0, 0);
  }

  @Test
  void aSingleSampleNeedsNoBatch() {
    Tensor scores = Tensor.of(FLOAT64, 1, 2, 3).requiresGrad(true);
    Tensor loss = Losses.crossEntropy(scores, Tensor.scalar(2L));
    loss.backward();
    assertThat(loss.shape()).isEqualTo(Shape.of());
    assertThat(scores.grad().sum().item()).isCloseTo(0, within(1e-15));
  }

  @Test
  void aLabelOutOfRangeIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.crossEntropy(Tensor.zeros(3, 10), Tensor.of(1L, 10, 0)))
        .withMessage(
            "crossEntropy: label 10 at place 1 is out of range: scores of shape [3, 10] have 10"
                + " classes, so labels are 0 to 9; give the last layer more outputs, or count"
                + " labels from 0");
  }

  @Test
  void shapesThatDoNotBelongTogetherAreExplained() {
    assertThatThrownBy(() -> Losses.crossEntropy(Tensor.zeros(4, 3), Tensor.zeros(INT64, 4, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "crossEntropy: scores [4, 3] and target [4, 1] do not belong together: labels must have"
                + " shape [4]; did you mean target.squeeze(1)?");
    assertThatThrownBy(() -> Losses.crossEntropy(Tensor.zeros(4, 3), Tensor.zeros(INT64, 4, 3)))
        .hasMessage(
            "crossEntropy: scores [4, 3] and target [4, 3] do not belong together: labels must have"
                + " shape [4]; for one-hot rows use target.argmax(1), or make them probabilities"
                + " with to(FLOAT32)");
    assertThatThrownBy(() -> Losses.crossEntropy(Tensor.zeros(4, 3), Tensor.zeros(4)))
        .hasMessage(
            "crossEntropy: scores [4, 3] and target [4] do not belong together: probabilities must"
                + " have shape [4, 3]; if these are labels, use target.to(INT64)");
    assertThatThrownBy(() -> Losses.crossEntropy(Tensor.zeros(4, 3), Tensor.zeros(INT64, 1, 4)))
        .hasMessage(
            "crossEntropy: scores [4, 3] and target [1, 4] do not belong together: labels must have"
                + " shape [4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.crossEntropy(Tensor.zeros(INT64, 4, 3), Tensor.zeros(INT64, 4)))
        .withMessage(
            "crossEntropy: the scores are INT64; they must be of a floating-point type: cast them"
                + " with to(FLOAT32)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Losses.crossEntropy(Tensor.zeros(FLOAT32, 4, 3), Tensor.zeros(FLOAT64, 4, 3)))
        .withMessage(
            "crossEntropy: the scores are FLOAT32 and the target FLOAT64; labels are INT64:"
                + " to(INT64), probabilities of the scores' type: to(FLOAT32)");
  }
}
