package gradus.nn;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is done with all parameters at once, and blocks that hold several.
class ParametersTest {
  private final Tensor a = Tensor.of(FLOAT64, 1).requiresGrad(true);
  private final Tensor b = Tensor.of(FLOAT64, 1).requiresGrad(true);
  private final Tensor without = Tensor.of(FLOAT64, 1).requiresGrad(true);
  private final List<Tensor> all = List.of(a, b, without);

  private void gradients(double da, double db) {
    a.grad(Tensor.of(FLOAT64, da));
    b.grad(Tensor.of(FLOAT64, db));
  }

  /// The lessons' example: (3, 4) shortened to length 1.
  @Test
  void gradientsAreShortenedTogether() {
    gradients(3, 4);
    assertThat(Parameters.gradNorm(all)).isEqualTo(5);
    assertThat(Parameters.clipGradNorm(all, 1)).isEqualTo(5);
    assertThat(a.grad().item()).isCloseTo(0.599999880000024, within(1e-15));
    assertThat(b.grad().item()).isCloseTo(0.799999840000032, within(1e-15));
    assertThat(Parameters.clipGradNorm(all, 2)).isCloseTo(1, within(1e-6));
    assertThat(without.grad()).isNull();
  }

  @Test
  void theGreatestElementIsANormToo() {
    gradients(3, -4);
    assertThat(Parameters.clipGradNorm(all, 2, Double.POSITIVE_INFINITY, false)).isEqualTo(4);
    assertThat(a.grad().item()).isCloseTo(1.5, within(1e-6));
  }

  @Test
  void aNormThatIsNotFiniteIsRefusedIfAsked() {
    gradients(Double.NaN, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> Parameters.clipGradNorm(all, 1, 2, true))
        .withMessage(
            "clipGradNorm: the norm of the gradients is NaN, so they cannot be scaled; look for the"
                + " fault with Autograd.detectAnomaly(true), or lower the learning rate");
    assertThat(b.grad().item()).isEqualTo(1);
    Parameters.clipGradNorm(all, 1);
    assertThat(b.grad().item()).isNaN();
  }

  @Test
  void elementsAreMovedIntoTheirBounds() {
    gradients(3, -4);
    Parameters.clipGradValue(all, 3.5);
    assertThat(a.grad().item()).isEqualTo(3);
    assertThat(b.grad().item()).isEqualTo(-3.5);
  }

  @Test
  void parametersGoIntoAVectorAndBack() {
    var net = new Sequential(new Linear(2, 3), new Linear(3, 1));
    Tensor vector = Parameters.parametersToVector(net.parameters());
    assertThat(vector.shape()).isEqualTo(Shape.of(13));
    assertThat(Parameters.count(net.parameters())).isEqualTo(13);
    Tensor doubled = vector.detach().mul(2);
    Parameters.vectorToParameters(doubled, net.parameters());
    assertThat(Parameters.parametersToVector(net.parameters()).detach().equal(doubled)).isTrue();
    vector.sum().backward();
    assertThat(net.parameters().getFirst().grad().sum().item()).isEqualTo(6);
    assertThatThrownBy(() -> Parameters.vectorToParameters(Tensor.zeros(12), net.parameters()))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "vectorToParameters: a tensor of shape [12] for parameters with 13 elements; give a"
                + " vector [13]");
  }

  @Test
  void aListOfLayersIsNumbered() {
    var list = new LayerList<Layer>(new Linear(2, 2), new ReLU()).add(new Linear(2, 1, false));
    assertThat(list.stateDict().names()).containsExactly("0.weight", "0.bias", "2.weight");
    assertThat(list).hasSize(3);
    assertThat(list.get(-1)).isSameAs(list.get(2));
    assertThat(list.toString()).startsWith("LayerList(\n  (0): Linear(");
  }

  @Test
  void twoInputsMeetInABilinearLayer() {
    var layer = new Bilinear(2, 3, 1, false);
    Tensor y = layer.apply(Tensor.ones(4, 2), Tensor.ones(4, 3));
    assertThat(y.shape()).isEqualTo(Shape.of(4, 1));
    assertThat(y.at(0, 0).item()).isCloseTo(layer.weight().sum().item(), within(1e-6));
    assertThat(layer.bias()).isNull();
    assertThat(layer)
        .hasToString("Bilinear(in1_features=2, in2_features=3, out_features=1, bias=False)");
  }

  @Test
  void unflattenSplitsADimension() {
    var layer = new Unflatten(1, 2, -1);
    assertThat(layer.apply(Tensor.zeros(3, 8)).shape()).isEqualTo(Shape.of(3, 2, 4));
    assertThat(layer).hasToString("Unflatten(dim=1, unflattened_size=(2, -1))");
  }
}
