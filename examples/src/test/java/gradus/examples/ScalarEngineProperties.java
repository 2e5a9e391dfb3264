package gradus.examples;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import gradus.examples.ScalarEngine.Scalar;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/// Over random graphs, numbers that remember compute what tensors compute, and so do their
/// gradients.
class ScalarEngineProperties {
  /// What one step of a random computation does with two earlier results.
  enum Kind {
    PLUS,
    MINUS,
    TIMES,
    SQUARED,
    RELU,
    TANH;

    Scalar of(Scalar a, Scalar b) {
      return switch (this) {
        case PLUS -> a.plus(b);
        case MINUS -> a.minus(b);
        case TIMES -> a.times(b).tanh(); // tanh keeps the numbers small
        case SQUARED -> a.tanh().squared();
        case RELU -> a.relu();
        case TANH -> a.tanh();
      };
    }

    Tensor of(Tensor a, Tensor b) {
      return switch (this) {
        case PLUS -> a.add(b);
        case MINUS -> a.sub(b);
        case TIMES -> a.mul(b).tanh();
        case SQUARED -> a.tanh().square();
        case RELU -> a.relu();
        case TANH -> a.tanh();
      };
    }
  }

  /// A step: its operands are the results before it, counted round.
  record Step(Kind kind, int first, int second) {}

  @Provide
  Arbitrary<List<Step>> graphs() {
    Arbitrary<Integer> operand = Arbitraries.integers().between(0, 1000).withoutEdgeCases();
    return Combinators.combine(Arbitraries.of(Kind.class), operand, operand)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(seed = "1", tries = 300)
  void gradientsEqualThoseOfTensors(
      @ForAll @Size(3) List<@DoubleRange(min = -2, max = 2) Double> leaves,
      @ForAll("graphs") List<Step> graph) {
    List<Scalar> scalars = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>();
    for (double leaf : leaves) {
      scalars.add(Scalar.of(leaf));
      tensors.add(Tensor.scalar(FLOAT64, leaf).requiresGrad(true));
    }
    for (Step step : graph) {
      int a = step.first() % scalars.size();
      int b = step.second() % scalars.size();
      scalars.add(step.kind().of(scalars.get(a), scalars.get(b)));
      tensors.add(step.kind().of(tensors.get(a), tensors.get(b)));
    }
    scalars.getLast().backward();
    tensors.getLast().backward();
    assertNear(scalars.getLast().value, tensors.getLast().item());
    for (int i = 0; i < leaves.size(); i++) {
      Tensor gradient = tensors.get(i).grad();
      assertNear(scalars.get(i).grad, gradient == null ? 0 : gradient.item());
    }
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  @Property(seed = "1", tries = 50)
  void gradientsAddUpOverTwoWalks(
      @ForAll @DoubleRange(min = -2, max = 2) double leaf, @ForAll("graphs") List<Step> graph) {
    Scalar once = Scalar.of(leaf);
    grow(once, graph).backward();
    Scalar twice = Scalar.of(leaf);
    Scalar result = grow(twice, graph);
    result.backward();
    result.backward();
    assertThat(twice.grad).isEqualTo(2 * once.grad);
  }

  private static Scalar grow(Scalar leaf, List<Step> graph) {
    List<Scalar> scalars = new ArrayList<>(List.of(leaf));
    for (Step step : graph) {
      Scalar a = scalars.get(step.first() % scalars.size());
      Scalar b = scalars.get(step.second() % scalars.size());
      scalars.add(step.kind().of(a, b));
    }
    return scalars.getLast();
  }
}
