package gradus.nn;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A weight that is learnt as lengths and directions.
class WeightNormTest {
  private static final String LENGTHS = "parametrizations.weight.original0";
  private static final String DIRECTIONS = "parametrizations.weight.original1";

  @BeforeEach
  void seed() {
    Generator.manualSeed(2016);
  }

  @Test
  void itBeginsAsTheLayerThatItWraps() {
    for (Layer layer : List.of(new Linear(3, 4), new Conv1d(3, 4, 2))) {
      layer.to(FLOAT64);
      Tensor x = Tensor.randn(FLOAT64, 2, 3, 3);
      double[] plain = layer.apply(x).toDoubleArray();
      assertThat(new WeightNorm(layer).apply(x).toDoubleArray())
          .containsExactly(plain, within(1e-12));
    }
  }

  @Test
  void theNamesAreThoseOfPyTorch() {
    var layer = new WeightNorm(new Conv2d(2, 3, 5));
    assertThat(layer.namedParameters().keySet()).containsExactly("bias", LENGTHS, DIRECTIONS);
    assertThat(layer.stateDict().entries().keySet()).containsExactly("bias", LENGTHS, DIRECTIONS);
    assertThat(layer.namedParameters().get(LENGTHS).shape()).isEqualTo(Shape.of(3, 1, 1, 1));
    assertThat(layer.namedParameters().get(DIRECTIONS).shape()).isEqualTo(Shape.of(3, 2, 5, 5));
  }

  @Test
  void aWeightHasItsLengthAlongItsDirection() {
    var layer = new WeightNorm(new Linear(2, 1, false));
    Map<String, Tensor> values =
        Map.of(
            LENGTHS, Tensor.of(new double[][] {{10}}),
            DIRECTIONS, Tensor.of(new double[][] {{3, 4}}));
    Tensor weight = layer.functionalCall(values, layer::weight);
    assertThat(weight.toDoubleArray()).containsExactly(new double[] {6, 8}, within(1e-6));
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var layer = new WeightNorm(new Linear(3, 2));
    layer.to(FLOAT64);
    GradCheck.check(
        in -> layer.functionalCall(Map.of("bias", in[1], LENGTHS, in[2], DIRECTIONS, in[3]), in[0]),
        Tensor.randn(FLOAT64, 4, 3),
        Tensor.randn(FLOAT64, 2),
        Tensor.randn(FLOAT64, 2, 1),
        Tensor.randn(FLOAT64, 2, 3));
  }

  @Test
  void aBackwardReachesEveryParameterAndNotTheWeightOfTheLayer() {
    var plain = new Linear(3, 2);
    var layer = new WeightNorm(plain);
    layer.apply(Tensor.randn(4, 3)).square().sum().backward();
    assertThat(layer.parameters()).allMatch(parameter -> parameter.grad() != null);
    assertThat(plain.weight().grad()).isNull();
  }

  @Test
  void whatIsFrozenStaysFrozenAndTheModeIsPassedOn() {
    var plain = new Linear(3, 2);
    plain.bias().requiresGrad(false);
    var layer = new WeightNorm(plain);
    layer.eval().apply(Tensor.randn(4, 3));
    assertThat(layer.namedParameters().get("bias").requiresGrad()).isFalse();
    assertThat(plain.training()).isFalse();
    assertThat(new WeightNorm(new Linear(3, 2).requiresGrad(false)).parameters())
        .noneMatch(Tensor::requiresGrad);
  }

  @Test
  void itPrintsTheLayer() {
    assertThat(new WeightNorm(new Linear(3, 2)).toString())
        .startsWith("WeightNorm(\n  Linear(in_features=3, out_features=2, bias=True)\n");
  }

  @Test
  void aLayerWithoutAWeightMatrixIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightNorm(new ReLU()))
        .withMessage(
            "WeightNorm: ReLU has no 'weight' among its parameters []; wrap a layer with a 'weight'"
                + " of two or more dimensions, such as Linear or Conv2d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightNorm(new LayerNorm(3)))
        .withMessageContaining("LayerNorm has a 'weight' of shape [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightNorm(new BatchNorm1d(3)))
        .withMessageContaining("BatchNorm1d has the children [] and the buffers [running_mean");
  }
}
