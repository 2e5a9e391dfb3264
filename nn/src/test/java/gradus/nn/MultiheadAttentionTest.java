package gradus.nn;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Attention of several heads.
class MultiheadAttentionTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(5);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.allclose(expected, 1e-5, 1e-6, false))
        .as("%s against %s", actual, expected)
        .isTrue();
  }

  @Test
  void weightsOfEveryQueryAddUpToOne() {
    var attention = new MultiheadAttention(8, 2);
    var result =
        attention.apply(Tensor.randn(4, 3, 8), Tensor.randn(5, 3, 8), Tensor.randn(5, 3, 8));
    assertThat(result.output().shape()).isEqualTo(Shape.of(4, 3, 8));
    assertThat(result.weights().shape()).isEqualTo(Shape.of(3, 4, 5));
    assertClose(result.weights().sum(-1), Tensor.ones(3, 4));
  }

  @Test
  void theMeanOfTheHeadsIsGivenUnlessEachIsWanted() {
    var attention = new MultiheadAttention(8, 2);
    Tensor x = Tensor.randn(4, 3, 8);
    Tensor each = attention.apply(x, x, x, null, true, null, false).weights();
    assertThat(each.shape()).isEqualTo(Shape.of(3, 2, 4, 4));
    assertClose(attention.apply(x, x, x).weights(), each.mean(1));
    assertThat(attention.apply(x, x, x, null, false, null, true).weights()).isNull();
  }

  @Test
  void oneProductForAllThreeGivesWhatThreeGive() {
    var attention = new MultiheadAttention(8, 2);
    Tensor x = Tensor.randn(4, 3, 8);
    assertClose(attention.apply(x, x, x).output(), attention.apply(x, x.clone(), x).output());
  }

  @Test
  void batchFirstSwapsTheFirstTwoDimensions() {
    var lengthFirst = new MultiheadAttention(8, 2);
    var batchFirst = new MultiheadAttention(8, 2, MultiheadAttention.batchFirst(true));
    batchFirst.loadStateDict(lengthFirst.stateDict());
    Tensor q = Tensor.randn(4, 3, 8);
    Tensor k = Tensor.randn(5, 3, 8);
    var expected = lengthFirst.apply(q, k, k);
    var actual = batchFirst.apply(q.transpose(0, 1), k.transpose(0, 1), k.transpose(0, 1));
    assertClose(actual.output().transpose(0, 1), expected.output());
    assertClose(actual.weights(), expected.weights());
  }

  @Test
  void withoutABatchThereIsNoneInTheResults() {
    var attention = new MultiheadAttention(8, 2);
    Tensor q = Tensor.randn(4, 8);
    Tensor k = Tensor.randn(5, 8);
    var alone = attention.apply(q, k, k);
    var batch = attention.apply(q.unsqueeze(1), k.unsqueeze(1), k.unsqueeze(1));
    assertClose(alone.output(), batch.output().squeeze(1));
    assertClose(alone.weights(), batch.weights().squeeze(0));
  }

  @Test
  void paddingIsNotSeen() {
    var attention = new MultiheadAttention(8, 2, MultiheadAttention.batchFirst(true));
    Tensor q = Tensor.randn(2, 4, 8);
    Tensor k = Tensor.randn(2, 5, 8);
    Tensor padding = Tensor.zeros(BOOL, 2, 5);
    padding.at(0, 3).fill_(1);
    padding.at(0, 4).fill_(1);
    var result = attention.apply(q, k, k, padding, true, null, true);
    assertThat(result.weights().at(0).narrow(1, 3, 2).abs().max().item()).isZero();
    Tensor shorter = k.narrow(1, 0, 3);
    var expected = attention.apply(q, shorter, shorter);
    assertClose(result.output().at(0), expected.output().at(0));
    assertClose(result.output().at(1), attention.apply(q, k, k).output().at(1));
  }

  @Test
  void masksOfBothKindsAndTypesSayTheSame() {
    var attention = new MultiheadAttention(8, 2);
    Tensor x = Tensor.randn(4, 3, 8);
    Tensor numbers = TransformerEncoder.generateSquareSubsequentMask(4);
    Tensor truths = numbers.lt(0);
    Tensor none = Tensor.zeros(BOOL, 3, 4);
    Tensor expected = attention.apply(x, x, x, null, true, truths, true).output();
    assertThat(numbers.at(0).toDoubleArray())
        .containsExactly(
            0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertClose(attention.apply(x, x, x, null, true, numbers, true).output(), expected);
    assertClose(attention.apply(x, x, x, none, true, numbers, true).output(), expected);
    assertClose(attention.apply(x, x, x, none, true, truths, true).output(), expected);
    Tensor perHead = truths.expand(6, 4, 4);
    assertClose(attention.apply(x, x, x, none, true, perHead, true).output(), expected);
    Tensor first = attention.apply(x, x, x, null, true, truths, true).weights().at(0, 0);
    assertClose(first, Tensor.of(1.0, 0, 0, 0));
  }

  @Test
  void aQueryThatSeesNothingTakesNothing() {
    var attention = new MultiheadAttention(8, 2);
    Tensor x = Tensor.randn(4, 1, 8);
    var result = attention.apply(x, x, x, Tensor.ones(BOOL, 1, 4), true, null, true);
    assertThat(result.weights().abs().max().item()).isZero();
    assertThat(result.output().isfinite().all().itemBoolean()).isTrue();
  }

  @Test
  void keysAndValuesMayHaveOtherSizesAndMoreOfThem() {
    var options = MultiheadAttention.kdim(6).vdim(7).addBiasKv(true).addZeroAttn(true);
    var attention = new MultiheadAttention(8, 2, options);
    assertThat(attention.stateDict().names())
        .containsExactly(
            "q_proj_weight",
            "k_proj_weight",
            "v_proj_weight",
            "in_proj_bias",
            "bias_k",
            "bias_v",
            "out_proj.weight",
            "out_proj.bias");
    Tensor padding = Tensor.ones(BOOL, 3, 5);
    var result =
        attention.apply(
            Tensor.randn(4, 3, 8),
            Tensor.randn(5, 3, 6),
            Tensor.randn(5, 3, 7),
            padding,
            true,
            null,
            true);
    assertThat(result.weights().shape()).isEqualTo(Shape.of(3, 4, 7));
    assertThat(result.weights().narrow(2, 0, 5).abs().max().item()).isZero();
    assertClose(result.weights().sum(-1), Tensor.ones(3, 4));
  }

  @Test
  void dropoutWorksInTrainingAlone() {
    var attention = new MultiheadAttention(8, 2, MultiheadAttention.dropout(0.5).bias(false));
    Tensor x = Tensor.randn(4, 3, 8);
    assertThat(attention.apply(x, x, x).weights().sum(-1).allclose(Tensor.ones(3, 4))).isFalse();
    attention.eval();
    assertClose(attention.apply(x, x, x).weights().sum(-1), Tensor.ones(3, 4));
    assertThat(attention.stateDict().names()).containsExactly("in_proj_weight", "out_proj.weight");
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var attention = new MultiheadAttention(4, 2);
    attention.to(FLOAT64);
    Tensor hidden = Tensor.ones(BOOL, 3, 3).triu(1);
    GradCheck.check(
        in -> attention.apply(in[0], in[1], in[2], null, true, hidden, true).output(),
        Tensor.randn(FLOAT64, 3, 2, 4),
        Tensor.randn(FLOAT64, 3, 2, 4),
        Tensor.randn(FLOAT64, 3, 2, 4));
    Tensor x = Tensor.randn(FLOAT64, 3, 2, 4);
    GradCheck.check(y -> attention.apply(y, y, y).weights(), x);
    for (Tensor parameter : attention.parameters()) {
      GradCheck.check(
          value ->
              attention.functionalCall(
                  Map.of(name(attention, parameter), value),
                  () -> attention.apply(x, x, x).output()),
          parameter.detach().clone());
    }
  }

  private static String name(Block block, Tensor parameter) {
    return block.namedParameters().entrySet().stream()
        .filter(entry -> entry.getValue() == parameter)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Test
  void whatDoesNotFitIsExplained() {
    var attention = new MultiheadAttention(8, 2);
    Tensor x = Tensor.zeros(4, 3, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiheadAttention(8, 3))
        .withMessage(
            "MultiheadAttention: 8 features in 3 heads; the number of heads must divide that of"
                + " features");
    assertThatThrownBy(() -> attention.apply(x, Tensor.zeros(5, 2, 8), Tensor.zeros(5, 2, 8)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: query [4, 3, 8], key [5, 2, 8] and value [5, 2, 8] do not belong"
                + " together; they must be [L, N, 8], [S, N, 8] and [S, N, 8], or without N");
    assertThatThrownBy(() -> attention.apply(x, x, x, Tensor.zeros(BOOL, 4, 3), true, null, true))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: keyPaddingMask is BOOL [4, 3]; it must be BOOL or FLOAT32, of"
                + " shape [3, 4]");
    assertThatThrownBy(() -> attention.apply(x, x, x, null, true, Tensor.zeros(4, 5), true))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiheadAttention: attnMask is FLOAT32 [4, 5]; it must be BOOL or FLOAT32, of shape"
                + " [4, 4] or [6, 4, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MultiheadAttention.dropout(-1))
        .withMessage("AttentionOptions: dropout is -1.0; a probability is in [0, 1]");
  }
}
