package gradus.nn.functional;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// A loss refuses in its own name, not in that of an operation that it is made of.
class LossRefusalsTest {
  private final Tensor scores = Tensor.zeros(2, 3);
  private final Tensor truth = Tensor.zeros(DType.BOOL, 2, 3);

  @Test
  void inputMustBeDecimal() {
    String text =
        ": the input is BOOL; it must be of a floating-point type: cast it with to(FLOAT32)";
    refused(() -> LikelihoodLosses.klDiv(truth, scores, Reduction.MEAN, false), "klDiv" + text);
    refused(
        () -> MarginLosses.softMarginLoss(truth, scores, Reduction.MEAN), "softMarginLoss" + text);
    refused(() -> Distances.cosineSimilarity(truth, scores), "cosineSimilarity" + text);
    refused(() -> Normalization.normalize(truth, 2, 1, 1e-12), "normalize" + text);
  }

  @Test
  void truthValuesAreNoTargets() {
    String text =
        ": a tensor of truth values, BOOL [2, 3], is no number to compute with; cast it with"
            + " to(FLOAT32)";
    refused(() -> Losses.mseLoss(scores, truth), "mse" + text);
    refused(
        () -> LikelihoodLosses.binaryCrossEntropyWithLogits(scores, truth),
        "binaryCrossEntropyWithLogits" + text);
    refused(
        () -> MarginLosses.hingeEmbeddingLoss(scores, truth, 1, Reduction.MEAN),
        "hingeEmbeddingLoss" + text);
  }

  @Test
  void weightMustBroadcast() {
    refused(
        () -> LikelihoodLosses.binaryCrossEntropy(scores, scores, Tensor.zeros(2), Reduction.MEAN),
        "binaryCrossEntropy: shapes [2, 3] and [2] do not broadcast: dimension -1 is 3 and 2, and"
            + " neither is 1; reshape or unsqueeze one of them so that the sizes line up from the"
            + " right");
  }

  @Test
  void weightMustNotEnlargeTheInput() {
    Tensor number = Tensor.scalar(0.5);
    String text =
        ": a weight of shape [1] for an input of shape []; it must broadcast to the input: reshape"
            + " it";
    refused(
        () -> LikelihoodLosses.binaryCrossEntropy(number, number, Tensor.ones(1), Reduction.MEAN),
        "binaryCrossEntropy" + text);
    refused(
        () ->
            LikelihoodLosses.binaryCrossEntropyWithLogits(
                number, number, null, Tensor.ones(1), Reduction.NONE),
        "binaryCrossEntropyWithLogits" + text);
  }

  @Test
  void batchNeedsASize() {
    refused(
        () -> LikelihoodLosses.klDivBatchMean(Tensor.scalar(0.0), Tensor.scalar(0.0), false),
        "klDivBatchMean: the input is a single number, which has no samples; use klDiv");
    refused(
        () -> Normalization.localResponseNorm(Tensor.zeros(1, 2, 2), 0, 1, 1, 1),
        "localResponseNorm: size 0: a mean is over 1 channel or more");
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}
