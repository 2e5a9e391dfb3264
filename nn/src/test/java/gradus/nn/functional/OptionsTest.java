package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What functions do when they are asked for more than their short forms do.
class OptionsTest {
  private final Generator generator = new Generator(3);

  private Tensor random(int... shape) {
    return Tensor.randn(generator, shape).to(FLOAT64);
  }

  private static void close(Tensor a, Tensor b) {
    assertThat(a.allclose(b, 1e-12, 1e-12, false)).as("%s and %s", a, b).isTrue();
  }

  @Test
  void weightedMeansDivideByTheWeights() {
    Tensor x = Tensor.of(FLOAT64, 1, 2, 5);
    Tensor y = Tensor.of(FLOAT64, 1, 0, 8);
    Tensor weight = Tensor.of(FLOAT64, 4, 3, 1);
    assertThat(Losses.mseLoss(x, y, Reduction.MEAN, weight).item()).isEqualTo(21.0 / 8);
    assertThat(Losses.mseLoss(x, y, Reduction.SUM, weight).item()).isEqualTo(21);
    assertThat(Losses.mseLoss(x, y, Reduction.NONE, weight).toDoubleArray())
        .containsExactly(0, 12, 9);
    assertThat(Losses.l1Loss(x, y, Reduction.MEAN, weight).item()).isEqualTo(9.0 / 8);
    assertThat(Losses.mseLoss(x, y, Reduction.MEAN, null).item()).isEqualTo(13.0 / 3);
    assertThat(Losses.l1Loss(x, y, Reduction.SUM, null).item()).isEqualTo(5);
  }

  @Test
  void weightedMeanOfHuberDividesByTheCount() {
    Tensor x = Tensor.of(FLOAT64, 1, 2, 5);
    Tensor y = Tensor.of(FLOAT64, 1, 0, 8);
    Tensor weight = Tensor.of(FLOAT64, 4, 3, 1);
    assertThat(Losses.huberLoss(x, y, 1, Reduction.MEAN, weight).item())
        .isCloseTo((3 * 1.5 + 2.5) / 3, within(1e-15));
    assertThat(Losses.huberLoss(x, y, 1, Reduction.SUM, null).item()).isEqualTo(4);
  }

  @Test
  void weightsOfLossesAreOnePerElement() {
    Tensor x = random(2, 3);
    assertThatThrownBy(() -> Losses.mseLoss(x, x, Reduction.MEAN, random(3)))
        .hasMessage(
            "mse: weight [3] for a prediction [2, 3]; give one weight per element, e.g."
                + " weight.expandAs(prediction)");
    GradCheck.check(
        in -> Losses.mseLoss(in[0], in[1], Reduction.MEAN, in[2].square().add(1)),
        x,
        random(2, 3),
        random(2, 3));
  }

  @Test
  void longRowsAreShortenedInTheTable() {
    Tensor table = Tensor.of(FLOAT64, 3, 4, 0.3, 0.4, 6, 8).reshape(3, 2).requiresGrad(true);
    Tensor rows = Embeddings.embedding(Tensor.of(0L, 1, 0), table, null, 1.0, 2, false);
    Tensor expected = Tensor.of(FLOAT64, 0.6, 0.8, 0.3, 0.4, 0.6, 0.8).reshape(3, 2);
    assertThat(rows.allclose(expected, 1e-6, 1e-6, false)).isTrue();
    assertThat(table.norm().item()).isCloseTo(Math.sqrt(101.25), within(1e-6));
    rows.sum().backward();
    assertThat(table.grad().toDoubleArray()).containsExactly(2, 2, 1, 1, 0, 0);
  }

  @Test
  void rowsMayBeMeasuredByAnotherNorm() {
    Tensor table = Tensor.of(FLOAT64, 3, 4).reshape(1, 2);
    Tensor row = Embeddings.embedding(Tensor.of(0L), table, null, 3.5, 1, false);
    assertThat(row.abs().sum().item()).isCloseTo(3.5, within(1e-6));
  }

