package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Steps by hand that the paths of [OptimizerConformanceTest] seldom take or never.
class SeldomStepsTest {
  private static final double FLOAT32_ROUNDING = 1e-6;

  /// Where a single number from 0 on is after each of the gradients.
  private static double[] path(Optimizer<?> optimizer, Tensor x, double... gradients) {
    List<Double> places = new ArrayList<>();
    for (double gradient : gradients) {
      x.grad(Tensor.scalar(x.dtype(), gradient));
      optimizer.step();
      places.add(x.item());
    }
    return places.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void rpropWaitsOnceAndGoesOnShorterWhereTheSignChanges(DType dtype) {
    Tensor x = Tensor.scalar(dtype, 0.0).requiresGrad(true);
    var optimizer = new Rprop(List.of(x), Rprop.lr(0.1).etas(0.5, 2));
    double[] path = path(optimizer, x, 1, 3, -2, -2, -2, 0, 5, 5);
    double[] moves = {-0.1, -0.2, 0, 0.1, 0.2, 0, -0.2, -0.4};
    assertThat(path).containsExactly(sums(moves), within(FLOAT32_ROUNDING));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void rpropKeepsItsStepsWithinBounds(DType dtype) {
    Tensor x = Tensor.scalar(dtype, 0.0).requiresGrad(true);
    var options = Rprop.lr(0.1).etas(0.5, 2).stepSizes(0.08, 0.3);
    double[] path = path(new Rprop(List.of(x), options), x, 1, 1, 1, -1, -1, 1, 1, -1, -1);
    double[] moves = {-0.1, -0.2, -0.3, 0, 0.15, 0, -0.08, 0, 0.08};
    assertThat(path).containsExactly(sums(moves), within(FLOAT32_ROUNDING));
  }

  @Test
  void rpropGoesUpWhereItIsToldTo() {
    Tensor x = Tensor.scalar(FLOAT64, 0.0).requiresGrad(true);
    var options = Rprop.lr(0.1).etas(0.5, 2).maximize(true);
    double[] path = path(new Rprop(List.of(x), options), x, 1, 1, -1, -1);
    assertThat(path).containsExactly(sums(0.1, 0.2, 0, -0.1), within(FLOAT32_ROUNDING));
  }

  private static double[] sums(double... moves) {
    double[] sums = moves.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void asgdAveragesAllPlacesFromItsTimeOn(DType dtype) {
    Tensor x = Tensor.scalar(dtype, 0.0).requiresGrad(true);
    var optimizer = new ASGD(List.of(x), ASGD.lr(0.1).lambd(0).t0(2));
    assertThat(path(optimizer, x, 1, -2, 3)).endsWith(average(optimizer));
    double[] averaged = path(optimizer, x, 4, -8, 6, 2);
    double mean = Arrays.stream(averaged).average().getAsDouble();
    assertThat(average(optimizer)).isCloseTo(mean, within(FLOAT32_ROUNDING));
  }

  private static double average(ASGD optimizer) {
    return optimizer.stateDict().tensor("state.0.ax").item();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void amsgradRemembersTheGreatestMeanOfSquares(DType dtype) {
    Tensor x = Tensor.scalar(dtype, 0.0).requiresGrad(true);
    var options = Adam.lr(0.1).betas(0, 0.5).eps(0).amsgrad(true);
    double[] path = path(new Adam(List.of(x), options), x, 8, 1, 1);
    double greatest = 0.5 * 64;
    double second = 0.5 * greatest + 0.5;
    double third = 0.5 * second + 0.5;
    assertThat(greatest).isGreaterThan(second).isGreaterThan(third);
    double[] moves = {
      -0.1 * 8 / Math.sqrt(greatest / 0.5),
      -0.1 / Math.sqrt(greatest / 0.75),
      -0.1 / Math.sqrt(greatest / 0.875)
    };
    assertThat(path).containsExactly(sums(moves), within(FLOAT32_ROUNDING));
  }
}
