package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A checkpointed function gives what it gives otherwise, in values and derivatives, and keeps
/// less.
class CheckpointTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final Tensor weight =
      Tensor.of(FLOAT64, new double[][] {{0.5, -0.3}, {0.2, 0.7}}).requiresGrad(true);

  private Tensor layer(Tensor x) {
    runs.incrementAndGet();
    Tensor hidden = x.matmul(weight).tanh();
    hidden = hidden.square().mul_(2.0);
    hidden.at(0).sin_();
    return hidden.matmul(weight.mT()).exp();
  }

  private static Tensor input() {
    return Tensor.of(FLOAT64, new double[][] {{0.1, -0.4}, {0.6, 0.3}}).requiresGrad(true);
  }

  private static double[] gradients(UnaryOperator<Tensor> function, Tensor weight) {
    Tensor x = input();
    weight.zeroGrad();
    function.apply(x).sum().backward();
    return Tensor.cat(0, x.grad(), weight.grad()).toDoubleArray();
  }

  @Test
  void gradientsAreThoseOfThePlainCall() {
    double[] plain = gradients(this::layer, weight);
    runs.set(0);
    assertThat(gradients(x -> Autograd.checkpoint(this::layer, x), weight)).isEqualTo(plain);
    assertThat(runs).as("once forward, once for all derivatives").hasValue(2);
  }

  @Test
  void checkpointsNest() {
    UnaryOperator<Tensor> two = x -> layer(layer(x).mul(0.1));
    double[] plain = gradients(two, weight);
    UnaryOperator<Tensor> inner =
        x -> Autograd.checkpoint(this::layer, Autograd.checkpoint(this::layer, x).mul(0.1));
    assertThat(gradients(x -> Autograd.checkpoint(inner, x), weight)).isEqualTo(plain);
  }

  @Test
  void derivativesOfEveryOrderAgreeWithFiniteDifferences() {
    GradCheck.check(GradCheck.order(2), x -> Autograd.checkpoint(this::layer, x), input());
  }

  @Test
  void gradAndHooksWorkThroughIt() {
    Tensor x = input();
    List<Tensor> seen = new ArrayList<>();
    Tensor y =
        Autograd.checkpoint(
            in -> {
              Tensor middle = in[0].mul(in[1]);
              if (middle.requiresGrad()) {
                middle.registerHook(g -> {
                  seen.add(g);
                  return null;
                });
              }
              return middle.square();
            },
            x,
            weight);
    Tensor[] gradients = Autograd.grad(y.sum(), weight);
    assertThat(gradients[0].allclose(weight.mul(x.square()).mul(2))).isTrue();
    assertThat(seen).hasSize(1);
    assertThat(x.grad()).isNull();
  }

  @Test
  void theSecondRunDrawsTheSameNumbersAndLeavesTheGeneratorAlone() {
    Generator.manualSeed(5);
    Tensor x = input();
    List<Tensor> noises = new ArrayList<>();
    Tensor y =
        Autograd.checkpoint(
            in -> {
              Tensor noise = Tensor.zeros(FLOAT64, 2, 2).uniform_();
              noises.add(noise);
              return in.mul(noise).square();
            },
            x);
    Generator.defaultGenerator().nextLong();
    byte[] before = Generator.defaultGenerator().state();
    y.sum().backward();
    assertThat(Generator.defaultGenerator().state()).isEqualTo(before);
    assertThat(noises).hasSize(2);
    assertThat(noises.get(1).equal(noises.get(0))).isTrue();
    Tensor slope = x.detach().mul(noises.getFirst().square()).mul(2);
    assertThat(x.grad().allclose(slope)).isTrue();
  }

  @Test
  void whatIsComputedOnTheWayIsNotKept() {
    List<WeakReference<Object>> memory = new ArrayList<>();
    Tensor x = input();
    Tensor y =
        Autograd.checkpoint(
            in -> {
              Tensor middle = in.exp();
              memory.add(new WeakReference<>(middle.array().storage()));
              return middle.square().sum();
            },
            x);
    for (int i = 0; i < 100 && memory.getFirst().get() != null; i++) {
      System.gc();
    }
    assertThat(memory.getFirst().get()).isNull();
    y.backward();
    assertThat(x.grad().allclose(x.detach().mul(2).exp().mul(2))).isTrue();
  }

  @Test
  void aResultThatIsChangedAfterwardsHarmsNothing() {
    Tensor x = input();
    Tensor y = Autograd.checkpoint(in -> in.exp(), x);
    y.mul_(3.0);
    y.sum().backward();
    assertThat(x.grad().allclose(x.detach().exp().mul(3))).isTrue();
  }

  @Test
  void aRetainedGraphIsWalkedAgain() {
    Tensor x = input();
    Tensor loss = Autograd.checkpoint(this::layer, x).sum();
    loss.backward(null, true, false);
    double[] once = x.grad().toDoubleArray();
    x.zeroGrad();
    loss.backward();
    assertThat(x.grad().toDoubleArray()).isEqualTo(once);
    assertThat(runs).hasValue(2);
  }

  @Test
  void nothingIsDoneUnderNoGrad() {
    try (var _ = Autograd.noGrad()) {
      assertThat(Autograd.checkpoint(this::layer, input()).requiresGrad()).isFalse();
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void anInputOrALeafThatChangedMeanwhileIsNoticed() {
    Tensor x = input();
    Tensor scaled = x.mul(2);
    Tensor y = Autograd.checkpoint(in -> in.square(), scaled);
    scaled.add_(1);
    assertThatThrownBy(() -> y.sum().backward())
        .hasMessageStartingWith("backward: square needs a tensor of shape [2, 2] as it was")
        .hasMessageContaining("but add_ changed it in place");
    Tensor z = Autograd.checkpoint(in -> in.mul(weight), x);
    Autograd.noGrad(() -> weight.add_(1));
    assertThatThrownBy(() -> z.sum().backward()).hasMessageContaining("but add_ changed it");
  }

  @Test
  void aFunctionThatDoesSomethingElseTheSecondTimeIsRefused() {
    Tensor x = input();
    Tensor y =
        Autograd.checkpoint(
            in -> runs.incrementAndGet() == 1 ? in.exp().square() : in.exp().square().sin(), x);
    assertThatThrownBy(() -> y.sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "checkpoint: run again for its derivatives, the function kept 3 tensors, and 2 the"
                + " first time, or of other shapes; it must do the same each time, so let it depend"
                + " on nothing that changes meanwhile");
    assertThatThrownBy(() -> y.sum().backward())
        .as("asked again")
        .hasMessageStartingWith("checkpoint: run again for its derivatives, the function kept 3");
    assertThat(Autograd.isGradEnabled()).isTrue();
  }

  /// The derivative of `keeping` gives what the second run made while that derivative was at work;
  /// what `early` gives is added to it.
  @Test
  void whatTheSecondRunComputedIsNotWrittenByTheWalk() {
    UnaryOperator<Tensor> function =
        in -> {
          Tensor middle = in.exp();
          Tensor early = middle.mul(3);
          return Ours.keeping(middle).add(early);
        };
    double[] plain = gradients(x -> function.apply(x).add(weight), weight);
    assertThat(gradients(x -> Autograd.checkpoint(function, x).add(weight), weight))
        .isEqualTo(plain);
  }
}
