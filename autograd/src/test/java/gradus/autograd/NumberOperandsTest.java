package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A number as an operand is the same as a tensor that holds it, although it is none.
class NumberOperandsTest {
  /// An operation with a number, and the same with a tensor.
  private record Pair(UnaryOperator<Tensor> number, UnaryOperator<Tensor> tensor) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(x -> x.add(0.3), x -> x.add(scalar(x, 0.3))),
          new Pair(x -> x.sub(0.3), x -> x.sub(scalar(x, 0.3))),
          new Pair(x -> x.mul(0.3), x -> x.mul(scalar(x, 0.3))),
          new Pair(x -> x.div(0.3), x -> x.div(scalar(x, 0.3))),
          new Pair(x -> x.add(-3), x -> x.add(scalar(x, -3))),
          new Pair(x -> x.sub(-3), x -> x.sub(scalar(x, -3))),
          new Pair(x -> x.mul(-3), x -> x.mul(scalar(x, -3))),
          new Pair(x -> x.div(-3), x -> x.div(scalar(x, -3))),
          new Pair(x -> x.clone().add_(0.3), x -> x.clone().add_(scalar(x, 0.3))),
          new Pair(x -> x.clone().sub_(0.3), x -> x.clone().sub_(scalar(x, 0.3))),
          new Pair(x -> x.clone().mul_(0.3), x -> x.clone().mul_(scalar(x, 0.3))),
          new Pair(x -> x.clone().div_(3), x -> x.clone().div_(scalar(x, 3))));

  private static Tensor scalar(Tensor like, double value) {
    return Tensor.scalar(like.dtype(), value);
  }

  @AfterEach
  void stopTracking() {
    Autograd.trackValues(false);
    Autograd.detectAnomaly(false);
  }

  @Test
  void resultsAndGradientsAreThoseOfTheTensor() {
    for (DType dtype : List.of(FLOAT32, FLOAT64)) {
      List<UnaryOperator<Tensor>> layouts =
          List.of(
              x -> x,
              Tensor::mT,
              x -> x.at(0, 1),
              x -> x.at(0, 1).expand(2, 3),
              x -> x.narrow(1, 1, 2));
      Tensor leaf =
          Tensor.of(dtype, new double[][] {{0.7, -1.1, 2.3}, {-0.4, 1.9, 0.2}}).requiresGrad(true);
      for (UnaryOperator<Tensor> layout : layouts) {
        for (Pair pair : PAIRS) {
          Tensor number = pair.number.apply(layout.apply(leaf));
          Tensor tensor = pair.tensor.apply(layout.apply(leaf));
          assertThat(number.equal(tensor)).isTrue();
          assertThat(number.dtype()).isEqualTo(tensor.dtype());
          assertThat(gradient(number, leaf).equal(gradient(tensor, leaf))).isTrue();
        }
      }
    }
  }

  /// Through enough operations for the engine to own what it passes on.
  private static Tensor gradient(Tensor y, Tensor leaf) {
    return Autograd.grad(y.square().mul(0.7).div(0.9).sum(), leaf)[0];
  }

  @Test
  void gradientsOfEveryOrderAgreeWithDifferences() {
    Tensor x = Tensor.of(FLOAT64, 0.5, -2);
    GradCheck.check(
        GradCheck.order(2), in -> in.square().mul(3).div(0.7).sub(0.1).mul(0.2).square(), x);
  }

  @Test
  void theNumberIsAnOperandWithoutAnEdge() {
    Tensor x = Tensor.of(1.0).requiresGrad(true);
    assertThat(x.mul(2).gradFn().inputs()).containsExactly(x.node(), null);
    assertThat(x.mul(2).gradFn().name()).isEqualTo("mul");
  }

  @Test
  void largeWholeNumbersAreRoundedOnce() {
    long large = (1L << 54) + (1L << 30) + 1;
    assertThat(Tensor.of(FLOAT32, 1).mul(large).item()).isEqualTo((float) large);
    assertThat(Tensor.of(FLOAT32, 1).mul_(large).item()).isEqualTo((float) large);
    assertThat((float) large).isNotEqualTo((float) (double) large);
  }

  @Test
  void checkpointRunsAgainWhereValuesAreTrackedMeanwhile() {
    Tensor x = Tensor.of(2.0).requiresGrad(true);
    Tensor y = Autograd.checkpoint(in -> in.mul(3).square(), x);
    Autograd.trackValues(true);
    y.sum().backward();
    assertThat(x.grad().item()).isEqualTo(36);
  }

  @Test
  void anAnomalyNamesTheNumber() {
    Tensor x = Tensor.of(1.0).requiresGrad(true);
    Autograd.detectAnomaly(true);
    assertThatThrownBy(() -> x.div(0.0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("though its inputs are: [1] from 1.0 to 1.0, [] from 0.0 to 0.0;");
  }
}
