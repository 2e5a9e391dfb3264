package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Index.all;
import static gradus.autograd.Index.index;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a write through a view, or to what has views, changes and records: a table of the rules in
/// PyTorch's note *Tensor views*, and the documentation of `Tensor.retain_grad` and
/// `Tensor.register_hook`.
class ViewWritesTest {
  static List<TorchRule> rules() {
    return List.of(
        // Views.
        new TorchRule(
            "Tensor views", "a write to a view is one to its base", ViewWritesTest::viewToBase),
        new TorchRule(
            "Tensor views", "a write to the base is one to views", ViewWritesTest::baseToView),
        new TorchRule("Tensor views", "siblings that overlap see it", ViewWritesTest::siblings),
        new TorchRule(
            "Tensor views", "a view of a view writes the base", ViewWritesTest::viewOfView),
        new TorchRule("Tensor views", "a transposed view", ViewWritesTest::transposedView),
        new TorchRule("Tensor views", "a plain buffer becomes recorded", ViewWritesTest::buffer),
        new TorchRule(
            "Tensor views", "a constant cuts its region off", ViewWritesTest::constantIntoView),
        new TorchRule(
            "Tensor views", "a base that lies transposed", ViewWritesTest::transposedBase),
        new TorchRule(
            "Tensor views", "a source that overlaps the region", ViewWritesTest::overlappingSource),
        new TorchRule("Tensor views", "a base amid its memory", ViewWritesTest::baseAmidMemory),
        new TorchRule(
            "Tensor views", "a source that is the region turned", ViewWritesTest::turnedSource),
        new TorchRule(
            "Tensor views", "a small view saves its region alone", ViewWritesTest::smallView),
        // Hooks and retained gradients.
        new TorchRule(
            "Tensor.retain_grad", "moves to the new value", ViewWritesTest::retainGradMoves),
        new TorchRule(
            "Tensor.retain_grad", "of a base moves, too", ViewWritesTest::retainGradOfBaseMoves),
        new TorchRule(
            "Tensor.retain_grad", "of a view moves, too", ViewWritesTest::retainGradOfViewMoves),
        new TorchRule(
            "Tensor.register_hook", "stays with the old value", ViewWritesTest::hooksStay));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule(TorchRule rule) throws Throwable {
    rule.check().execute();
  }

  // ---- views ----

  private static void viewToBase() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    base.narrow(0, 1, 2).mul_(10.0);
    assertThat(base.toDoubleArray()).containsExactly(1, 20, 30);
    assertThat(base.gradFn().name()).isEqualTo("copySlices");
    base.square().sum().backward();
    assertThat(gradient(x)).containsExactly(2, 2 * 20 * 10, 2 * 30 * 10);
  }

