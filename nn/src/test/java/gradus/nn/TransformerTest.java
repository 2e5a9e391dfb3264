package gradus.nn;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The transformer's encoder.
class TransformerTest {
  private static final TransformerOptions SMALL =
      TransformerEncoderLayer.dimFeedforward(6).dropout(0);

  @BeforeEach
  void seed() {
    Generator.manualSeed(7);
  }

  @Test
  void copiesBeginEqualAndLearnApart() {
    var layer = new TransformerEncoderLayer(4, 2, SMALL);
    double next = Tensor.rand(1).item();
    Generator.manualSeed(7);
    var same = new TransformerEncoderLayer(4, 2, SMALL);
    var encoder = new TransformerEncoder(same, 2);
    assertThat(Tensor.rand(1).item()).isEqualTo(next);
    Tensor x = Tensor.randn(3, 2, 4);
    assertThat(encoder.apply(x).equal(layer.apply(layer.apply(x)))).isTrue();
    assertThat(encoder.parameters()).hasSize(2 * layer.parameters().size());
    encoder.namedParameters().get("layers.0.linear1.bias").detach().fill_(1);
    assertThat(encoder.namedParameters().get("layers.1.linear1.bias").max().item()).isLessThan(1);
  }

  @Test
  void copiesKeepTypeAndMode() {
    var layer = new TransformerEncoderLayer(4, 2);
    layer.to(FLOAT64).eval();
    var encoder = new TransformerEncoder(layer, 1, new LayerNorm(4));
    assertThat(encoder.namedParameters().get("layers.0.linear1.bias").dtype()).isEqualTo(FLOAT64);
    assertThat(((Block) encoder).namedBlocks().get("layers.0.dropout").training()).isFalse();
    assertThat(encoder.stateDict().names()).endsWith("norm.weight", "norm.bias");
  }

  @Test
  void normalizationComesAfterOrBefore() {
    var after = new TransformerEncoderLayer(4, 2, SMALL.activation(Activations::gelu));
    var before = new TransformerEncoderLayer(4, 2, SMALL.normFirst(true));
    Tensor x = Tensor.randn(3, 2, 4).mul(100);
    assertThat(after.apply(x).abs().max().item()).isLessThan(3);
    assertThat(before.apply(x).abs().max().item()).isGreaterThan(50);
  }

  @Test
  void aPlaceDoesNotSeeThoseAfterIt() {
    var encoder = new TransformerEncoder(new TransformerEncoderLayer(4, 2, SMALL), 2);
    Tensor mask = TransformerEncoder.generateSquareSubsequentMask(3);
    Tensor x = Tensor.randn(3, 2, 4);
    Tensor changed = x.clone();
    changed.at(2).fill_(5);
    Tensor y = encoder.apply(x, mask, null);
    Tensor z = encoder.apply(changed, mask, null);
    assertThat(y.narrow(0, 0, 2).allclose(z.narrow(0, 0, 2))).isTrue();
    assertThat(y.at(2).allclose(z.at(2))).isFalse();
  }

  @Test
  void paddingIsNotSeen() {
    var layer = new TransformerEncoderLayer(4, 2, SMALL.batchFirst(true).bias(false));
    Tensor x = Tensor.randn(1, 3, 4);
    Tensor padding = Tensor.of(false, false, true).unsqueeze(0);
    assertThat(padding.dtype()).isEqualTo(BOOL);
    Tensor y = layer.apply(x, null, padding).narrow(1, 0, 2);
    assertThat(y.allclose(layer.apply(x.narrow(1, 0, 2)))).isTrue();
    assertThat(layer.apply(x.squeeze(0)).shape()).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void dropoutWorksInTrainingAlone() {
    var layer = new TransformerEncoderLayer(4, 2, SMALL.dropout(0.5));
    Tensor x = Tensor.randn(3, 2, 4);
    assertThat(layer.apply(x).equal(layer.apply(x))).isFalse();
    layer.eval();
    assertThat(layer.apply(x).equal(layer.apply(x))).isTrue();
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var layer = new TransformerEncoderLayer(4, 2, SMALL.activation(Tensor::tanh).layerNormEps(0.1));
    layer.to(FLOAT64);
    GradCheck.check(layer, Tensor.randn(FLOAT64, 3, 2, 4));
  }

  @Test
  void textIsPyTorchsButForNamesOfOurs() {
    var layer = new TransformerEncoderLayer(4, 2, SMALL.dropout(0.1));
    assertThat(new TransformerEncoder(layer, 2))
        .hasToString(
            """
            TransformerEncoder(
              (layers): LayerList(
                (0-1): 2 x TransformerEncoderLayer(
                  (self_attn): MultiheadAttention(
                    (out_proj): Linear(in_features=4, out_features=4, bias=True)
                  )
                  (linear1): Linear(in_features=4, out_features=6, bias=True)
                  (dropout): Dropout(p=0.1, inplace=False)
                  (linear2): Linear(in_features=6, out_features=4, bias=True)
                  (norm1): LayerNorm((4,), eps=1e-05, elementwise_affine=True)
                  (norm2): LayerNorm((4,), eps=1e-05, elementwise_affine=True)
                  (dropout1): Dropout(p=0.1, inplace=False)
                  (dropout2): Dropout(p=0.1, inplace=False)
                )
              )
            )\
            """);
  }
}
