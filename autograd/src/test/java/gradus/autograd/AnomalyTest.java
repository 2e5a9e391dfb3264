package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The first value that is not finite is named, with its operation and the user's line.
class AnomalyTest {
  @AfterEach
  void switchOff() {
    Autograd.detectAnomaly(false);
    Autograd.trackOrigins(false);
  }

  @Test
  void theFirstResultThatIsNotFiniteIsNamed() {
    Tensor x = Tensor.of(FLOAT64, 2, -1).requiresGrad(true);
    Autograd.detectAnomaly(true);
    assertThatThrownBy(() -> x.log().mul(2).sum())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("log (at gradus.autograd.AnomalyTest.")
        .hasMessageEndingWith(
            "): the result is not finite ([2] from 0.6931471805599453 to 0.6931471805599453 with 1"
                + " NaN), though its inputs are: [2] from -1.0 to 2.0; keep them in the function's"
                + " domain, e.g. with clamp, or add a small number before log, sqrt or a division");
  }

  @Test
  void theFirstDerivativeThatIsNotFiniteIsNamed() {
    Autograd.detectAnomaly(true);
    Tensor x = Tensor.of(FLOAT64, 0, 4).requiresGrad(true);
    Tensor loss = x.sqrt().sum();
    assertThatThrownBy(() -> loss.backward())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith(
            "backward: the derivative of sqrt (at gradus.autograd.AnomalyTest.theFirstDerivative"
                + "ThatIsNotFiniteIsNamed(AnomalyTest.java:")
        .hasMessageEndingWith(
            ")) for input 0 is not finite ([2] from 0.25 to Infinity), though the incoming gradient"
                + " is ([2] from 1.0 to 1.0); keep the input away from where the slope is"
                + " infinite");
  }

  @Test
  void whatComesFromSomethingThatIsNotFiniteIsLetThrough() {
    Autograd.detectAnomaly(true);
    Tensor x = Tensor.of(FLOAT64, Double.NaN, 1).requiresGrad(true);
    x.square().sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(Double.NaN, 2);
  }

  @Test
  void nothingIsLookedForWhileOff() {
    Tensor x = Tensor.of(FLOAT64, 0, 4).requiresGrad(true);
    x.sqrt().sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(Double.POSITIVE_INFINITY, 0.25);
  }

  @Test
  void originsNameTheUsersLineInMessages() {
    Autograd.trackOrigins(true);
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    Tensor middle = x.mul(3);
    Tensor loss = middle.square().sum();
    middle.add_(1);
    assertThatThrownBy(loss::backward)
        .hasMessageMatching(
            "backward: square \\(at gradus\\.autograd\\.AnomalyTest\\.originsNameTheUsersLineIn"
                + "Messages\\(AnomalyTest\\.java:\\d+\\)\\) needs a tensor of shape \\[2] as it was"
                + " when it was recorded \\(version 0\\), but add_ \\(at gradus\\.autograd\\."
                + "AnomalyTest\\.originsNameTheUsersLineInMessages\\(AnomalyTest\\.java:\\d+\\)\\)"
                + " changed it in place \\(now version 1\\); use the form without underscore there,"
                + " or change a clone\\(\\)");
    Tensor twice = x.sum();
    twice.backward();
    assertThatThrownBy(twice::backward)
        .hasMessageMatching(
            "backward: this graph was already walked and freed \\(at sum \\(at gradus\\.autograd\\."
                + "AnomalyTest\\.originsNameTheUsersLineInMessages\\(AnomalyTest\\.java:\\d+\\)\\)"
                + "\\); build the loss inside the loop, or pass retainGraph");
  }

  @Test
  void anomaliesLeaveTheSwitchOfOriginsAlone() {
    Tensor x = Tensor.of(FLOAT64, 1).requiresGrad(true);
    Autograd.trackOrigins(true);
    Autograd.detectAnomaly(true);
    Autograd.detectAnomaly(false);
    assertThat(x.mul(2).node().origin).isNotNull();
  }

  @Test
  void originsAreForgottenWhileOff() {
    Tensor x = Tensor.of(FLOAT64, 1).requiresGrad(true);
    assertThat(x.mul(2).node().origin).isNull();
    Autograd.trackOrigins(true);
    assertThat(x.mul(2).node().origin.getClassName()).isEqualTo(AnomalyTest.class.getName());
    Autograd.trackOrigins(false);
    assertThat(x.mul(2).node().origin).isNull();
  }
}