  private static void baseToView() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    Tensor view = base.narrow(0, 1, 2);
    base.mul_(10.0);
    assertThat(view.toDoubleArray()).containsExactly(20, 30);
    view.square().sum().backward();
    assertThat(gradient(x)).containsExactly(0, 2 * 20 * 10, 2 * 30 * 10);
  }

  private static void siblings() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    Tensor first = base.narrow(0, 0, 2);
    Tensor second = base.narrow(0, 1, 2);
    first.mul_(10.0);
    second.mul_(10.0);
    assertThat(first.toDoubleArray()).containsExactly(10, 200);
    first.sum().backward();
    assertThat(gradient(x)).containsExactly(10, 100, 0);
  }

  private static void viewOfView() {
    Tensor x = leaf(1, 2, 3, 4);
    Tensor base = x.mul(1);
    Tensor square = base.view(2, 2);
    square.at(1).at(0).mul_(10.0);
    assertThat(base.toDoubleArray()).containsExactly(1, 2, 30, 4);
    assertThat(square.at(0).base()).isSameAs(base);
    square.sum().backward();
    assertThat(gradient(x)).containsExactly(1, 1, 10, 1);
  }

  private static void transposedView() {
    Tensor x = leaf(1, 2, 3, 4, 5, 6);
    Tensor base = x.mul(1).view(2, 3);
    base.mT().mul_(Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    base.sum().backward();
    assertThat(gradient(x)).containsExactly(1, 3, 5, 2, 4, 6);
  }

  private static void buffer() {
    Tensor x = leaf(1, 2);
    Tensor buffer = Tensor.zeros(FLOAT64, 2, 2);
    Tensor early = buffer.at(0);
    buffer.at(0).copy_(x.mul(3));
    buffer.at(1).copy_(x.square());
    assertThat(buffer.requiresGrad()).isTrue();
    assertThat(early.requiresGrad()).as("a view made before").isTrue();
    buffer.sum().add(early.sum()).backward();
    assertThat(gradient(x)).containsExactly(3 + 2 + 3, 3 + 4 + 3);
  }

  private static void constantIntoView() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    base.at(1).fill_(7);
    base.square().sum().backward();
    assertThat(gradient(x)).containsExactly(2, 0, 6);
  }

  private static void transposedBase() {
    Tensor x = leaf(5, 6);
    Tensor base = Tensor.zeros(FLOAT64, 2, 3).mT().detach();
    base.at(1).copy_(x);
    base.mul(Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}, {5, 6}})).sum().backward();
    assertThat(gradient(x)).containsExactly(3, 4);
    Tensor y = leaf(1, 2, 3);
    Tensor turned = Tensor.zeros(FLOAT64, 2, 3).mT().detach();
    turned.at(all(), index(0)).add_(y);
    turned.at(2).mul_(10.0);
    turned.sum().backward();
    assertThat(gradient(y)).containsExactly(1, 1, 10);
  }

  private static void baseAmidMemory() {
    Tensor x = leaf(5);
    Tensor base = Tensor.of(FLOAT64, 1, 2, 3, 4).narrow(0, 2, 2).detach();
    base.narrow(0, 1, 1).mul_(x);
    base.narrow(0, 0, 1).copy_(x);
    assertThat(base.toDoubleArray()).containsExactly(5, 20);
    base.mul(Tensor.of(FLOAT64, 10, 100)).sum().backward();
    assertThat(gradient(x)).containsExactly(10 + 400);
  }

  private static void overlappingSource() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    base.narrow(0, 1, 2).copy_(base.narrow(0, 0, 2));
    assertThat(base.toDoubleArray()).containsExactly(1, 1, 2);
    base.mul(Tensor.of(FLOAT64, 1, 10, 100)).sum().backward();
    assertThat(gradient(x)).containsExactly(11, 100, 0);
  }

  private static void turnedSource() {
    Tensor x = leaf(1, 2, 3, 4);
    Tensor square = x.mul(1).view(2, 2);
    square.copy_(square.mT());
    assertThat(square.toDoubleArray()).containsExactly(1, 3, 2, 4);
    square.mul(Tensor.of(FLOAT64, new double[][] {{1, 10}, {100, 1000}})).sum().backward();
    assertThat(gradient(x)).containsExactly(1, 100, 10, 1000);
    Tensor plain = Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}});
    Autograd.noGrad(() -> plain.copy_(plain.mT()));
    assertThat(plain.toDoubleArray()).containsExactly(1, 3, 2, 4);
  }

  private static void smallView() {
    Tensor x = leaf(1, 2, 3, 4, 5);
    Tensor base = x.mul(1);
    base.at(2).square_();
    base.at(0).exp_();
    base.sum().backward();
    assertThat(gradient(x)).containsExactly(Math.exp(1), 1, 6, 1, 1);
  }

  // ---- hooks and retained gradients ----

  private static void retainGradMoves() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    y.retainGrad();
    y.mul_(10.0);
    y.mul(7).sum().backward();
    assertThat(gradient(y)).containsExactly(7);
    assertThat(gradient(x)).containsExactly(210);
  }

  private static void retainGradOfBaseMoves() {
    Tensor x = leaf(2, 3);
    Tensor base = x.mul(3);
    base.retainGrad();
    base.at(0).mul_(10.0);
    base.mul(7).sum().backward();
    assertThat(gradient(base)).containsExactly(7, 7);
    assertThat(gradient(x)).containsExactly(210, 21);
  }

  private static void retainGradOfViewMoves() {
    Tensor x = leaf(2, 3);
    Tensor base = x.mul(3);
    Tensor view = base.at(0);
    view.retainGrad();
    base.mul_(10.0);
    view.mul(7).sum().backward();
    assertThat(gradient(view)).containsExactly(7);
  }

  private static void hooksStay() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    double[] seen = new double[1];
    y.registerHook(g -> {
      seen[0] = g.item();
      return null;
    });
    y.mul_(10.0);
    y.mul(7).sum().backward();
    assertThat(seen[0]).isEqualTo(70);
  }
}
