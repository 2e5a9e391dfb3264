package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static gradus.optim.ParamGroup.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Parallel;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static Tensor theta() {
    return Tensor.of(FLOAT64, 5, -3, 2).requiresGrad(true);
  }

  @Test
  void sgdWalksToTheMinimumOfTheSquare() {
    Tensor theta = theta();
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    for (int i = 0; i < 25; i++) {
      optimizer.zeroGrad();
      theta.square().sum().backward();
      optimizer.step();
    }
    assertThat(theta.toDoubleArray())
        .containsExactly(0.018889465931478583, -0.011333679558887151, 0.0075557863725914335);
  }

  @Test
  void stepWithClosureGivesTheLossBeforeTheStep() {
    Tensor theta = theta();
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    Tensor loss =
        optimizer.step(() -> {
          optimizer.zeroGrad();
          Tensor error = theta.square().sum();
          error.backward();
          return error;
        });
    assertThat(loss.item()).isEqualTo(38);
    assertThat(theta.toDoubleArray()).containsExactly(4, -2.4, 1.6);
  }

  @Test
  void aParameterWithoutGradientStaysAndRemembersNothing() {
    Tensor moved = theta();
    Tensor still = theta();
    var optimizer = new Adam(List.of(moved, still), Adam.lr(0.1));
    moved.sum().backward();
    optimizer.step();
    assertThat(moved.toDoubleArray()[0]).isLessThan(5);
    assertThat(still.toDoubleArray()).containsExactly(5, -3, 2);
    assertThat(optimizer.stateDict().under("state.1.").names()).isEmpty();
  }

  @Test
  void whatIsRememberedOfGradientsThatBecameZeroFadesToZero() {
    Tensor p = Tensor.of(1.0, 2, 3).requiresGrad(true);
    var momentum = new SGD(List.of(p), SGD.lr(0.1).momentum(0.9));
    var adam = new Adam(List.of(p), Adam.lr(0.1).betas(0.9, 0.9));
    p.sum().backward();
    for (int i = 0; i < 1024; i++) {
      momentum.step();
      adam.step();
      p.grad().zero_();
    }
    assertThat(momentum.stateDict().tensor("state.0.momentum_buffer").toFloatArray())
        .containsOnly(0);
    assertThat(adam.stateDict().tensor("state.0.exp_avg").toFloatArray()).containsOnly(0);
    assertThat(adam.stateDict().tensor("state.0.exp_avg_sq").toFloatArray()).containsOnly(0);
  }

  /// The square of a gradient is subnormal long before the gradient is.
  @Test
  void tinyGradientsAreDividedByWhatIsRememberedOfTheirSquares() {
    Tensor p = Tensor.of(1.0).requiresGrad(true);
    Tensor q = Tensor.of(1.0).requiresGrad(true);
    var centered = new RMSprop(List.of(p), RMSprop.lr(0.01).centered(true));
    var adam = new Adam(List.of(q), Adam.lr(0.001).eps(0));
    for (int i = 0; i < 200; i++) {
      centered.zeroGrad();
      adam.zeroGrad();
      p.mul(1e-20).sum().add(q.mul(i < 64 ? 1e-20 : 0).sum()).backward();
      centered.step();
      adam.step();
    }
    assertThat(p.item()).isCloseTo(1, within(1e-6));
    assertThat(q.item()).isBetween(0.9, 1.0);
  }

  @Test
  void whatFadesIsSetToZeroWhereItLiesAndNowhereElse() {
    float tiny = Float.MIN_VALUE;
    Tensor whole = Tensor.of(tiny, tiny, 1, -tiny, tiny, Float.NaN);
    Elements.flushSubnormals(whole.narrow(0, 2, 2));
    assertThat(whole.toFloatArray()).containsExactly(tiny, tiny, 1, 0, tiny, Float.NaN);
    assertThatThrownBy(() -> Elements.flushSubnormals(Tensor.zeros(2, 3).mT()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contiguous, as zerosLike() makes it");
    assertThatThrownBy(() -> Elements.flushSubnormals(Tensor.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fading: a tensor of INT64 [2]");
  }

  @Test
  void threadsChangeNothing() {
    int before = Parallel.threads();
    try {
      Parallel.threads(1);
      float[] alone = adamOfManyParameters();
      Parallel.threads(4);
      assertThat(adamOfManyParameters()).containsExactly(alone);
    } finally {
      Parallel.threads(before);
    }
  }

  private static float[] adamOfManyParameters() {
    Generator.manualSeed(1);
    Tensor p = Tensor.randn(300_001).requiresGrad(true);
    var optimizer = new Adam(List.of(p), Adam.lr(0.1));
    for (int i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      p.square().sum().backward();
      optimizer.step();
    }
    return p.toFloatArray();
  }

  @Test
  void everyGroupHasItsOwnOptions() {
    Tensor body = theta();
    Tensor head = theta();
    SGD.Options o = SGD.lr(0.1);
    var optimizer =
        SGD.ofGroups(List.of(group(List.of(body), o), group(List.of(head), o.lr(0.01))));
    body.sum().add(head.sum()).backward();
    optimizer.step();
    assertThat(body.toDoubleArray()[0]).isEqualTo(5 - 0.1);
    assertThat(head.toDoubleArray()[0]).isEqualTo(5 - 0.01);
  }

  @Test
  void aGroupAddedLaterIsMovedToo() {
    Tensor body = theta();
    Tensor head = theta();
    var optimizer = new SGD(List.of(body), SGD.lr(0.1));
    optimizer.addParamGroup(group(List.of(head), SGD.lr(0.01).momentum(0.9)));
    head.sum().backward();
    optimizer.step();
    assertThat(head.toDoubleArray()[0]).isEqualTo(5 - 0.01);
    assertThat(optimizer.groups()).hasSize(2);
  }

  @Test
  void parametersWithGapsInMemoryAreMovedInPlace() {
    Tensor memory = Tensor.of(FLOAT64, new double[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor column = memory.narrow(1, 1, 1).detach().requiresGrad(true);
    var optimizer = new SGD(List.of(column), SGD.lr(0.5).momentum(0.9));
    for (int i = 0; i < 2; i++) {
      optimizer.zeroGrad();
      column.sum().backward();
      optimizer.step();
    }
    assertThat(memory.toDoubleArray()).containsExactly(1, 2 - 0.5 - 0.95, 3, 4, 5 - 0.5 - 0.95, 6);
  }

  @Test
  void aStepIsAWriteThatALaterBackwardNotices() {
    Tensor theta = theta();
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    Tensor loss = theta.square().sum();
    theta.grad(theta.detach().clone());
    optimizer.step();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SGD");
  }

  @Test
  void momentumSwitchedOnLaterBeginsWithTheWholeGradient() {
    Tensor theta = theta();
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1).dampening(0.5));
    theta.grad(Tensor.of(FLOAT64, 1, 1, 1));
    optimizer.step();
    var only = optimizer.groups().getFirst();
    only.options(only.options().momentum(0.9));
    optimizer.step();
    assertThat(theta.toDoubleArray()[0]).isEqualTo(5 - 0.1 - 0.1);
  }

  @Test
  void refusesParametersThatItCouldNotMove() {
    Tensor theta = theta();
    SGD.Options o = SGD.lr(0.1);
    assertThatThrownBy(() -> new SGD(List.of(), o))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "group: there are no parameters; give at least one tensor, such as net.parameters()");
    assertThatThrownBy(() -> SGD.ofGroups(List.of()))
        .hasMessage(
            "SGD: there are no parameter groups; give at least one group(parameters, options)");
    assertThatThrownBy(() -> new SGD(List.of(theta, theta), o))
        .hasMessage(
            "SGD: parameter 1 of group 0, of shape [3], was given twice; every parameter must stand"
                + " in one group once");
    assertThatThrownBy(() -> new SGD(List.of(theta), o).addParamGroup(group(List.of(theta), o)))
        .hasMessage(
            "SGD: parameter 0 of group 1, of shape [3], was given twice; every parameter must stand"
                + " in one group once");
    assertThatThrownBy(() -> new SGD(List.of(theta.mul(2)), o))
        .hasMessage(
            "SGD: parameter 0 of group 0, of shape [3], was computed by mul, so no gradient stays"
                + " in it; give the leaf that it was computed from, or"
                + " x.detach().requiresGrad(true)");
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> SGD.lr(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SGD: lr = -0.1 must be 0 or more");
    assertThatThrownBy(() -> SGD.lr(Double.NaN)).hasMessage("SGD: lr = NaN must be 0 or more");
    assertThatThrownBy(() -> Adam.lr(0.1).betas(0.9, 1))
        .hasMessage("Adam: beta2 = 1.0 must be at least 0 and less than 1, such as 0.9");
    assertThatThrownBy(() -> new SGD(List.of(theta()), SGD.lr(0.1).nesterov(true)))
        .hasMessage(
            "SGD: nesterov = true needs a momentum greater than 0 and no dampening, but momentum is"
                + " 0.0 and dampening 0.0; set momentum(0.9).dampening(0)");
  }

  @Test
  void loadingRefusesAStateThatDoesNotFitAndChangesNothing() {
    Tensor theta = theta();
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1).momentum(0.9));
    var two = new SGD(List.of(theta(), theta()), SGD.lr(0.5));
    assertThatThrownBy(() -> optimizer.loadStateDict(two.stateDict()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SGD.loadStateDict: group 0 has 2 parameters in the state and 1 here; they must be the"
                + " same parameters in the same order");
    Tensor other = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    var smaller = new SGD(List.of(other), SGD.lr(0.5).momentum(0.5));
    other.sum().backward();
    smaller.step();
    assertThatThrownBy(() -> optimizer.loadStateDict(smaller.stateDict()))
        .hasMessage(
            "SGD.loadStateDict: momentum_buffer is FLOAT64 [2] in the state and FLOAT64 [3] here;"
                + " shapes and types must be the same");
    assertThat(optimizer.groups().getFirst().lr()).isEqualTo(0.1);
    assertThatThrownBy(
            () -> optimizer.loadStateDict(new Adam(List.of(theta()), Adam.lr(0.1)).stateDict()))
        .hasMessage(
            "SGD.loadStateDict: group 0 of the state has no momentum, dampening, nesterov, so"
                + " another kind of optimizer wrote it; load it into one of that kind, or begin"
                + " anew without it");
  }

  @Test
  void printsItsGroups() {
    assertThat(new SGD(List.of(theta()), SGD.lr(0.1).momentum(0.9)).toString())
        .isEqualTo(
            """
            SGD(
              group 0: 1 parameter, Options[lr=0.1, momentum=0.9, dampening=0.0, weightDecay=0.0, nesterov=false, maximize=false]
            )\
            """);
  }
}
