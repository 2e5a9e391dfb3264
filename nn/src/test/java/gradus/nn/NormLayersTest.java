package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Normalizations as layers.
class NormLayersTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(11);
  }

  private static void assertStandard(Tensor rows) {
    assertThat(rows.mean(1).abs().max().item()).isCloseTo(0, within(1e-5));
    assertThat(rows.var(new int[] {1}, 0, false).sub(1).abs().max().item())
        .isCloseTo(0, within(1e-3));
  }

  @Test
  void aBatchIsNormalizedPerChannel() {
    Tensor x = Tensor.randn(4, 3, 5, 5).mul(7).add(2);
    assertStandard(new BatchNorm2d(3).apply(x).transpose(0, 1).flatten(1));
    assertStandard(new BatchNorm1d(3).apply(x.flatten(2)).transpose(0, 1).flatten(1));
  }

  @Test
  void runningValuesFollowTheBatches() {
    var norm = new BatchNorm1d(2, BatchNorm1d.momentum(0.5));
    Tensor x = Tensor.of(new double[][] {{1, 10}, {3, 20}});
    norm.apply(x);
    assertThat(norm.runningMean().toDoubleArray()).containsExactly(1, 7.5);
    assertThat(norm.runningVar().toDoubleArray()).containsExactly(1.5, 25.5);
    norm.apply(x);
    assertThat(norm.runningMean().toDoubleArray()).containsExactly(1.5, 11.25);
    assertThat(norm.stateDict().tensor("num_batches_tracked").itemLong()).isEqualTo(2);
    norm.eval().apply(x);
    assertThat(norm.stateDict().tensor("num_batches_tracked").itemLong()).isEqualTo(2);
    assertThat(norm.runningMean().toDoubleArray()).containsExactly(1.5, 11.25);
  }

  @Test
  void withoutMomentumRunningValuesAreMeansOverAllBatches() {
    var norm = new BatchNorm1d(1, BatchNorm1d.momentum(null));
    for (double mean : new double[] {3, 6, 12}) {
      norm.apply(Tensor.of(new double[][] {{mean - 1}, {mean + 1}}));
    }
    assertThat(norm.runningMean().item()).isCloseTo(7, within(1e-5));
    assertThat(norm.runningVar().item()).isCloseTo(2, within(1e-5));
    assertThat(norm)
        .hasToString(
            "BatchNorm1d(1, eps=1e-05, momentum=None, affine=True, track_running_stats=True)");
    assertThat(norm.eval().apply(Tensor.zeros(1, 1)).item())
        .isCloseTo(-7 / Math.sqrt(2), within(1e-4));
  }

  @Test
  void inEvaluationASampleStandsAlone() {
    var norm = new BatchNorm1d(3);
    norm.apply(Tensor.randn(8, 3).mul(5));
    norm.eval();
    Tensor x = Tensor.randn(4, 3);
    assertThat(norm.apply(x).at(1).allclose(norm.apply(x.narrow(0, 1, 1)).at(0))).isTrue();
  }

  @Test
  void withoutRunningValuesEvaluationNormalizesTheInput() {
    var norm = new BatchNorm1d(3, BatchNorm1d.trackRunningStats(false).affine(false));
    assertThat(norm.stateDict().names()).isEmpty();
    assertStandard(norm.eval().apply(Tensor.randn(50, 3).mul(5)).t());
    assertThat(norm.runningMean()).isNull();
    assertThat(norm.weight()).isNull();
  }

  @Test
  void aRefusedBatchIsNotCounted() {
    var norm = new BatchNorm1d(2);
    assertThatThrownBy(() -> norm.apply(Tensor.zeros(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "batchNorm: shape [1, 2] has one value per channel, whose variance is 0; train with"
                + " larger batches, or call eval()");
    assertThat(norm.stateDict().tensor("num_batches_tracked").itemLong()).isZero();
  }

  @Test
  void anImageIsNormalizedByItself() {
    var norm = new InstanceNorm2d(3);
    Tensor x = Tensor.randn(2, 3, 6, 6).mul(4).add(1);
    Tensor y = norm.apply(x);
    assertStandard(y.flatten(2).reshape(6, 36));
    assertThat(norm.eval().apply(x.at(1)).allclose(y.at(1), 1e-5, 1e-6, false)).isTrue();
    assertThat(norm.stateDict().names()).isEmpty();
    assertThat(norm)
        .hasToString(
            "InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)");
  }

  @Test
  void anImagesNormalizationMayRememberToo() {
    var norm = new InstanceNorm2d(3, InstanceNorm2d.trackRunningStats(true).affine(true));
    assertThat(norm.stateDict().names())
        .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    Tensor x = Tensor.ones(2, 3, 2, 2);
    norm.apply(x);
    assertThat(norm.runningMean().toDoubleArray())
        .containsExactly(new double[] {0.1, 0.1, 0.1}, within(1e-6));
    assertThat(norm.stateDict().tensor("num_batches_tracked").itemLong()).isZero();
    norm.eval();
    assertThat(norm.apply(x).at(0, 0, 0, 0).item()).isCloseTo(0.9 / Math.sqrt(0.9), within(1e-4));
  }

  @Test
  void aLayersNumbersAreNormalizedTogether() {
    Tensor x = Tensor.randn(3, 4, 5).mul(3).add(1);
    assertStandard(new LayerNorm(4, 5).apply(x).flatten(1));
    assertThat(new LayerNorm(4, 5))
        .hasToString("LayerNorm((4, 5), eps=1e-05, elementwise_affine=True)");
    var bare = new LayerNorm(new int[] {5}, 1e-3, false, true);
    assertThat(bare.stateDict().names()).isEmpty();
    assertThat(bare).hasToString("LayerNorm((5,), eps=0.001, elementwise_affine=False)");
    assertThat(new LayerNorm(new int[] {5}, 1e-5, true, false).stateDict().names())
        .containsExactly("weight");
  }

  @Test
  void aRootMeanSquareIsDividedBy() {
    var norm = new RMSNorm(4);
    Tensor y = norm.apply(Tensor.randn(3, 4).mul(9));
    assertThat(y.square().mean(1).allclose(Tensor.ones(3))).isTrue();
    assertThat(norm.stateDict().names()).containsExactly("weight");
    assertThat(norm).hasToString("RMSNorm((4,), eps=None, elementwise_affine=True)");
    assertThat(new RMSNorm(new int[] {4}, 1e-6, false))
        .hasToString("RMSNorm((4,), eps=1e-06, elementwise_affine=False)");
  }

  @Test
  void groupsOfChannelsAreNormalized() {
    var norm = new GroupNorm(2, 6);
    assertStandard(norm.apply(Tensor.randn(3, 6, 7).mul(3)).reshape(6, 21));
    assertThat(norm).hasToString("GroupNorm(2, 6, eps=1e-05, affine=True)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupNorm(4, 6))
        .withMessage(
            "GroupNorm: 6 channels do not divide into 4 groups; the number of groups must divide"
                + " that of channels");
  }

  @Test
  void aShapeThatDoesNotFitIsExplained() {
    assertRefused(
        () -> new BatchNorm1d(3).apply(Tensor.zeros(4, 2)),
        "BatchNorm1d: an input of shape [4, 2]; this layer takes [N, C] or [N, C, L] with 3"
            + " channels");
    assertRefused(
        () -> new BatchNorm2d(3).apply(Tensor.zeros(4, 3)),
        "BatchNorm2d: an input of shape [4, 3]; this layer takes [N, C, H, W] with 3 channels");
    assertRefused(
        () -> new InstanceNorm2d(3).apply(Tensor.zeros(2, 4, 4)),
        "InstanceNorm2d: an input of shape [2, 4, 4]; this layer takes [N, C, H, W] or [C, H, W]"
            + " with 3 channels");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }
}
