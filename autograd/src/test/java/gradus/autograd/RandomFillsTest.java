package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tensors of random numbers: PyTorch's values, the order in which elements get theirs, and what
/// happens to the record.
class RandomFillsTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(0);
  }

  @Test
  void factoriesDrawWhatPyTorchDraws() {
    assertThat(Tensor.rand(3).toFloatArray())
        .containsExactly(0.49625658988952637f, 0.7682217955589294f, 0.08847743272781372f);
    seed();
    assertThat(Tensor.rand(FLOAT64, 2).toDoubleArray())
        .containsExactly(0.9700530018065531, 0.707819864399788);
    seed();
    assertThat(Tensor.randn(4).toFloatArray())
        .containsExactly(1.5409961f, -0.2934289f, -2.1787894f, 0.56843126f);
    seed();
    assertThat(Tensor.randn(16).toFloatArray())
        .startsWith(-1.1258398f, -1.1523602f, -0.25057858f, -0.4338788f);
    seed();
    assertThat(Tensor.randint(0, 100, 6).toLongArray()).containsExactly(44, 39, 33, 60, 63, 79);
    seed();
    assertThat(Tensor.randperm(10).toLongArray()).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
  }

  @Test
  void aGeneratorOfOnesOwnDrawsTheSameAndLeavesTheSharedOneAlone() {
    var mine = new Generator(0);
    assertThat(Tensor.rand(mine, 2).toFloatArray()).containsExactly(0.49625659f, 0.7682218f);
    assertThat(Tensor.randn(new Generator(0), 1).item()).isEqualTo(1.5409960746765137);
    assertThat(Tensor.randint(new Generator(0), 0, 100, 1).itemLong()).isEqualTo(44);
    assertThat(Tensor.randperm(3, new Generator(0)).toLongArray())
        .containsExactly(Tensor.randperm(3).toLongArray());
    seed();
    assertThat(Tensor.rand(1).item()).isEqualTo(0.49625658988952637);
  }

  @Test
  void elementsGetTheirNumbersInTheOrderOfMemory() {
    var transposed = Tensor.zeros(4, 3).t();
    transposed.uniform_();
    seed();
    assertThat(transposed.t().toFloatArray()).containsExactly(Tensor.rand(4, 3).toFloatArray());
  }

  @Test
  void normalNumbersOfATransposedTensorAreDrawnOneByOne() {
    var transposed = Tensor.zeros(4, 5).t();
    transposed.normal_();
    var expected = new float[20];
    new Generator(0).normalOneByOne(expected, 0, 20, 0, 1);
    assertThat(transposed.t().toFloatArray()).containsExactly(expected);
  }

  @Test
  void aPartOfATensorIsFilledAndTheRestIsNot() {
    var x = Tensor.zeros(2, 4);
    x.narrow(1, 1, 2).uniform_(2, 3);
    assertThat(x.at(0, 0).item()).isZero();
    assertThat(x.at(1, 3).item()).isZero();
    assertThat(x.narrow(1, 1, 2).ge(2).all().itemBoolean()).isTrue();
  }

  @Test
  void whatWasOverwrittenGetsNoGradient() {
    var x = Tensor.of(1.0, 2, 3).requiresGrad(true);
    var y = x.mul(2);
    y.normal_();
    y.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(0, 0, 0);
  }

  @Test
  void theRecordedFormDrawsWhatTheUnrecordedOneDraws() {
    var recorded = Tensor.zeros(5, 4).requiresGrad(true).mul(1).t();
    recorded.normal_(1, 2);
    seed();
    var plain = Tensor.zeros(5, 4).t();
    plain.normal_(1, 2);
    assertThat(recorded.detach().equal(plain)).isTrue();
  }

  @Test
  void bernoulliTakesOneProbabilityOrOneForEach() {
    assertThat(Tensor.zeros(BOOL, 40).bernoulli_(0.25).dtype()).isEqualTo(BOOL);
    seed();
    var floats = Tensor.zeros(40).bernoulli_(0.25);
    seed();
    assertThat(Tensor.zeros(INT64, 40).bernoulli_(0.25).to(FLOAT32).equal(floats)).isTrue();
    assertThat(Tensor.of(0.0, 1, 0, 1).bernoulli().toDoubleArray()).containsExactly(0, 1, 0, 1);
    assertThat(Tensor.zeros(2, 2).bernoulli_(Tensor.of(1.0, 0)).toDoubleArray())
        .containsExactly(1, 0, 1, 0);
  }

  @Test
  void randomDrawsWholeNumbersThatTheTypeHolds() {
    assertThat(Tensor.zeros(BOOL, 100).random_().toLongArray()).contains(0, 1);
    assertThat(Tensor.zeros(100).random_(7).toFloatArray()).containsOnly(0, 1, 2, 3, 4, 5, 6);
    assertThat(Tensor.zeros(INT64, 100).random_().ge(0).all().itemBoolean()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.zeros(1).random_(1L << 30))
        .withMessage(
            "random_: not every integer from 0 to 1073741824 is a FLOAT32; stay within 16777216, or"
                + " use INT64");
  }

  @Test
  void exponentialAndMultinomialDrawWhatTheGeneratorDraws() {
    var expected = new float[4];
    new Generator(0).exponential(expected, 0, 4, 1.5);
    assertThat(Tensor.zeros(4).exponential_(1.5).toFloatArray()).containsExactly(expected);
    assertThat(Tensor.of(0.0, 1, 0).multinomial(3, true).toLongArray()).containsExactly(1, 1, 1);
    var rows = Tensor.of(new double[][] {{0, 1}, {1, 0}}).multinomial(1);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 1));
    assertThat(rows.toLongArray()).containsExactly(1, 0);
  }

  @Test
  void whatCannotBeFilledIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.zeros(INT64, 2).normal_())
        .withMessage(
            "normal_: a tensor of INT64 has no fractions; cast it with to(FLOAT32), or draw whole"
                + " numbers with random_");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.zeros(2).uniform_(1, 0))
        .withMessage("uniform: from 1.0 is not at most to 0.0; swap them");
    assertThatThrownBy(() -> Tensor.ones(2, 2, 2).multinomial(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "multinomial: weights of shape [2, 2, 2]; give a vector, or a matrix with a row per"
                + " draw");
    assertThatThrownBy(() -> Tensor.zeros(1).expand(3).uniform_())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("uniform_: several elements");
  }

  @Test
  void aGeneratorIsSavedAndContinued() {
    var generator = new Generator(3);
    Tensor.randn(generator, 3);
    StateDict saved = generator.stateDict();
    assertThat(saved.tensor("state").shape()).isEqualTo(Shape.of(632));
    Tensor expected = Tensor.randn(generator, 3);
    var other = new Generator(4);
    other.loadStateDict(saved);
    assertThat(Tensor.randn(other, 3).equal(expected)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.loadStateDict(new StateDict().put("state", Tensor.of(1L))))
        .withMessage("state: 8 bytes, but a generator's state has 5056; pass what state() gave");
  }
}
