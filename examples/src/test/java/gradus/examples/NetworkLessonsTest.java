package gradus.examples;

import static gradus.examples.Expected.assertWithin;
import static gradus.examples.Expected.number;
import static gradus.examples.Expected.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import gradus.nn.Init;
import gradus.nn.Linear;
import gradus.nn.Parameters;
import gradus.nn.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What deep networks need: first weights of the right size, slopes that do not vanish, gradients
/// that are not too long.
class NetworkLessonsTest {
  @Test
  void firstWeightsHaveTheSizesOfTheLesson() {
    assertSize(Initialisation.uniformScale(Init::xavierUniform_), "xavier_uniform_bound");
    assertSize(Initialisation.normalScale(Init::xavierNormal_), "xavier_normal_std");
    assertSize(Initialisation.uniformScale(Init::kaimingUniform_), "he_uniform_bound");
    assertSize(Initialisation.normalScale(Init::kaimingNormal_), "he_normal_std");
    assertSize(
        Initialisation.uniformScale(_ -> new Linear(10, 64).weight()),
        "torch_linear_default_bound");
  }

  private static void assertSize(double size, String name) {
    double expected = number("/003/init/" + name);
    assertThat(size).isCloseTo(expected, within(1e-6 * expected)); // drawn in 32 bits
  }

  @Test
  void onlyTheRightSizeKeepsTheSignal() {
    assertThat(Initialisation.strengths(w -> Init.normal_(w, 0, 0.01))[19]).isLessThan(1e-20);
    assertThat(Initialisation.strengths(w -> Init.normal_(w, 0, 1))[19]).isGreaterThan(1e10);
    assertThat(Initialisation.strengths(Init::kaimingNormal_)[19]).isBetween(0.3, 3.0);
    assertThat(Initialisation.strengths(Init::xavierNormal_)[19]).isBetween(1e-4, 1e-2);
  }

  @Test
  void tenSigmoidsPassOnAMillionthOfTheGradient() {
    assertThat(VanishingGradients.slope(VanishingGradients::sigmoid, 0))
        .isCloseTo(number("/003/vanishing/ten_layers"), within(1e-20));
    assertThat(VanishingGradients.slope(Tensor::tanh, 0))
        .isEqualTo(number("/003/vanishing/tanh_grad_at_0"));
    assertThat(VanishingGradients.slope(Tensor::relu, 1)).isEqualTo(1);
    assertThat(VanishingGradients.slope(VanishingGradients::around, 0))
        .isCloseTo(Math.pow(1.25, 10), within(1e-12));
  }

  @Test
  void theFirstOfTenSigmoidLayersHearsNothing() {
    var sigmoid = VanishingGradients.network(Tensor::sigmoid, Init::xavierNormal_);
    var relu = VanishingGradients.network(Tensor::relu, Init::kaimingNormal_);
    assertThat(sigmoid.first()).isPositive().isLessThan(1e-4 * sigmoid.last());
    assertThat(relu.first()).isGreaterThan(0.1 * relu.last());
  }

  @Test
  void gradientsAreClippedAsInTheLesson() {
    assertWithin(1e-15, Clipping.byNorm(1), numbers("/003/clip/torch_clip_grad_norm_"));
    assertWithin(1e-6, Clipping.byNorm(1), numbers("/003/clip/clip_by_norm_1_exact"));
    assertWithin(0, Clipping.byValue(3.5), numbers("/003/clip/clip_by_value_3_5"));
  }

  @Test
  void clippedGradientsComeDownWhereWholeOnesFlyOff() {
    assertThat(Clipping.descend(Double.POSITIVE_INFINITY, 1)).isCloseTo(-8.8, within(1e-12));
    assertThat(Clipping.descend(Double.POSITIVE_INFINITY, 50)).isNaN();
    assertThat(Clipping.descend(1, 1)).isCloseTo(3.95, within(1e-6));
    assertThat(Clipping.descend(1, 500)).isBetween(0.0, 0.2);
  }

  @Test
  void theNetworkForPatientsHasTheParametersOfTheLesson() {
    Sequential net = Overfitting.network();
    assertThat(Parameters.count(net.parameters()))
        .isEqualTo((int) number("/003/network_10_64_32_1/parameters"));
    double[] each = numbers("/003/network_10_64_32_1/per_layer");
    for (int i = 0; i < 3; i++) {
      assertThat(Parameters.count(net.get(2 * i).parameters())).isEqualTo((int) each[i]);
    }
  }

  @Test
  void whatIsLearnedByHeartDoesNotHelpWithOthers() {
    List<Overfitting.Epoch> epochs = Overfitting.learn(Overfitting.network(), 100);
    int best = Overfitting.best(epochs);
    assertThat(best).isBetween(1, 60);
    assertThat(epochs.getLast().training()).isLessThan(0.8 * epochs.get(best).training());
    assertThat(epochs.getLast().validation()).isGreaterThan(1.1 * epochs.get(best).validation());
    assertThat(epochs.get(best).validation()).isLessThan(0.7); // the mean alone: about 1
  }
}
