package gradus.nn.functional;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Tensor;
import gradus.nn.Linear;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is missing, or larger than any array, is refused before anything is computed.
class RefusedInputsTest {
  private static final String HINT =
      " is null; check where it comes from: grad(), for one, is null until backward() brings a"
          + " gradient";
  private final Tensor x = Tensor.zeros(2, 3, 4);

  @Test
  void missingTensorsAreNamed() {
    refused(() -> Activations.gelu(null), "gelu: the input" + HINT);
    refused(() -> Activations.relu6(null), "relu6: the input" + HINT);
    refused(() -> Activations.prelu(x, null), "prelu: the weight" + HINT);
    refused(() -> Convolutions.conv1d(x, null), "conv1d: the weight" + HINT);
    refused(() -> Linears.linear(null, x), "linear: the input" + HINT);
    refused(() -> Normalization.layerNorm(null, 4), "layerNorm: the input" + HINT);
    refused(() -> Pooling.maxPool1d(null, 2), "maxPool1d: the input" + HINT);
    refused(() -> Padding.pad(null, 1, 1), "pad: the input" + HINT);
    refused(() -> Vision.interpolate(null, Vision.size(2)), "interpolate: the input" + HINT);
    refused(() -> Dropouts.dropout(null), "dropout: the input" + HINT);
    refused(() -> Embeddings.embedding(null, x), "embedding: the input" + HINT);
    refused(() -> Losses.mseLoss(x, null), "mse: the target" + HINT);
    refused(() -> Losses.crossEntropy(x, null), "crossEntropy: tensor 2 of 2" + HINT);
    refused(() -> MarginLosses.softMarginLoss(null, x), "softMarginLoss: tensor 1 of 2" + HINT);
    refused(() -> Distances.pairwiseDistance(x, null), "pairwiseDistance: tensor 2 of 2" + HINT);
    refused(
        () -> Attention.scaledDotProductAttention(x, null, x),
        "scaledDotProductAttention: the key" + HINT);
    refused(() -> new Linear(3, 2).apply(null), "Linear: the input" + HINT);
  }

  @Test
  void aMaskMustNotEnlargeTheScores() {
    Tensor query = Tensor.zeros(2, 4);
    refused(
        () -> Attention.scaledDotProductAttention(query, query, query, Tensor.zeros(1, 2, 2)),
        "scaledDotProductAttention: a mask of shape [1, 2, 2] for scores of shape [2, 2]; it must"
            + " broadcast to the scores: reshape it, or expand the query");
  }

  @Test
  void sizesBeyondAnArrayAreRefusedBeforeAnythingIsAllocated() {
    refused(
        () -> Vision.interpolate(x, Vision.scaleFactor(1e300)),
        "interpolate: input [2, 3, 4] would get images of [2147483647]: a dimension has at most"
            + " 268435456 places, and a tensor 2147483647 elements; ask for less");
    refused(
        () -> Vision.interpolate(Tensor.zeros(1, 1, 2, 2), Vision.size(1 << 20)),
        "interpolate: input [1, 1, 2, 2] would get images of [1048576, 1048576]: a dimension has at"
            + " most 268435456 places, and a tensor 2147483647 elements; ask for less");
    refused(
        () -> Pooling.adaptiveAvgPool1d(x, Integer.MAX_VALUE),
        "adaptiveAvgPool1d: input [2, 3, 4] would get images of [2147483647]: a dimension has at"
            + " most 268435456 places, and a tensor 2147483647 elements; ask for less");
    refused(
        () -> Padding.pad(x, Integer.MAX_VALUE, Integer.MAX_VALUE),
        "pad: [2147483647, 2147483647] would leave dimension 2 of shape [2, 3, 4] with size"
            + " 4294967298; add fewer places");
    refused(
        () -> Vision.pixelShuffle(x, 1 << 16),
        "pixelShuffle: input [2, 3, 4] by 65536: its channels (2) must be a multiple of 4294967296,"
            + " the factor squared");
    refused(
        () -> Embeddings.oneHot(Tensor.of(Long.MAX_VALUE)),
        "oneHot: the number 9223372036854775807 would need as many classes and one more; name how"
            + " many there are: oneHot(x, classes)");
  }

  @Test
  void attentionSaysWhatItCannotWeigh() {
    refused(
        () -> Attention.scaledDotProductAttention(x, x, x, null, 0, false, Double.NaN),
        "scaledDotProductAttention: the scale is NaN, and so would be every weight; give a number,"
            + " such as scale(query)");
    refused(
        () -> Attention.scaledDotProductAttention(x, x.to(FLOAT64), x),
        "scaledDotProductAttention: query FLOAT32, key FLOAT64 and value FLOAT32: all must have one"
            + " floating-point type; cast with to(FLOAT32)");
    refused(
        () -> Attention.scaledDotProductAttention(Tensor.scalar(1.0), x, x),
        "scaledDotProductAttention: query [], key [2, 3, 4] and value [2, 3, 4] do not line up:"
            + " they must be […, L, E], […, S, E] and […, S, V]");
    refused(
        () -> Linears.linear(x.to(BOOL), Tensor.ones(5, 4).to(BOOL)),
        "linear: input and weight are BOOL: truth values are not multiplied and added up; cast both"
            + " with to(INT64) or to(FLOAT32)");
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}
