package gradus.autograd.kernel;

import static gradus.autograd.kernel.Provider.Support.FULL;
import static gradus.autograd.kernel.Provider.Support.NO_FUSED_MULTIPLY_ADD;
import static gradus.autograd.kernel.Provider.Support.NO_MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProviderTest {
  @Test
  void runsVectorKernelsWhereTheyAreFastUnlessToldOtherwise() {
    assertThat(Provider.choose(null, FULL)).isTrue();
    assertThat(Provider.choose(null, NO_FUSED_MULTIPLY_ADD)).isFalse();
    assertThat(Provider.choose(null, NO_MODULE)).isFalse();
    assertThat(Provider.choose("plain", FULL)).isFalse();
    assertThat(Provider.choose("vector", FULL)).isTrue();
    assertThat(Provider.choose("vector", NO_FUSED_MULTIPLY_ADD)).isTrue();
  }

  @Test
  void explainsWhyVectorKernelsCannotRun() {
    assertThatThrownBy(() -> Provider.choose("vector", NO_MODULE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradus.kernels=vector: the module jdk.incubator.vector is not part of this process;"
                + " start java with --add-modules jdk.incubator.vector, or leave the property out"
                + " to run the plain kernels");
  }

  @Test
  void refusesUnknownKernels() {
    assertThatThrownBy(() -> Provider.choose("fast", FULL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gradus.kernels=fast: unknown kernels; use plain or vector");
  }

  @Test
  void tellsWhichKernelsRunAndHowToGetTheFasterOnes() {
    assertThat(Provider.describe(true, FULL, 2))
        .isEqualTo("Gradus runs on 2 threads with vector kernels");
    assertThat(Provider.describe(false, NO_MODULE, 1))
        .isEqualTo(
            "Gradus runs on 1 thread with plain kernels; start java with --add-modules"
                + " jdk.incubator.vector for the faster vector kernels");
    assertThat(Provider.describe(false, NO_FUSED_MULTIPLY_ADD, 2))
        .isEqualTo(
            "Gradus runs on 2 threads with plain kernels, since this processor has no fused"
                + " multiply-add");
    assertThat(Provider.describe(false, FULL, 2))
        .isEqualTo(
            "Gradus runs on 2 threads with plain kernels, as gradus.kernels=plain asks; leave it"
                + " out for the faster vector kernels");
  }
}
