package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Walks back to what is asked for alone: `backward` with inputs, and `grad`.
class WantedGradientsTest {
  // ---- inputs ----

  @Test
  void backwardWithInputsLeavesOtherLeavesAlone() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.mul(w).sum().backward(null, false, false, w);
    assertThat(gradient(w)).containsExactly(2);
    assertThat(x.grad()).isNull();
  }

  @Test
  void backwardWithInputsReachesResultsToo() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    middle.square().sum().backward(null, false, false, middle);
    assertThat(gradient(middle)).containsExactly(12);
    assertThat(x.grad()).isNull();
  }

  @Test
  void backwardWithInputsAddsUpAndRunsTheHooksAfterIt() {
    Tensor x = leaf(2);
    List<Tensor> told = new ArrayList<>();
    x.registerPostAccumulateGradHook(told::add);
    x.mul(3).sum().backward(null, false, false, x, x);
    x.mul(4).sum().backward(null, false, false, x);
    assertThat(gradient(x)).containsExactly(7);
    assertThat(told).containsExactly(x, x);
  }

  @Test
  void derivativesThatAreNotWantedAreNotComputed() {
    List<String> computed = new ArrayList<>();
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor product =
        Op.of("watched", x, w)
            .forward(() -> x.mul(w))
            .backward(
                g -> {
                  computed.add("x");
                  return g;
                },
                g -> {
                  computed.add("w");
                  return g;
                });
    Autograd.grad(product, w);
    assertThat(computed).containsExactly("w");
  }

  @Test
  void backwardWithAnInputThatRequiresNoGradientIsRefused() {
    Tensor x = leaf(2);
    Tensor constant = Tensor.of(FLOAT64, 1);
    Tensor loss = x.mul(constant);
    assertThatThrownBy(() -> loss.backward(null, false, false, x, constant))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: input 1 (shape [1]) requires no gradient; call requiresGrad(true) before"
                + " computing with it");
  }

  // ---- grad ----

  @Test
  void gradGivesGradientsAndLeavesNone() {
    Tensor x = leaf(2, 3);
    Tensor w = leaf(5, 7);
    Tensor[] gradients = Autograd.grad(x.mul(w).sum(), x, w);
    assertThat(gradients[0].toDoubleArray()).containsExactly(5, 7);
    assertThat(gradients[1].toDoubleArray()).containsExactly(2, 3);
    assertThat(x.grad()).isNull();
    assertThat(w.grad()).isNull();
  }

  @Test
  void gradReachesResults() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    Tensor[] gradients = Autograd.grad(middle.square().sum(), middle, x);
    assertThat(gradients[0].toDoubleArray()).containsExactly(12);
    assertThat(gradients[1].toDoubleArray()).containsExactly(36);
  }

  @Test
  void gradOfSeveralOutputsIsTheWeightedSum() {
    Tensor x = leaf(2, 3);
    Tensor[] outputs = {x.square(), x.sum(), x};
    Tensor[] weights = {Tensor.of(FLOAT64, 1, 10), null, Tensor.of(FLOAT64, 100, 200)};
    Tensor[] gradients = Autograd.grad(outputs, new Tensor[] {x}, weights, false, false, false);
    assertThat(gradients[0].toDoubleArray()).containsExactly(4 + 1 + 100, 60 + 1 + 200);
  }

  @Test
  void anOutputThatIsALeafAndNotWantedAccumulatesNothing() {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    Tensor[] outputs = {x, y.mul(2)};
    Autograd.grad(outputs, new Tensor[] {y}, null, false, false, false);
    assertThat(x.grad()).isNull();
  }

  @Test
  void gradOfADeepChainFindsItsWayWithoutOverflow() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 200_000; i++) {
      y = y.neg();
    }
    assertThat(Autograd.grad(y, x)[0].item()).isEqualTo(1);
  }

  @Test
  void gradOfWhatWasNotUsedIsRefusedOrNull() {
    Tensor x = leaf(2);
    Tensor unused = leaf(3);
    assertThatThrownBy(() -> Autograd.grad(x.mul(2), x, unused))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "grad: input 1 (shape [1]) was not used to compute the outputs; leave it out, or pass"
                + " allowUnused for null in its place");
    Tensor[] outputs = {x.mul(2)};
    Tensor[] gradients = Autograd.grad(outputs, new Tensor[] {x, unused}, null, false, false, true);
    assertThat(gradients[0].item()).isEqualTo(2);
    assertThat(gradients[1]).isNull();
  }

  @Test
  void gradWithCreateGraphGoesToAnyOrder() {
    Tensor x = leaf(2);
    Tensor derivative = x.pow(5).sum();
    double[] expected = {5 * 16, 20 * 8, 60 * 4, 120 * 2, 120};
    for (double value : expected) {
      derivative =
          Autograd.grad(new Tensor[] {derivative}, new Tensor[] {x}, null, false, true, false)[0];
      assertThat(derivative.item()).isEqualTo(value);
    }
  }

  @Test
  void gradientsForOutputsMustBeAsManyAndOfTheirShape() {
    Tensor x = leaf(2, 3);
    Tensor[] inputs = {x};
    Tensor[] outputs = {x.mul(2)};
    assertThatThrownBy(() -> Autograd.grad(outputs, inputs, new Tensor[2], false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grad: 2 gradients for 1 outputs; give one for each");
    Tensor[] wrong = {Tensor.ones(FLOAT64, 3)};
    assertThatThrownBy(() -> Autograd.grad(outputs, inputs, wrong, false, false, false))
        .isInstanceOf(ShapeException.class)
        .hasMessage("grad: the gradient has shape [3], the tensor [2]; they must be the same");
  }
}
