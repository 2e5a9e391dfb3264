package gradus.optim.lab;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestFunctionsTest {
  static List<Problem> all() {
    return TestFunctions.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void goesNoLowerThanItsMinimum(Problem problem) {
    assertThat(problem.minima()).isNotEmpty();
    for (Tensor minimum : problem.minima()) {
      assertThat(problem.value().apply(minimum).item()).isCloseTo(problem.minimum(), within(1e-12));
      for (int direction = 0; direction < 2 * minimum.numel(); direction++) {
        Tensor near = minimum.clone();
        near.at(direction / 2).add_(direction % 2 == 0 ? 1e-3 : -1e-3);
        assertThat(problem.value().apply(near).item()).isGreaterThan(problem.minimum());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFlatAtItsMinimum(Problem problem) {
    for (Tensor minimum : problem.minima()) {
      Tensor x = minimum.clone().requiresGrad(true);
      problem.value().apply(x).backward();
      boolean isTip = problem == TestFunctions.ACKLEY;
      for (double slope : x.grad().toDoubleArray()) {
        assertThat(isTip ? 0 : slope).isCloseTo(0, within(1e-9));
      }
    }
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    assertThat(valueAt(TestFunctions.ROSENBROCK, -1.2, 1)).isCloseTo(24.2, within(1e-12));
    assertThat(valueAt(TestFunctions.BEALE, 1, 1)).isEqualTo(14.203125);
    assertThat(valueAt(TestFunctions.BEALE, 2, -1))
        .isEqualTo(0.5 * 0.5 * 25 + 2.25 * 2.25 + 1.375 * 1.375);
    assertThat(valueAt(TestFunctions.HIMMELBLAU, 0, 0)).isEqualTo(170);
    assertThat(valueAt(TestFunctions.HIMMELBLAU, 1, 2)).isEqualTo(64 + 4);
    assertThat(valueAt(TestFunctions.BOOTH, -5, -5)).isEqualTo(884);
    assertThat(valueAt(TestFunctions.RASTRIGIN, 1, 0.5)).isCloseTo(1 + 20.25, within(1e-12));
    assertThat(valueAt(TestFunctions.ACKLEY, 1, 1))
        .isCloseTo(20 - 20 * Math.exp(-0.2), within(1e-12));
    assertThat(valueAt(TestFunctions.STYBLINSKI_TANG, 1, 2)).isEqualTo((-10 - 38) / 2.0);
    assertThat(valueAt(TestFunctions.SADDLE, 3, 2)).isEqualTo(9 - 4 + 4);
    assertThat(valueAt(TestFunctions.MONKEY_SADDLE, 2, 1)).isEqualTo(8 - 6 + 25.0 / 4);
    assertThat(valueAt(TestFunctions.TRICKY, 2)).isEqualTo(1);
    assertThat(valueAt(TestFunctions.SIN_COS, 3, 3))
        .isCloseTo(Math.sin(3) * Math.cos(3) + 2.25, within(1e-15));
    assertThat(valueAt(TestFunctions.RAVINE, -5, -2)).isEqualTo(10.5);
  }

  private static double valueAt(Problem problem, double... x) {
    return problem.value().apply(Tensor.of(FLOAT64, x)).item();
  }

  @Test
  void noiseIsTheSameForEveryRunAndChangesFromStepToStep() {
    Problem problem = TestFunctions.NOISY_QUADRATIC;
    Tensor x = problem.starts().getFirst();
    UnaryOperator<Tensor> first = problem.losses().get();
    UnaryOperator<Tensor> second = problem.losses().get();
    double one = first.apply(x).item();
    double two = first.apply(x).item();
    assertThat(second.apply(x).item()).isEqualTo(one);
    assertThat(second.apply(x).item()).isEqualTo(two);
    assertThat(two).isNotEqualTo(one);
    assertThat(problem.value().apply(x).item()).isEqualTo(275);
  }
}
