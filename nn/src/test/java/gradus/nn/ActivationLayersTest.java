package gradus.nn;

import static gradus.autograd.DType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Activations as layers: what each makes of the numbers −4, −1, 0, 0.25 and 3, worked out from its
/// definition, and its text as PyTorch prints it.
class ActivationLayersTest {
  private static final double[] X = {-4, -1, 0, 0.25, 3};

  private interface Definition {
    double of(double x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Arguments row(Layer layer, String text, Definition definition) {
    return Arguments.of(layer, text, definition);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        row(new ELU(), "ELU(alpha=1.0)", x -> x > 0 ? x : Math.expm1(x)),
        row(new CELU(2), "CELU(alpha=2.0)", x -> x > 0 ? x : 2 * Math.expm1(x / 2)),
        row(
            new SELU(),
            "SELU()",
            x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))),
        row(new LeakyReLU(), "LeakyReLU(negative_slope=0.01)", x -> x > 0 ? x : 0.01 * x),
        row(new PReLU(), "PReLU(num_parameters=1)", x -> x > 0 ? x : 0.25 * x),
        row(new SiLU(), "SiLU()", x -> x * sigmoid(x)),
        row(new Mish(), "Mish()", x -> x * Math.tanh(Math.log1p(Math.exp(x)))),
        row(
            GELU.tanh(),
            "GELU(approximate='tanh')",
            x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        row(
            new Softplus(2, 1),
            "Softplus(beta=2.0, threshold=1.0)",
            x -> 2 * x > 1 ? x : Math.log1p(Math.exp(2 * x)) / 2),
        row(new LogSigmoid(), "LogSigmoid()", x -> Math.log(sigmoid(x))),
        row(
            new Hardtanh(-0.5, 2),
            "Hardtanh(min_val=-0.5, max_val=2.0)",
            x -> Math.clamp(x, -0.5, 2)),
        row(new ReLU6(), "ReLU6()", x -> Math.clamp(x, 0, 6)),
        row(new Hardsigmoid(), "Hardsigmoid()", x -> Math.clamp(x / 6 + 0.5, 0, 1)),
        row(new Hardswish(), "Hardswish()", x -> x * Math.clamp(x / 6 + 0.5, 0, 1)),
        row(new Hardshrink(), "Hardshrink(0.5)", x -> Math.abs(x) > 0.5 ? x : 0),
        row(
            new Softshrink(),
            "Softshrink(0.5)",
            x -> Math.signum(x) * Math.max(Math.abs(x) - 0.5, 0)),
        row(new Tanhshrink(), "Tanhshrink()", x -> x - Math.tanh(x)),
        row(new Softsign(), "Softsign()", x -> x / (1 + Math.abs(x))),
        row(new Threshold(0.1, 20), "Threshold(threshold=0.1, value=20.0)", x -> x > 0.1 ? x : 20));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("layers")
  void aLayerComputesItsDefinition(Layer layer, String text, Definition definition) {
    double[] expected = Stream.of(-4.0, -1.0, 0.0, 0.25, 3.0).mapToDouble(definition::of).toArray();
    assertThat(layer.apply(Tensor.of(X)).toDoubleArray()).containsExactly(expected, within(2e-6));
    assertThat(layer).hasToString(text);
  }

  @Test
  void gaussianUnitIsThatOfTheNormalDistribution() {
    assertThat(new GELU().apply(Tensor.of(-1.0, 0, 1)).toDoubleArray())
        .containsExactly(new double[] {-0.15865525, 0, 0.84134475}, within(1e-6));
    assertThat(new GELU()).hasToString("GELU(approximate='none')");
  }

  @Test
  void softmaxesShareOutOne() {
    Tensor x = Tensor.of(new double[][] {{1, 2, 4}, {0, 0, 0}});
    Tensor shares = new Softmax(1).apply(x);
    assertThat(shares.sum(1).allclose(Tensor.ones(2))).isTrue();
    assertThat(new LogSoftmax(1).apply(x).exp().allclose(shares)).isTrue();
    assertThat(new Softmin(-1).apply(x.neg()).allclose(shares)).isTrue();
    assertThat(new Softmax(0)).hasToString("Softmax(dim=0)");
    assertThat(new LogSoftmax(1)).hasToString("LogSoftmax(dim=1)");
    assertThat(new Softmin(-1)).hasToString("Softmin(dim=-1)");
  }