  @Test
  void nothingIsShortenedForARowThatDoesNotExist() {
    Tensor table = Tensor.ones(FLOAT64, 2, 2);
    assertThatThrownBy(() -> Embeddings.embedding(Tensor.of(0L, 2), table, null, 0.1, 2, false))
        .hasMessage(
            "embedding: row 2 of a table of shape [2, 2] does not exist; numbers are 0 to 1");
    assertThat(table.sum().item()).isEqualTo(4);
  }

  @Test
  void frequentRowsLearnMoreSlowly() {
    Tensor table = random(3, 2).requiresGrad(true);
    Tensor numbers = Tensor.of(0L, 1, 0, 2, 0, 2).reshape(2, 3);
    Tensor rows = Embeddings.embedding(numbers, table, 2, null, 2, true);
    assertThat(rows.equal(Embeddings.embedding(numbers, table))).isTrue();
    rows.mul(3).sum().backward();
    close(table.grad(), Tensor.of(FLOAT64, 3, 3, 3, 3, 0, 0).reshape(3, 2));
  }

  @Test
  void neighbouringQueriesShareKeys() {
    Tensor query = random(2, 4, 3, 5);
    Tensor key = random(2, 2, 6, 5);
    Tensor value = random(2, 2, 6, 7);
    Tensor shared =
        Attention.scaledDotProductAttention(query, key, value, null, 0, false, 0.4, true);
    assertThat(shared.shape().toArray()).containsExactly(2, 4, 3, 7);
    for (int head = 0; head < 4; head++) {
      Tensor alone =
          Attention.scaledDotProductAttention(
              query.select(1, head),
              key.select(1, head / 2),
              value.select(1, head / 2),
              null,
              0,
              false,
              0.4);
      close(shared.select(1, head), alone);
    }
    assertThatThrownBy(() ->
            Attention.scaledDotProductAttention(
                random(3, 3, 5), key.select(0, 0), value.select(0, 0), null, 0, false, 1, true))
        .hasMessage(
            "scaledDotProductAttention: query [3, 3, 5], key [2, 6, 5] and value [2, 6, 7] cannot"
                + " share heads: they must be […, H, L, E], […, G, S, E] and […, G, S, V], with H a"
                + " multiple of G");
  }

  private record Form(UnaryOperator<Tensor> inPlace, UnaryOperator<Tensor> plain) {}

  @Test
  void activationsInPlaceAreThoseBesideThem() {
    for (Form form :
        List.of(
            new Form(Activations::elu_, Activations::elu),
            new Form(x -> Activations.elu_(x, 2), x -> Activations.elu(x, 2)),
            new Form(Activations::leakyRelu_, Activations::leakyRelu),
            new Form(x -> Activations.leakyRelu_(x, 0.3), x -> Activations.leakyRelu(x, 0.3)),
            new Form(Activations::hardtanh_, Activations::hardtanh),
            new Form(x -> Activations.hardtanh_(x, -2, 0.5), x -> Activations.hardtanh(x, -2, 0.5)),
            new Form(
                x -> Activations.threshold_(x, 0.1, 7), x -> Activations.threshold(x, 0.1, 7)))) {
      Tensor x = random(4, 5).requiresGrad(true);
      Tensor changed = x.mul(1);
      assertThat(form.inPlace().apply(changed)).isSameAs(changed);
      Tensor plain = form.plain().apply(x);
      close(changed, plain);
      changed.square().sum().backward();
      Tensor gradient = x.grad();
      x.zeroGrad();
      plain.square().sum().backward();
      close(gradient, x.grad());
    }
    assertThatThrownBy(() -> Activations.elu_(random(2).requiresGrad(true)))
        .hasMessageStartingWith("elu_: a leaf that requires a gradient cannot be changed in place");
  }
}
