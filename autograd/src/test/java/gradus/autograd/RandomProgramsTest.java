package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/// Random programs of operations, views, writes in place and through views, and buffers: their
/// gradients agree with finite differences, in orders 1 and 2.
///
/// A program that changes a value which a derivative has saved is refused, and proves nothing; so
/// refusals are counted, and may be few only.
class RandomProgramsTest {
  private static final double MOST_REFUSED = 0.03;

  private static int tried;
  private static int refused;

  @Property(tries = 400, seed = "7")
  void gradientsAgreeWithFiniteDifferencesInOrders1And2(@ForAll long seed) {
    Tensor a = Tensor.of(FLOAT64, new double[][] {{0.4, -0.7, 0.2}, {-0.3, 0.6, 0.9}});
    Tensor b = Tensor.of(FLOAT64, 0.5, -0.8, 0.3);
    Throwable failure =
        catchThrowable(() ->
            GradCheck.check(GradCheck.order(2), in -> new RandomProgram(seed, in).run(), a, b));
    tried++;
    if (isRefusal(failure)) {
      refused++;
    } else {
      assertThat(failure).isNull();
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof IllegalStateException
        && failure.getMessage().contains("changed it in place");
  }

  @AfterContainer
  static void mostProgramsWereChecked() {
    assertThat((double) refused / tried)
        .as("refused of %d programs", tried)
        .isLessThan(MOST_REFUSED);
  }
}