  @Test
  void gatedUnitHalvesADimension() {
    Tensor x = Tensor.randn(3, 4);
    Tensor expected = x.narrow(1, 0, 2).mul(x.narrow(1, 2, 2).sigmoid());
    assertThat(new GLU().apply(x).allclose(expected)).isTrue();
    assertThat(new GLU(1)).hasToString("GLU(dim=1)");
  }

  @Test
  void slopesOfChannelsAreLearned() {
    var layer = new PReLU(3, 0.5);
    assertThat(layer.stateDict().names()).containsExactly("weight");
    layer.apply(Tensor.full(FLOAT32, -2, 4, 3)).sum().backward();
    assertThat(layer.weight().grad().toDoubleArray()).containsExactly(-8, -8, -8);
  }

  @Test
  void channelsAreDroppedAsAWhole() {
    Generator.manualSeed(2);
    var layer = new Dropout2d(0.5);
    Tensor y = layer.apply(Tensor.ones(8, 8, 3, 3)).flatten(2);
    assertThat(y.amax(2).equal(y.amin(2))).isTrue();
    assertThat(y.eq(0).to(y.dtype()).mean().item()).isBetween(0.25, 0.75);
    assertThat(y.max().item()).isEqualTo(2);
    Tensor x = Tensor.ones(2, 2);
    assertThat(layer.eval().apply(x)).isSameAs(x);
    assertThat(layer).hasToString("Dropout2d(p=0.5, inplace=False)");
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Generator.manualSeed(2);
    var layer = new AlphaDropout(0.2);
    Tensor y = layer.apply(Tensor.randn(100_000));
    assertThat(y.mean().item()).isCloseTo(0, within(0.02));
    assertThat(y.var().item()).isCloseTo(1, within(0.03));
    Tensor x = Tensor.ones(2, 2).requiresGrad(true);
    assertThat(layer.eval().apply(x)).isSameAs(x);
    assertThat(new AlphaDropout(1).apply(x).toDoubleArray()).containsExactly(0, 0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlphaDropout(-0.5))
        .withMessage("AlphaDropout: p is -0.5; a probability is in [0, 1]");
  }

  @Test
  void whatAlphaDropoutKeepsIsStretched() {
    Generator.manualSeed(2);
    Tensor x = Tensor.ones(20).requiresGrad(true);
    double floor = 1.7580993408473766;
    double stretch = 1 / Math.sqrt((floor * floor * 0.5 + 1) * 0.5);
    Tensor y = new AlphaDropout(0.5).apply(x);
    y.sum().backward();
    double[] slopes = x.grad().toDoubleArray();
    double[] values = y.toDoubleArray();
    for (int i = 0; i < slopes.length; i++) {
      double kept = slopes[i] == 0 ? -floor : 1;
      assertThat(slopes[i]).isIn(0.0, (double) (float) stretch);
      assertThat(values[i]).isCloseTo(stretch * (kept + floor * 0.5), within(1e-6));
    }
  }

  @Test
  void aPlaceForPaddingIsNeitherSetNorLearned() {
    Generator.manualSeed(2);
    var table = new Embedding(4, 3, -2);
    assertThat(table.weight().at(2).abs().max().item()).isZero();
    Tensor y = table.apply(Tensor.of(new long[][] {{0, 2}, {2, 3}}));
    assertThat(y.shape()).isEqualTo(Shape.of(2, 2, 3));
    y.sum().backward();
    assertThat(table.weight().grad().sum(1).toDoubleArray()).containsExactly(3, 0, 0, 3);
    assertThat(table).hasToString("Embedding(4, 3, padding_idx=2)");
    assertThat(new Embedding(4, 3)).hasToString("Embedding(4, 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Embedding(4, 3, 4))
        .withMessage("Embedding: paddingIdx 4 for a table of 4 rows; use -4 to 3");
  }

  @Test
  void anEmbeddingDrawsNormalNumbers() {
    Generator.manualSeed(2);
    Tensor expected = Tensor.randn(5, 7);
    Generator.manualSeed(2);
    assertThat(new Embedding(5, 7).weight().equal(expected)).isTrue();
  }
}
