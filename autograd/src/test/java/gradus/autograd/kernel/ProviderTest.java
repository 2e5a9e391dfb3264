package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProviderTest {
  @Test
  void followsTheModuleUnlessToldOtherwise() {
    assertThat(Provider.choose(null, true)).isTrue();
    assertThat(Provider.choose(null, false)).isFalse();
    assertThat(Provider.choose("plain", true)).isFalse();
    assertThat(Provider.choose("vector", true)).isTrue();
  }

  @Test
  void explainsWhyVectorKernelsCannotRun() {
    assertThatThrownBy(() -> Provider.choose("vector", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradus.kernels=vector: the module jdk.incubator.vector is not part of this process;"
                + " start java with --add-modules jdk.incubator.vector, or leave the property out"
                + " to run the plain kernels");
  }

  @Test
  void refusesUnknownKernels() {
    assertThatThrownBy(() -> Provider.choose("fast", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gradus.kernels=fast: unknown kernels; use plain or vector");
  }

  @Test
  void tellsWhichKernelsRunAndHowToGetTheFasterOnes() {
    assertThat(Provider.describe(true, 2))
        .isEqualTo("Gradus runs on 2 threads with vector kernels");
    assertThat(Provider.describe(false, 1))
        .isEqualTo(
            "Gradus runs on 1 thread with plain kernels; start java with --add-modules"
                + " jdk.incubator.vector for the faster vector kernels");
  }
}
