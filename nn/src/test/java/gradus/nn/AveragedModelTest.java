package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import org.junit.jupiter.api.Test;

/// Averages of a model's parameters.
class AveragedModelTest {
  private final Linear net = new Linear(1, 1, false);

  private void set(double weight) {
    Init.constant_(net.weight(), weight);
  }

  @Test
  void allValuesCountAlike() {
    var average = AveragedModel.of(net, new Linear(1, 1, false));
    for (double weight : new double[] {1, 2, 6}) {
      set(weight);
      average.update();
    }
    assertThat(average.updates()).isEqualTo(3);
    assertThat(average.model().weight().item()).isCloseTo(3, within(1e-6));
    assertThat(average.model().weight().requiresGrad()).isFalse();
    assertThat(net.weight().item()).isEqualTo(6);
  }

  @Test
  void olderValuesFade() {
    var average = AveragedModel.exponential(net, new Linear(1, 1, false), 0.5);
    for (double weight : new double[] {1, 2, 6}) {
      set(weight);
      average.update();
    }
    assertThat(average.model().weight().item()).isCloseTo(3.75, within(1e-6));
  }

  @Test
  void anAverageIsSavedAndContinued() {
    var first = AveragedModel.of(net, new Linear(1, 1, false));
    set(4);
    first.update();
    var second = AveragedModel.of(net, new Linear(1, 1, false));
    second.loadStateDict(first.stateDict().copy());
    assertThat(first.stateDict().names()).containsExactly("n_averaged", "module.weight");
    set(2);
    second.update();
    assertThat(second.model().weight().item()).isEqualTo(3);
    assertThat(second.updates()).isEqualTo(2);
  }

  @Test
  void buffersFollowTheModel() {
    final class Counting extends Block {
      private final Tensor count = buffer("count", Tensor.scalar(0L));
    }
    var source = new Counting();
    var average = AveragedModel.of(source, new Counting());
    source.count.fill_(5);
    average.update();
    assertThat(average.model().buffers().getFirst().itemLong()).isEqualTo(5);
  }

  @Test
  void batchNormalizationsLearnTheMeanOverAllBatches() {
    var norm = new BatchNorm1d(1);
    norm.apply(Tensor.of(new double[][] {{50}, {70}}));
    norm.eval();
    Tensor x = Tensor.of(new double[][] {{0}, {2}, {3}, {5}});
    var batches = new DataLoader(new TensorDataset(x, x), 2);
    AveragedModel.updateBatchNorm(norm, batches);
    assertThat(norm.runningMean().item()).isCloseTo(2.5, within(1e-6));
    assertThat(norm.runningVar().item()).isCloseTo(2, within(1e-6));
    assertThat(norm.training()).isFalse();
    norm.train().apply(Tensor.of(new double[][] {{10}, {10}}));
    assertThat(norm.runningMean().item()).isCloseTo(0.9 * 2.5 + 0.1 * 10, within(1e-5));
  }

  @Test
  void anAverageNeedsAModelOfItsOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AveragedModel.of(net, net))
        .withMessage(
            "AveragedModel: the average needs a model of its own; pass another object of the same"
                + " build");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AveragedModel.exponential(net, new Linear(1, 1, false), 1))
        .withMessage("AveragedModel: decay is 1.0; it must be in [0, 1)");
  }
}
