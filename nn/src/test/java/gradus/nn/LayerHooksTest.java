package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is called around a layer.
class LayerHooksTest {
  private static final class Twice extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(2);
    }
  }

  private final Layer layer = new Twice();
  private final Tensor x = Tensor.of(3.0).requiresGrad(true);

  @Test
  void aForwardHookSeesTheCallAndMayReplaceItsResult() {
    List<String> seen = new ArrayList<>();
    try (var _ =
        layer.registerForwardHook((who, in, out) -> {
          seen.add(who == layer ? in.item() + " " + out.item() : "another layer");
          return out.add(1);
        })) {
      assertThat(layer.apply(x).item()).isEqualTo(7);
    }
    assertThat(seen).containsExactly("3.0 6.0");
    assertThat(layer.apply(x).item()).isEqualTo(6);
  }

  @Test
  void aPreHookMayReplaceTheInput() {
    var handle = layer.registerForwardPreHook(in -> in.add(10));
    assertThat(layer.apply(x).item()).isEqualTo(26);
    handle.remove();
    layer.registerForwardPreHook(_ -> null);
    assertThat(layer.apply(x).item()).isEqualTo(6);
  }

  @Test
  void aBackwardHookSeesTheGradientsOfThisCallAlone() {
    List<String> seen = new ArrayList<>();
    layer.registerFullBackwardHook((_, in, out) -> {
      seen.add(in.item() + " " + out.item());
      return null;
    });
    layer.apply(x).mul(5).add(x.mul(100)).sum().backward();
    assertThat(seen).containsExactly("10.0 5.0");
    assertThat(x.grad().item()).isEqualTo(110);
  }

  @Test
  void aBackwardHookMayReplaceTheGradientOfTheInput() {
    layer.registerFullBackwardHook((_, in, _) -> in.mul(0));
    layer.apply(x).backward();
    assertThat(x.grad().item()).isZero();
  }

  @Test
  void aBackwardHookIsCalledThoughTheInputNeedsNoGradient() {
    List<String> seen = new ArrayList<>();
    var linear = new Linear(1, 1);
    linear.registerFullBackwardHook((_, in, out) -> {
      seen.add(in + " " + out.item());
      return null;
    });
    linear.apply(Tensor.of(4.0)).backward();
    assertThat(seen).containsExactly("null 1.0");
    assertThat(linear.weight().grad().item()).isEqualTo(4);
  }

  @Test
  void withoutRecordingABackwardHookDoesNothing() {
    layer.registerFullBackwardHook((_, _, _) -> {
      throw new IllegalStateException("called");
    });
    Tensor y = Autograd.noGrad(() -> layer.apply(x));
    assertThat(y.item()).isEqualTo(6);
    assertThat(y.requiresGrad()).isFalse();
  }

  @Test
  void aForwardThatGivesNothingIsRefused() {
    var broken =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return null;
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> broken.apply(x))
        .withMessage("apply: forward of Layer gave null; return the result's tensor");
  }
}
