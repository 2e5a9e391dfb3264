package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GradCheckTest {
  private final Tensor x = Tensor.of(FLOAT64, new double[][] {{0.5, -1, 2}, {1.5, 3, -0.25}});

  @Test
  void rightGradientsPassInEveryOrder() {
    for (int order = 1; order <= 3; order++) {
      GradCheck.check(GradCheck.order(order), t -> t.tanh().mul(t.exp()), x);
      GradCheck.check(
          GradCheck.order(order), in -> in[0].matmul(in[1]).square(), x, x.mT().contiguous());
    }
  }

  @Test
  void wrongGradientIsFoundAndNamed() {
    assertThatThrownBy(() -> GradCheck.check(GradCheckTest::wrongSquare, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "\\QgradCheck: at input 0[1, 1] = 3.0 the analytic gradient is \\E.*, the numeric .*;"
                + " they differ by .*, allowed is .* \\Q(the worst of 6 wrong elements of 6). Check"
                + " the derivative of each operation used: every input must go through a tensor"
                + " operation or Op.save\\E");
  }

  @Test
  void messageHoldsTheNumbers() {
    assertThatThrownBy(() ->
            GradCheck.check(
                GradCheck.eps(0x1p-20).atol(0.25).rtol(0.5),
                GradCheckTest::wrongSquare,
                Tensor.scalar(FLOAT64, 4.0)))
        .hasMessage(
            "gradCheck: at input 0 = 4.0 the analytic gradient is 8.0, the numeric 4.0; they differ"
                + " by 4.0, allowed is 2.25 (the worst of 1 wrong elements of 1). Check the"
                + " derivative of each operation used: every input must go through a tensor"
                + " operation or Op.save");
  }

  /// x² whose derivative is 4 x instead of 2 x.
  private static Tensor wrongSquare(Tensor input) {
    Saved kept = Op.save(input);
    return Op.of("wrongSquare", input)
        .forward(() -> input.square())
        .backward(g -> g.mul(kept.get().mul(4)));
  }

  @Test
  void wrongGradientOfTheGradientIsFoundInOrderTwoAlone() {
    assertThatCode(() -> GradCheck.check(GradCheckTest::forgetful, x)).doesNotThrowAnyException();
    assertThatThrownBy(() -> GradCheck.check(GradCheck.order(2), GradCheckTest::forgetful, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("gradCheck, order 2: at input 0[1, 1] = 3.0 no gradient came");
  }

  /// x³ whose derivative takes x for a constant.
  private static Tensor forgetful(Tensor input) {
    Tensor constant = input.detach();
    return Op.of("forgetful", input)
        .forward(() -> input.pow(3))
        .backward(g -> g.mul(constant.square().mul(3)));
  }

  @Test
  void gradientFromAboveIsAnInputOfTheSecondOrder() {
    assertThatThrownBy(() -> GradCheck.check(GradCheck.order(2), GradCheckTest::deaf, x))
        .hasMessageContaining("gradCheck, order 2: at the gradient from above[");
  }

  /// 2 x whose derivative takes the gradient from above for a constant.
  private static Tensor deaf(Tensor input) {
    return Op.of("deaf", input)
        .forward(() -> input.mul(2))
        .backward(g -> g.detach().mul(2).add(g.mul(0)));
  }

  @Test
  void inputThatNoGradientReachesMustNotMatter() {
    Tensor y = Tensor.of(FLOAT64, 1, 2);
    assertThatCode(() -> GradCheck.check(in -> in[0].square(), x, y)).doesNotThrowAnyException();
    assertThatThrownBy(() ->
            GradCheck.check(in -> in[0].square().mul(in[1].detach()), y, Tensor.of(FLOAT64, 3, 5)))
        .hasMessageStartingWith("gradCheck: at input 1[1] = 5.0 no gradient came, the numeric ");
  }

  @Test
  void wholeNumbersArePassedOn() {
    Tensor index = Tensor.of(1, 0, 1);
    GradCheck.check(GradCheck.order(2), in -> in[0].indexSelect(0, in[1]).square(), x, index);
    assertThatThrownBy(() -> GradCheck.check(t -> t.mul(2), index))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradCheck: none of the 1 inputs is FLOAT64, so there is no gradient to check; pass at"
                + " least one");
  }

  @Test
  void singlePrecisionIsRefused() {
    assertThatThrownBy(() -> GradCheck.check(t -> t.square(), x.to(FLOAT32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradCheck: input 0 is FLOAT32, whose 7 digits are lost in a difference over 1e-6; pass"
                + " it as to(FLOAT64)");
  }

  @Test
  void kinkIsReportedNotMeasured() {
    assertThatThrownBy(() -> GradCheck.check(t -> t.abs(), Tensor.of(FLOAT64, 2, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "\\QgradCheck: input 0[1] = 0.0 lies on a kink: the slope is \\E\\S+ to the left and"
                + " \\S+ to the right; move it away");
  }

  @Test
  void edgeOfTheDomainIsReported() {
    assertThatThrownBy(() -> GradCheck.check(t -> t.log(), Tensor.of(FLOAT64, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradCheck: the function is not finite within 1.0E-6 of input 0[0] = 0.0; choose inputs"
                + " well inside its domain");
  }

  @Test
  void functionMustGiveTheSameTwice() {
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(
            () -> GradCheck.check(t -> t.mul(calls.incrementAndGet()), Tensor.of(FLOAT64, 1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradCheck: two calls with the same inputs gave 1.0 and 2.0 at element 0 of the result;"
                + " draw random numbers before, or seed the generator inside the function");
  }

  @Test
  void unrecordedResultIsRefused() {
    assertThatThrownBy(() -> GradCheck.check(t -> t.detach().square(), x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradCheck: the function's result of shape [2, 3] is not recorded, so it has no"
                + " gradient to check; compute it with tensor operations, outside noGrad and"
                + " without detach()");
    assertThatThrownBy(() -> GradCheck.check(t -> t.to(FLOAT32), x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradCheck: the function gives FLOAT32; it must give FLOAT64 for FLOAT64 inputs");
  }

  @Test
  void inputsAreLeftAlone() {
    Tensor leaf = x.clone().requiresGrad(true);
    try (var _ = Autograd.noGrad()) {
      GradCheck.check(GradCheck.order(2), t -> t.sin(), leaf);
    }
    assertThat(leaf.grad()).isNull();
    assertThat(leaf.equal(x)).isTrue();
  }

  @Test
  void emptyAndSingleNumbersCanBeChecked() {
    GradCheck.check(GradCheck.order(2), t -> t.exp(), Tensor.zeros(FLOAT64, 0, 3));
    GradCheck.check(GradCheck.order(2), t -> t.exp(), Tensor.scalar(FLOAT64, 0.5));
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> GradCheck.eps(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradCheck: eps 0.0, atol 1.0E-5, rtol 0.001, order 1: eps is above 0, tolerances are 0"
                + " or more, the order is 1 or more");
  }
}
