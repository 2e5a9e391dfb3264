package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who sees a gradient on its way: hooks, and results that retain it.
class HooksTest {
  // ---- hooks ----

  @Test
  void aHookSeesAndReplacesTheGradient() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    List<Double> seen = new ArrayList<>();
    middle.registerHook(g -> {
      seen.add(g.item());
      return g.mul(10);
    });
    middle.square().sum().backward();
    assertThat(seen).containsExactly(12.0);
    assertThat(gradient(x)).containsExactly(360);
  }

  @Test
  void aHookSeesTheSumOfAllPathsOnce() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    List<Double> seen = new ArrayList<>();
    middle.registerHook(g -> {
      seen.add(g.item());
      return null;
    });
    middle.add(middle.mul(2)).sum().backward();
    assertThat(seen).containsExactly(3.0);
    assertThat(gradient(x)).containsExactly(9);
  }

  @Test
  void hooksOfALeafRunBeforeItAccumulatesAndOthersAfter() {
    Tensor x = leaf(2);
    List<String> order = new ArrayList<>();
    x.registerHook(g -> {
      order.add("before " + x.grad());
      return g.mul(2);
    });
    x.registerPostAccumulateGradHook(leaf -> order.add("after " + leaf.grad().item()));
    x.mul(3).sum().backward();
    assertThat(order).containsExactly("before null", "after 6.0");
  }

  @Test
  void hooksRunInTheirOrderUntilRemoved() {
    Tensor x = leaf(2);
    RemovableHandle plus = x.registerHook(g -> g.add(1));
    try (var _ = x.registerHook(g -> g.mul(10))) {
      x.mul(1).sum().backward();
      assertThat(gradient(x)).containsExactly(20);
    }
    x.zeroGrad();
    x.mul(1).sum().backward();
    assertThat(gradient(x)).containsExactly(2);
    plus.remove();
    plus.remove();
    x.zeroGrad();
    x.mul(1).sum().backward();
    assertThat(gradient(x)).containsExactly(1);
  }

  @Test
  void aHookThatChangesTheGradientInPlaceIsRefused() {
    Tensor x = leaf(2);
    Tensor y = leaf(2);
    x.registerHook(g -> g.mul_(2));
    Tensor loss = x.add(y);
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "hook: the hook of leaf changed the gradient it was given in place, but other"
                + " operations may hold the same one; compute a new one, with the form without"
                + " underscore, and return it");
  }

  @Test
  void aHookMustKeepTheShape() {
    Tensor x = leaf(2, 3);
    x.registerHook(g -> g.sum());
    Tensor loss = x.mul(2).sum();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "hook: the hook of leaf gave a gradient of shape [] for a tensor of shape [2]; it must"
                + " keep the shape, or give null to leave the gradient as it is");
  }

  @Test
  void whatAHookGivesIsCastToTheTensorsType() {
    Tensor x = Tensor.of(FLOAT32, 2).requiresGrad(true);
    x.registerHook(g -> g.to(FLOAT64));
    x.mul(3).sum().backward();
    assertThat(x.grad().dtype()).isEqualTo(FLOAT32);
  }

  @Test
  void aHookRunsUnrecordedUnlessAGraphIsBuilt() {
    Tensor x = leaf(2);
    List<Boolean> recording = new ArrayList<>();
    x.registerHook(g -> {
      recording.add(Autograd.isGradEnabled());
      return null;
    });
    x.square().sum().backward();
    x.square().sum().backward(null, false, true);
    assertThat(recording).containsExactly(false, true);
  }

  @Test
  void aWalkInsideAHookIsAWalkOfItsOwn() {
    Tensor x = leaf(2);
    Tensor w = leaf(5);
    Tensor middle = x.mul(3);
    Tensor inner = middle.mul(w);
    middle.registerHook(g -> {
      inner.backward(null, true, false, w);
      return null;
    });
    middle.square().sum().add(inner.mul(100)).backward(null, true, false);
    assertThat(gradient(w)).as("6 from the inner walk, 600 from the outer").containsExactly(606);
    assertThat(gradient(x)).containsExactly(3 * (12 + 500));
  }

  @Test
  void aWalkThatAHookStopsLeavesNoSlotTaken() {
    Tensor x = leaf(2);
    Tensor a = x.mul(3);
    Tensor b = x.mul(4);
    Tensor loss = a.mul(b);
    RemovableHandle handle =
        b.registerHook(_ -> {
          throw new UnsupportedOperationException("stop");
        });
    assertThatThrownBy(() -> loss.backward(null, true, false)).hasMessage("stop");
    assertThat(Autograd.isGradEnabled()).as("the mode is restored").isTrue();
    handle.remove();
    for (Tensor tensor : List.of(x, a, b, loss)) {
      assertThat(tensor.node().pending).isNull();
    }
    x.zeroGrad();
    loss.backward();
    assertThat(gradient(x)).containsExactly(48);
  }

  @Test
  void hooksNeedARecordedTensor() {
    assertThatThrownBy(() -> Tensor.of(1.0).registerHook(g -> g))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "registerHook: this tensor requires no gradient, so none will arrive; call"
                + " requiresGrad(true) before computing with it");
    assertThatThrownBy(() -> leaf(1).mul(2).registerPostAccumulateGradHook(_ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "registerPostAccumulateGradHook: this tensor was computed by mul, and gradients are"
                + " added up in leaves only; use registerHook");
  }

  // ---- retainGrad ----

  @Test
  void retainGradKeepsAResultsGradient() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    middle.retainGrad();
    middle.square().sum().backward();
    assertThat(gradient(middle)).containsExactly(12);
    assertThat(gradient(x)).containsExactly(36);
  }

  @Test
  void retainedGradientsAddUpAndComeAfterTheHooks() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    middle.retainGrad();
    middle.registerHook(g -> g.mul(10));
    Tensor loss = middle.sum();
    loss.backward(null, true, false);
    loss.backward();
    assertThat(gradient(middle)).containsExactly(20);
  }

  @Test
  void retainGradOfALeafChangesNothing() {
    Tensor x = leaf(2);
    x.retainGrad();
    x.mul(3).sum().backward();
    assertThat(gradient(x)).containsExactly(3);
  }

  @Test
  void retainedGradientIsRecordedUnderCreateGraph() {
    Tensor x = leaf(2);
    Tensor middle = x.square();
    middle.retainGrad();
    middle.square().sum().backward(null, false, true);
    assertThat(Autograd.grad(middle.grad().sum(), x)[0].item()).as("(2x²)'").isEqualTo(8);
  }
}
