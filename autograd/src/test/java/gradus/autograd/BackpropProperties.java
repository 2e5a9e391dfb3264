package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import gradus.autograd.Explanation.Leaf;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;

/// What is explained is what backward does, to the last bit.
class BackpropProperties {
  private static final DType[][] TYPES = {
    {FLOAT64, FLOAT64}, {FLOAT32, FLOAT64}, {FLOAT32, FLOAT32}
  };
  private static final double MOST_REFUSED = 0.03;

  private static int tried;
  private static int refused;

  @AfterTry
  void stopTracking() {
    Autograd.trackValues(false);
  }

  @AfterContainer
  static void mostProgramsWereExplained() {
    assertThat((double) refused / tried).as("refused of %d", tried).isLessThan(MOST_REFUSED);
  }

  @Property(tries = 400, seed = "11")
  void gradientsAreThoseOfBackwardToTheLastBit(
      @ForAll long seed, @ForAll @IntRange(max = 2) int types, @ForAll boolean tracked) {
    Autograd.trackValues(tracked);
    Tensor a =
        Tensor.of(TYPES[types][0], new double[][] {{0.4, -0.7, 0.2}, {-0.3, 0.6, 0.9}})
            .requiresGrad(true)
            .named("a");
    Tensor b = Tensor.of(TYPES[types][1], 0.5, -0.8, 0.3).requiresGrad(true).named("b");
    Tensor output = new RandomProgram(seed, new Tensor[] {a, b}).run();
    tried++;
    Explanation[] explanation = new Explanation[1];
    Throwable failure = catchThrowable(() -> explanation[0] = Backprop.explain(output));
    if (failure != null) {
      refused++;
      assertThat(catchThrowable(output::backward)).hasMessage(failure.getMessage());
      return;
    }
    output.backward();
    assertIsGradient(explanation[0], "a", a);
    assertIsGradient(explanation[0], "b", b);
    explanation[0].steps().forEach(BackpropProperties::assertPartsAddUp);
    assertThat(explanation[0].toString().lines()).allMatch(line -> line.length() < 90);
  }

  private static void assertIsGradient(Explanation explanation, String name, Tensor leaf) {
    List<Leaf> found =
        explanation.leaves().stream().filter(each -> each.name().equals(name)).toList();
    assertThat(found.isEmpty()).isEqualTo(leaf.grad() == null);
    for (Leaf each : found) {
      assertThat(each.gradient().dtype()).isEqualTo(leaf.dtype());
      assertThat(bits(each.gradient())).isEqualTo(bits(leaf.grad()));
    }
  }

  private static void assertPartsAddUp(Explanation.Step step) {
    Tensor sum = step.parts().getFirst().gradient();
    for (Explanation.Part part : step.parts().subList(1, step.parts().size())) {
      sum = sum.add(part.gradient());
    }
    assertThat(sum.equal(step.arrived())).isTrue();
  }

  private static long[] bits(Tensor tensor) {
    return Arrays.stream(tensor.toDoubleArray()).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
