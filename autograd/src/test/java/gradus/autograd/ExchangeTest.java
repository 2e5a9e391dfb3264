package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two ways in which a tensor gets other contents while it stays the same object: `exchange`, for
/// calling a block with other parameters, and `adopt`, for converting a block's parameters.
class ExchangeTest {
  // ---- exchange ----

  @Test
  void exchangeSwapsContentsAndRecords() {
    Tensor x = leaf(1, 2);
    Tensor source = leaf(5);
    Tensor other = source.mul(Tensor.of(FLOAT64, 10, 20));
    x.exchange(other);
    assertThat(x.toDoubleArray()).containsExactly(50, 100);
    assertThat(x.gradFn().name()).isEqualTo("mul");
    assertThat(other.isLeaf()).isTrue();
    x.square().sum().backward();
    assertThat(source.grad().item()).isEqualTo(2 * 50 * 10 + 2 * 100 * 20);
    assertThat(x.grad()).isNull();
  }

  @Test
  void exchangingTwiceChangesNothing() {
    Tensor x = leaf(1, 2);
    x.registerHook(g -> g.mul(2));
    x.sum().backward();
    Node node = x.node();
    Tensor gradient = x.grad();
    Tensor other = leaf(5, 6).mul(1);
    x.exchange(other);
    Tensor used = x.mul(3);
    x.exchange(other);
    assertThat(x.node()).isSameAs(node);
    assertThat(x.grad()).isSameAs(gradient);
    assertThat(x.toDoubleArray()).containsExactly(1, 2);
    assertThat(used.toDoubleArray()).containsExactly(15, 18);
    x.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(4, 4);
  }

  @Test
  void aLeafsGradientGoesToTheObjectThatHoldsTheLeaf() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor loss = x.mul(10).sum();
    x.exchange(y);
    loss.backward();
    assertThat(y.grad().toDoubleArray()).as("the leaf is there now").containsExactly(10, 10);
    assertThat(x.grad()).isNull();
    x.exchange(y);
    assertThat(x.grad().toDoubleArray()).containsExactly(10, 10);
  }

  @Test
  void exchangeTakesViewsAlong() {
    Tensor base = leaf(1, 2, 3).mul(1);
    Tensor view = base.narrow(0, 0, 2);
    Tensor other = leaf(7, 8);
    view.exchange(other);
    assertThat(other.base()).isSameAs(base);
    other.mul_(10.0);
    assertThat(base.toDoubleArray()).containsExactly(10, 20, 3);
  }

  // ---- adopt ----

  @Test
  void adoptTakesOtherContentsAndStaysALeaf() {
    Tensor x = leaf(1, 2);
    x.sum().backward();
    x.adopt(Tensor.of(FLOAT32, 5, 6));
    assertThat(x.dtype()).isEqualTo(FLOAT32);
    assertThat(x.isLeaf() && x.requiresGrad()).isTrue();
    assertThat(x.grad().dtype()).isEqualTo(FLOAT32);
    x.square().sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(11, 13);
  }

  @Test
  void whatWasRecordedBeforeNoLongerReachesTheTensor() {
    Tensor x = leaf(1, 2);
    Tensor sum = x.add(1).sum();
    Tensor product = x.square().sum();
    x.adopt(Tensor.of(FLOAT32, 5, 6));
    sum.backward();
    assertThat(x.grad()).isNull();
    assertThatThrownBy(product::backward)
        .hasMessageContaining("but adopt changed it in place (now version 1)");
  }

  @Test
  void hooksStayOnTheTensor() {
    Tensor x = leaf(1, 2);
    List<String> called = new ArrayList<>();
    RemovableHandle handle =
        x.registerHook(g -> {
          called.add("before");
          return g.mul(2);
        });
    x.registerPostAccumulateGradHook(_ -> called.add("after"));
    x.adopt(Tensor.of(FLOAT32, 5, 6));
    x.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(2, 2);
    handle.remove();
    x.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
    assertThat(called).containsExactly("before", "after", "after");
  }

  @Test
  void viewsOfTheFormerContentsAreCutOff() {
    Tensor x = leaf(1, 2);
    Tensor view = x.narrow(0, 0, 1);
    x.adopt(Tensor.of(FLOAT32, 5, 6));
    assertThat(view.requiresGrad()).isFalse();
    assertThat(view.item()).isEqualTo(1);
  }

  @Test
  void aPlainTensorStaysPlain() {
    Tensor buffer = Tensor.of(FLOAT64, 1, 2);
    buffer.adopt(Tensor.of(FLOAT32, 5, 6));
    assertThat(buffer.requiresGrad()).isFalse();
    assertThat(buffer.toDoubleArray()).containsExactly(5, 6);
  }

  @Test
  void aResultCannotAdopt() {
    Tensor y = leaf(1, 2).mul(2);
    assertThatThrownBy(() -> y.adopt(Tensor.of(FLOAT32, 5, 6)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "adopt: this tensor was computed by the recorded mul, so its contents cannot be"
                + " replaced; only leaves can");
  }
}
