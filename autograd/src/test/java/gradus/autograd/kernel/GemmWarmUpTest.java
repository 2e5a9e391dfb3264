package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The vector product is soon compiled, and then taken.
class GemmWarmUpTest {
  @Test
  void theWarmUpEndsInFloat() throws InterruptedException {
    assertEnds("gradus-warm-up-float", FloatGemmWarmUp::isOver);
  }

  @Test
  void theWarmUpEndsInDouble() throws InterruptedException {
    assertEnds("gradus-warm-up-double", DoubleGemmWarmUp::isOver);
  }

  /// The first question starts the thread, if no product has.
  private static void assertEnds(String name, BooleanSupplier isOver) throws InterruptedException {
    boolean before = isOver.getAsBoolean();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(name)) {
        assertThat(thread.isDaemon()).isTrue();
        thread.join();
      }
    }
    assertThat(isOver.getAsBoolean()).as("over at first: %s", before).isTrue();
  }
}
