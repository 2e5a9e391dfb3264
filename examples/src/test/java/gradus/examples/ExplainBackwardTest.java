package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import gradus.autograd.Explanation;
import org.junit.jupiter.api.Test;

/// The way back through the worked example.
class ExplainBackwardTest {
  @Test
  void gradientsAreThoseOfTheWorkedExample() {
    Explanation explanation = ExplainBackward.explained(1, false);

    assertThat(explanation.leaves())
        .extracting(leaf -> leaf.gradient().item())
        .containsExactly(WorkedExample.step(0.1).dw(), WorkedExample.step(0.1).db());
    assertThat(explanation.toString())
        .contains("  5. mul: v1 = w · x\n")
        .contains("     passes on  dloss/dw = dloss/dv1 · ∂v1/∂w = 4 · 2 = 8\n");
  }

  @Test
  void gradientsOfAWeightUsedTwiceAddUp() {
    assertThat(ExplainBackward.explained(1, true).toString())
        .endsWith(
            "  dloss/dw = 3 + 8 = 11   gradients add up, from steps 3 and 8\n  dloss/db = 4\n");
  }

  @Test
  void deadReluPassesNothingOn() {
    assertThat(ExplainBackward.explained(-7, false).toString())
        .contains("     slope      ∂a/∂z = 1 where a > 0, else 0 = 1 where 0 > 0, else 0 = 0\n");
  }

  @Test
  void trackingEndsWithTheLesson() {
    ExplainBackward.explained(1, false);

    assertThat(Autograd.isTrackingValues()).isFalse();
  }
}
