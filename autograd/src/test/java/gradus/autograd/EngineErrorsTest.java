package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The whole texts of what a learner meets first.
class EngineErrorsTest {
  @Test
  void matmulOfShapesThatDoNotLineUp() {
    Tensor a = Tensor.ones(2, 3);
    assertThatThrownBy(() -> a.matmul(Tensor.ones(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "matmul: [2, 3] x [2, 3] do not line up: columns of the first (3) must equal rows of"
                + " the second (2); did you mean a.matmul(b.mT())?");
  }

  @Test
  void backwardTwice() {
    Tensor x = Tensor.of(1.0, 2).requiresGrad(true);
    Tensor product = x.mul(x);
    product.sum().backward();
    assertThatThrownBy(() -> product.backward(Tensor.ones(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: this graph was already walked and freed (at mul); build the loss inside the"
                + " loop, or pass retainGraph. Autograd.trackOrigins(true) shows the line that made"
                + " it");
  }

  @Test
  void inPlaceOnALeaf() {
    Tensor x = Tensor.of(1.0, 2).requiresGrad(true);
    assertThatThrownBy(() -> x.mul_(2.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mul_: a leaf that requires a gradient cannot be changed in place while operations are"
                + " recorded, or its gradient would be of another value; do it in try (var _ ="
                + " noGrad()) { … }, or use the form without underscore");
    assertThat(x.toDoubleArray()).containsExactly(1, 2);
    assertThat(x.version()).isZero();
  }

  @Test
  void backwardOfMoreThanOneNumber() {
    Tensor x = Tensor.of(1.0, 2).requiresGrad(true);
    assertThatThrownBy(() -> x.mul(2).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: a gradient can be made up only for a single number, but this tensor has"
                + " shape [2]; reduce it first, with sum() or mean(), or pass a gradient of its"
                + " shape");
  }

  @Test
  void backwardOfWhatWasNotRecorded() {
    assertThatThrownBy(() -> Tensor.of(1.0).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: this tensor of shape [1] does not depend on anything that requires a"
                + " gradient; call requiresGrad(true) on a leaf before computing with it, and"
                + " compute outside noGrad");
  }

  @Test
  void requiresGradOfWholeNumbers() {
    assertThatThrownBy(() -> Tensor.of(1, 2).requiresGrad(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "requiresGrad: a tensor of INT64 cannot require a gradient, only FLOAT32 and FLOAT64"
                + " can; cast it first: x.to(FLOAT32).requiresGrad(true)");
  }

  @Test
  void aGradientOfAnotherShapeOrType() {
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    assertThatThrownBy(() -> x.mul(2).backward(Tensor.ones(FLOAT64, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("backward: the gradient has shape [3], the tensor [2]; they must be the same");
    assertThatThrownBy(() -> x.grad(Tensor.ones(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "grad: FLOAT32 [2] was given for a tensor of FLOAT64 [2]; shape and type must be the"
                + " same");
    assertThatThrownBy(() -> x.grad(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grad: a tensor cannot be its own gradient; give a clone()");
  }
}
