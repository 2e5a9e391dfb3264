package gradus.optim.lab;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import gradus.optim.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the lessons say of optimizers, raced.
class LessonRacesTest {
  private static Run run(Problem problem, Contestant contestant, int steps) {
    return new Race(problem, List.of(contestant), steps, 0).run().runs().getFirst();
  }

  @Test
  void momentumRacesThroughTheRavineWhereDescentZigzags() {
    assertEnd(
        run(TestFunctions.RAVINE, Family.SGD_PLAIN.at(0.4), 20),
        -0.9434666458139824,
        -7.312316880125978e-05);
    assertEnd(
        run(TestFunctions.RAVINE, Family.SGD_PLAIN.at(0.6), 20),
        -0.38781396819094793,
        -1673.365108505695);
    Contestant ball = new Contestant("ball", x -> new SGD(x, SGD.lr(0.6).momentum(0.5)));
    assertEnd(run(TestFunctions.RAVINE, ball, 20), 0.007187866737294238, 0.0025532747547120736);
  }

  private static void assertEnd(Run run, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(run.end().at(i).item())
          .isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
    }
  }

  @Test
  void adamAndMomentumLeaveTheSaddleSooner() {
    assertThat(stepsOffTheSaddle(Family.SGD_PLAIN)).isEqualTo(366);
    assertThat(stepsOffTheSaddle(Family.MOMENTUM)).isEqualTo(73);
    assertThat(stepsOffTheSaddle(Family.ADAM)).isEqualTo(80);
  }

  /// The first step at which `|y| > 1`, where the value of the saddle's ridge has fallen below -3/4
  /// but for what is left of `x²`.
  private static int stepsOffTheSaddle(Family family) {
    int[] steps = {0};
    boolean[] isOff = {false};
    Problem saddle = TestFunctions.SADDLE;
    Problem watched =
        new Problem(
            saddle.name(),
            saddle.losses(),
            x -> {
              isOff[0] |= Math.abs(x.at(1).item()) > 1;
              steps[0] += isOff[0] ? 0 : 1;
              return saddle.value().apply(x);
            },
            saddle.minimum(),
            saddle.minima(),
            saddle.starts());
    run(watched, family.at(0.01), 400);
    return steps[0];
  }

  @Test
  void heavyMomentumCrossesTheHillOfTheTrickyCurve() {
    Problem fromTwo = TestFunctions.TRICKY.starts(Tensor.of(FLOAT64, 2));
    for (double beta : new double[] {0.5, 0.9, 0.95}) {
      assertThat(endOf(fromTwo, beta))
          .as("momentum %s", beta)
          .isCloseTo(1.3818619092379687, within(1e-9));
    }
    for (double beta : new double[] {0.97, 0.99}) {
      assertThat(endOf(fromTwo, beta))
          .as("momentum %s", beta)
          .isCloseTo(-1.4444847004446537, within(1e-9));
    }
  }

  private static double endOf(Problem problem, double beta) {
    var contestant = new Contestant("ball", x -> new SGD(x, SGD.lr(0.01).momentum(beta)));
    return run(problem, contestant, 5000).end().item();
  }
}
