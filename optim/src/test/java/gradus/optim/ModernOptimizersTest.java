package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The optimizers that PyTorch lacks, or computes in bfloat16, against their papers' formulas.
class ModernOptimizersTest {
  private static final double ROUNDING = 1e-14;

  /// The gradient of `Σ cᵢ xᵢ²` with `c` = 1, 2, 3, which the paths below descend.
  private static double slope(double x, int i) {
    return 2 * (i + 1) * x;
  }

  private static Tensor start() {
    return Tensor.of(FLOAT64, 5, -3, 2).requiresGrad(true);
  }

  private static Tensor loss(Tensor x) {
    return x.square().mul(Tensor.of(FLOAT64, 1, 2, 3)).sum();
  }

  private static void walk(Optimizer<?> optimizer, Tensor x, int steps) {
    for (int i = 0; i < steps; i++) {
      optimizer.step(() -> {
        optimizer.zeroGrad();
        Tensor loss = loss(x);
        loss.backward();
        return loss;
      });
    }
  }

  private static void assertNear(Tensor x, double[] expected) {
    assertThat(x.toDoubleArray()).containsExactly(expected, within(ROUNDING * 100));
  }

  @Test
  void lionStepsAlongTheSignOfItsMomentum() {
    Tensor x = start();
    walk(new Lion(List.of(x), Lion.lr(0.25).betas(0.5, 0.75).weightDecay(0.1)), x, 30);
    double[] expected = {5, -3, 2};
    for (int i = 0; i < 3; i++) {
      double m = 0;
      for (int t = 0; t < 30; t++) {
        double g = slope(expected[i], i);
        double c = Math.signum(0.5 * m + 0.5 * g);
        expected[i] -= 0.25 * (c + 0.1 * expected[i]);
        m = 0.75 * m + 0.25 * g;
      }
    }
    assertNear(x, expected);
  }

  @Test
  void emaMomentumTakesOnlyItsPartOfTheFirstGradient() {
    Tensor x = start();
    walk(new EmaMomentum(List.of(x), EmaMomentum.lr(0.1).beta(0.8).weightDecay(0.5)), x, 20);
    double[] expected = {5, -3, 2};
    for (int i = 0; i < 3; i++) {
      double v = 0;
      for (int t = 0; t < 20; t++) {
        v = 0.8 * v + (1 - 0.8) * (slope(expected[i], i) + 0.5 * expected[i]);
        expected[i] -= 0.1 * v;
      }
    }
    assertNear(x, expected);
  }

  @Test
  void emaMomentumEqualsTorchsMomentumAtAShorterLearningRate() {
    Tensor mean = start();
    Tensor ball = start();
    walk(new EmaMomentum(List.of(mean), EmaMomentum.lr(0.1).beta(0.9)), mean, 50);
    walk(new SGD(List.of(ball), SGD.lr(0.1 * (1 - 0.9)).momentum(0.9)), ball, 50);
    assertNear(mean, ball.toDoubleArray());
  }

  @Test
  void lookaheadFollowsPartOfTheWayEveryKSteps() {
    Tensor x = start();
    walk(new Lookahead<>(new SGD(List.of(x), SGD.lr(0.05)), 3, 0.25), x, 8);
    double[] expected = {5, -3, 2};
    for (int i = 0; i < 3; i++) {
      double slow = expected[i];
      for (int t = 1; t <= 8; t++) {
        expected[i] -= 0.05 * slope(expected[i], i);
        if (t % 3 == 0) {
          slow += 0.25 * (expected[i] - slow);
          expected[i] = slow;
        }
      }
    }
    assertNear(x, expected);
  }

  @Test
  void samTakesTheGradientOfTheWorstPlaceNearby() {
    Tensor x = start();
    walk(new SAM<>(new SGD(List.of(x), SGD.lr(0.05)), 0.5), x, 6);
    assertNear(x, sharpnessAware(6, 0.5, false));
  }

  @Test
  void adaptiveSamMeasuresTheNeighbourhoodInTheParameters() {
    Tensor x = start();
    walk(new SAM<>(new SGD(List.of(x), SGD.lr(0.05)), 0.5, true), x, 6);
    assertNear(x, sharpnessAware(6, 0.5, true));
  }

