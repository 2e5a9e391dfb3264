package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.GradCheck;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.Test;

/// An operation of one's own: its derivatives, and the sine that it is fitted to.
class LegendreTest {
  @Test
  void itsDerivativesAgreeWithFiniteDifferencesInBothOrders() {
    Tensor x = Tensor.of(DType.FLOAT64, -1.3, 0.2, 0.9).requiresGrad(true);

    GradCheck.check(GradCheck.order(2), Legendre::p3, x);
  }

  @Test
  void theFitComesNearTheSine() {
    Legendre.Fit fit = Legendre.fit();

    assertThat(fit.b()).isCloseTo(-2.2085, within(1e-3));
    assertThat(fit.d()).isCloseTo(0.2555, within(1e-3));
    assertThat(fit.loss()).isLessThan(9); // it starts above 200
  }

  @Test
  void aDerivativeDeclaredOnceGivesTheGradientAndRefusesTheSecond() {
    Tensor x = Tensor.scalar(DType.FLOAT64, 0.5).requiresGrad(true);
    Tensor[] inputs = {x};
    Tensor[] outputs = {Legendre.p3Once(x)};

    Tensor slope = Autograd.grad(outputs, inputs, null, true, true, false)[0];

    assertThat(slope.item()).isCloseTo(0.375, within(1e-12));
    assertThatThrownBy(() -> Autograd.grad(slope, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p3")
        .hasMessageContaining("once()");
  }
}
