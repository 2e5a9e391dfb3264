package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The linear map against its definition.
class LinearsTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(3);
  }

  @Test
  void linearIsAProductAndASum() {
    Tensor x = Tensor.randn(FLOAT64, 2, 4, 3);
    Tensor w = Tensor.randn(FLOAT64, 5, 3);
    Tensor b = Tensor.randn(FLOAT64, 5);
    assertThat(Linears.linear(x, w, b).allclose(x.matmul(w.t()).add(b))).isTrue();
    assertThat(Linears.linear(x, w).allclose(x.matmul(w.t()))).isTrue();
    assertThat(Linears.linear(x.at(0, 0), w).allclose(w.mv(x.at(0, 0)))).isTrue();
    Tensor vector = x.at(0, 0);
    assertThat(Linears.linear(vector, w.at(0), b.at(0)).allclose(vector.dot(w.at(0)).add(b.at(0))))
        .isTrue();
    Tensor turned = Tensor.randn(FLOAT64, 3, 4).t();
    assertThat(Linears.linear(turned, w, b).allclose(turned.matmul(w.t()).add(b))).isTrue();
  }

  @Test
  void oneBiasIsAddedToAll() {
    Tensor x = Tensor.randn(FLOAT64, 2, 3);
    Tensor w = Tensor.randn(FLOAT64, 5, 3);
    Tensor b = Tensor.randn(FLOAT64, 1).requiresGrad(true);
    Tensor y = Linears.linear(x, w, b);
    assertThat(y.allclose(x.matmul(w.t()).add(b))).isTrue();
    assertThat(Autograd.grad(y.sum(), b)[0].toDoubleArray()).containsExactly(10);
  }

  @Test
  void aVectorTakesABiasForOneInputOnly() {
    assertThatThrownBy(() -> Linears.linear(Tensor.ones(2, 3), Tensor.ones(3), Tensor.scalar(1.0)))
        .hasMessage(
            "linear: input [2, 3], weight [3] and a bias: a weight that is a vector takes a bias for"
                + " one input only; use weight.unsqueeze(0), or add the bias after");
  }

  @Test
  void theFastDerivativeIsTheDefinition() {
    for (int[] sizes : new int[][] {{3}, {4, 3}, {2, 4, 3}, {0, 3}}) {
      Tensor x = Tensor.randn(FLOAT64, sizes).requiresGrad(true);
      Tensor w = Tensor.randn(FLOAT64, 5, 3).requiresGrad(true);
      Tensor b = Tensor.randn(FLOAT64, 5).requiresGrad(true);
      Tensor[] y = {Linears.linear(x, w, b)};
      Tensor[] inputs = {x, w, b};
      Tensor[] g = {Tensor.randn(FLOAT64, y[0].shape().toArray())};
      Tensor[] fast = Autograd.grad(y, inputs, g, true, false, false);
      Tensor[] formula = Autograd.grad(y, inputs, g, true, true, false);
      Tensor[] expected =
          Autograd.grad(new Tensor[] {x.matmul(w.t()).add(b)}, inputs, g, true, false, false);
      for (int i = 0; i < 3; i++) {
        assertThat(fast[i].allclose(formula[i])).isTrue();
        assertThat(fast[i].allclose(expected[i])).isTrue();
        assertThat(fast[i].shape()).isEqualTo(inputs[i].shape());
      }
    }
  }

  @Test
  void anotherTypeIsRefusedWithACastThatHelps() {
    Tensor w = Tensor.ones(5, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linears.linear(Tensor.ones(INT64, 3), w))
        .withMessage(
            "linear: input INT64, weight FLOAT32: all must have one type; cast the input with"
                + " to(FLOAT32)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Linears.linear(Tensor.ones(FLOAT64, 3), w, Tensor.ones(5)))
        .withMessage(
            "linear: input FLOAT64, weight FLOAT32, bias FLOAT32: all must have one type; cast the"
                + " input with to(FLOAT32), or the layer with to(FLOAT64)");
  }
}