  private static double[] sharpnessAware(int steps, double rho, boolean adaptive) {
    double[] x = {5, -3, 2};
    for (int t = 0; t < steps; t++) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += Math.pow(slope(x[i], i) * (adaptive ? Math.abs(x[i]) : 1), 2);
      }
      for (int i = 0; i < 3; i++) {
        double scale = adaptive ? x[i] * x[i] : 1;
        double worst = x[i] + rho * scale * slope(x[i], i) / Math.sqrt(sum);
        x[i] -= 0.05 * slope(worst, i);
      }
    }
    return x;
  }

  @Test
  void samNeedsAClosureAndAnOptimizerThatNeedsNone() {
    Tensor x = start();
    assertThatThrownBy(() -> new SAM<>(new SGD(List.of(x)), 0.1).step())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("SAM.step: a step evaluates the loss twice; use step(closure)");
    assertThatThrownBy(() -> new SAM<>(new LBFGS(List.of(x)), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SAM: base = LBFGS evaluates the loss itself; give an optimizer that has step(), such"
                + " as SGD");
  }

  @Test
  void muonAppliesItsPolynomialToTheSingularValues() {
    Tensor p = Tensor.zeros(FLOAT64, 3, 2).requiresGrad(true);
    p.grad(Tensor.of(FLOAT64, new double[][] {{4, 0}, {0, -3}, {0, 0}}));
    new Muon(List.of(p), Muon.lr(0.1).nesterov(false)).step();
    double[] singular = {4.0 / 5, -3.0 / 5};
    for (int i = 0; i < 5; i++) {
      for (int k = 0; k < 2; k++) {
        double s = singular[k];
        singular[k] = 3.4445 * s - 4.775 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
      }
    }
    double lr = 0.1 * Math.sqrt(3.0 / 2);
    assertNear(p, new double[] {-lr * singular[0], 0, 0, -lr * singular[1], 0, 0});
  }

  @Test
  void muonLooksAheadDecaysAndMatchesAdamWsSize() {
    Tensor p = Tensor.of(FLOAT64, new double[][] {{1, 2, 3}, {4, 5, 6}}).requiresGrad(true);
    var options = Muon.lr(0.1).momentum(0.5).weightDecay(0.2).nsSteps(0).matchRmsAdamW(true);
    double[] g = {2, 0, 0, 0, 1, 0};
    var optimizer = new Muon(List.of(p), options);
    double[] expected = {1, 2, 3, 4, 5, 6};
    double[] m = new double[6];
    for (int step = 0; step < 2; step++) {
      p.grad(Tensor.of(FLOAT64, g).reshape(2, 3));
      optimizer.step();
      double[] ahead = new double[6];
      double norm = 0;
      for (int i = 0; i < 6; i++) {
        m[i] = 0.5 * m[i] + 0.5 * g[i];
        ahead[i] = 0.5 * g[i] + 0.5 * m[i];
        norm += ahead[i] * ahead[i];
      }
      for (int i = 0; i < 6; i++) {
        double move = 0.1 * 0.2 * Math.sqrt(3) * ahead[i] / Math.sqrt(norm);
        expected[i] = expected[i] * (1 - 0.1 * 0.2) - move;
      }
    }
    assertNear(p, expected);
  }

  @Test
  void muonRefusesWhatIsNoMatrix() {
    assertThatThrownBy(() -> new Muon(List.of(start())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Muon: parameter 0 of group 0, of shape [3], is no matrix; give Muon the weight"
                + " matrices and everything else to another optimizer, such as AdamW");
  }

  @Test
  void wrappersShareTheGroupsOfTheOptimizerInside() {
    Tensor x = start();
    Tensor y = start();
    var inside = new SGD(List.of(x), SGD.lr(0.1));
    var outside = new Lookahead<>(inside, 5, 0.5);
    outside.addParamGroup(ParamGroup.group(List.of(y), SGD.lr(0.2)));
    outside.groups().getFirst().lr(0.3);
    assertThat(inside.groups()).hasSize(2);
    assertThat(inside.groups().getFirst().lr()).isEqualTo(0.3);
  }
}
