package gradus.nn.plot;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.nn.Conv2d;
import gradus.nn.Linear;
import gradus.nn.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Histograms and loss landscapes of networks.
class NetworkFiguresTest {
  private Sequential net;

  @BeforeEach
  void makeNetwork() {
    Generator.manualSeed(1);
    net = new Sequential(new Linear(3, 4), Tensor::relu, new Linear(4, 1));
    net.to(FLOAT64);
  }

  private Tensor loss() {
    return net.apply(Tensor.ones(FLOAT64, 5, 3)).sub(1).square().mean();
  }

  private static List<String> titles(Figure[] figures) {
    return Arrays.stream(figures).map(Figure::title).toList();
  }

  private static double[] counts(Figure figure) {
    return ((Bars) figure.traces().getFirst()).heights();
  }

  @Test
  void everyParameterHasAHistogramOfItsElements() {
    Figure[] weights = Histograms.weights(net);
    assertThat(titles(weights)).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(Arrays.stream(counts(weights[0])).sum()).isEqualTo(12);
    assertThat(weights[0].caption()).startsWith("[4, 3], mean ");
  }

  @Test
  void gradientsHaveHistogramsOnceThereAreAny() {
    assertThat(Histograms.gradients(net)).isEmpty();
    loss().backward();
    assertThat(titles(Histograms.gradients(net))).hasSize(4).contains("2.bias");
  }

  @Test
  void everyInnermostLayerShowsWhatItGives() {
    Tensor x = Tensor.randn(FLOAT64, 7, 3);
    Figure[] outputs = Histograms.activations(net, x);
    assertThat(titles(outputs)).containsExactly("0 Linear", "1 Function", "2 Linear");
    assertThat(Arrays.stream(counts(outputs[0])).sum()).isEqualTo(28);
    assertThat(outputs[2].caption()).startsWith("[7, 1], mean ");
    Tensor hidden = net.get(0).apply(x).detach();
    double mean = hidden.mean().item();
    double deviation = hidden.sub(mean).square().mean().sqrt().item();
    assertThat(outputs[0].caption())
        .isEqualTo(
            String.format(
                Locale.ROOT, "[7, 4], mean %.3g, standard deviation %.3g", mean, deviation));
  }

  @Test
  void aRandomDirectionHasFiltersAsLongAsThoseOfTheNetwork() {
    var conv = new Conv2d(2, 3, 3);
    Direction direction = Direction.random(conv);
    Tensor step = direction.steps().get("weight").flatten(1);
    Tensor weight = conv.namedParameters().get("weight").detach().flatten(1);
    assertThat(step.norm(2, 1).toDoubleArray())
        .containsExactly(weight.norm(2, 1).toDoubleArray(), within(1e-6));
    assertThat(direction.steps().get("bias").toDoubleArray()).containsOnly(0);
  }

  @Test
  void theLandscapeIsTheLossOfTheMovedParametersAndPutsThemBack() {
    StateDict before = net.stateDict().copy();
    double here = loss().item();
    var landscape = LossLandscape.around(net, this::loss);
    assertThat(landscape.at(0, 0)).isEqualTo(here);
    double moved = landscape.at(0.5, -2);
    Grid grid = landscape.grid(2);
    assertThat(grid.z()).hasDimensions(31, 31);
    assertThat(grid.z()[15][15]).isCloseTo(here, within(1e-12));
    before
        .names()
        .forEach(
            name -> assertThat(net.stateDict().tensor(name).equal(before.tensor(name))).isTrue());

    net.namedParameters()
        .forEach((name, weight) -> {
          Tensor step = landscape.first().steps().get(name).mul(0.5);
          weight.detach().add_(step.sub(landscape.second().steps().get(name).mul(2)));
        });
    assertThat(loss().item()).isCloseTo(moved, within(1e-12));
  }

  @Test
  void aStateIsFoundAgainInThePlaneThroughIt() {
    StateDict one = new Sequential(new Linear(3, 4), Tensor::relu, new Linear(4, 1)).stateDict();
    StateDict two = new Sequential(new Linear(3, 4), Tensor::relu, new Linear(4, 1)).stateDict();
    var landscape =
        new LossLandscape(
            net, this::loss, Direction.towards(net, one), Direction.towards(net, two));
    assertThat(landscape.locate(one)).containsExactly(new double[] {1, 0}, within(1e-9));
    assertThat(landscape.locate(two)).containsExactly(new double[] {0, 1}, within(1e-9));
    assertThat(landscape.locate(net.stateDict())).containsExactly(0, 0);
    double there = landscape.at(1, 0);
    net.loadStateDict(one);
    assertThat(loss().item()).isCloseTo(there, within(1e-12));
  }

  @Test
  void directionsThatSpanNoPlaneAreRefused() {
    Direction direction = Direction.random(net);
    assertThatThrownBy(() -> new LossLandscape(net, this::loss, direction, direction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LossLandscape: the two directions are parallel, so they span no plane; choose another"
                + " second one");
    Direction none = new Direction(Map.of());
    assertThatThrownBy(() -> new LossLandscape(net, this::loss, direction, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "LossLandscape: a direction has no step for '0.weight'; make it of the same network");
  }
}
