package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an operation with an underscore may change, what it records, and what notices it: a table
/// of the rules in PyTorch's notes *Autograd mechanics* (in-place operations, in-place correctness
/// checks, locally disabling gradients), *Tensor views*, and the documentation of `Tensor.detach`,
/// `Tensor.expand` and `torch.unbind`.
class InPlaceTest {
  static List<TorchRule> rules() {
    return List.of(
        // What may not be changed.
        new TorchRule("Autograd mechanics", "a leaf is refused", InPlaceTest::leafItself),
        new TorchRule("Autograd mechanics", "a view of a leaf is refused", InPlaceTest::viewOfLeaf),
        new TorchRule(
            "Autograd mechanics", "a view that is a leaf is refused", InPlaceTest::viewIsLeaf),
        new TorchRule("Autograd mechanics", "noGrad writes a leaf", InPlaceTest::noGradWritesLeaf),
        new TorchRule("Tensor.expand", "expanded memory is refused", InPlaceTest::expanded),
        new TorchRule("Tensor.expand", "under noGrad too", InPlaceTest::expandedUnderNoGrad),
        new TorchRule("torch.unbind", "one of several views is refused", InPlaceTest::multiView),
        new TorchRule("torch.unbind", "into a plain buffer too", InPlaceTest::multiViewOfBuffer),
        new TorchRule(
            "Tensor views", "a view made under noGrad is refused", InPlaceTest::blindView),
        new TorchRule(
            "Type promotion", "no decimal fits whole numbers", InPlaceTest::decimalIntoWhole),
        new TorchRule("Broadcasting", "the receiver's shape stays", InPlaceTest::shapeStays),
        // What was saved.
        new TorchRule("Correctness checks", "a saved input that changed", InPlaceTest::savedInput),
        new TorchRule(
            "Correctness checks", "a saved output that changed", InPlaceTest::savedOutput),
        new TorchRule(
            "Correctness checks", "changed through a view", InPlaceTest::savedThroughView),
        new TorchRule("Correctness checks", "changed under noGrad", InPlaceTest::savedUnderNoGrad),
        new TorchRule("Correctness checks", "not saved, so free to change", InPlaceTest::notSaved),
        new TorchRule(
            "Correctness checks", "not read, so free to change", InPlaceTest::savedNotRead),
        new TorchRule("Tensor.detach", "shares memory and version", InPlaceTest::detached),
        new TorchRule("Tensor._version", "every write counts once", InPlaceTest::versions),
        // What is recorded.
        new TorchRule(
            "Autograd mechanics", "an operation in place is recorded", InPlaceTest::recorded),
        new TorchRule(
            "Autograd mechanics", "its own saved input stays", InPlaceTest::ownInputStays),
        new TorchRule(
            "Autograd mechanics", "its own saved output stays", InPlaceTest::ownOutputStays),
        new TorchRule(
            "Departure", "a saved output in place may change", InPlaceTest::ownOutputMayChange),
        new TorchRule(
            "Autograd mechanics", "what was there gets its part", InPlaceTest::formerUses),
        new TorchRule(
            "Autograd mechanics", "a plain tensor becomes recorded", InPlaceTest::plainBecomes),
        new TorchRule("Tensor.copy_", "of a constant gives zeros", InPlaceTest::copyOfConstant),
        new TorchRule(
            "Tensor.copy_", "of itself gives the gradient once", InPlaceTest::copyOfItself),
        new TorchRule("Tensor.copy_", "gradient goes to the source", InPlaceTest::copyOfRecorded),
        new TorchRule("Tensor.copy_", "converts and broadcasts", InPlaceTest::copyConverts),
        new TorchRule("Autograd mechanics", "never takes a record away", InPlaceTest::recordStays),
        new TorchRule("Tensor.fill_", "gives zeros", InPlaceTest::fillGivesZeros));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule(TorchRule rule) throws Throwable {
    rule.check().execute();
  }

  // ---- what may not be changed ----

  private static void leafItself() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.exp_())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("exp_: a leaf that requires a gradient cannot be changed in place");
    assertThat(x.toDoubleArray()).containsExactly(1, 2);
  }

  private static void viewOfLeaf() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.at(0).fill_(5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "fill_: a view of a leaf that requires a gradient cannot be changed in place while"
                + " operations are recorded, or its gradient would be of another value; do it in"
                + " try (var _ = noGrad()) { … }, or use the form without underscore");
    assertThat(x.toDoubleArray()).containsExactly(1, 2);
  }

  private static void viewIsLeaf() {
    Tensor view = Tensor.zeros(FLOAT64, 4).narrow(0, 0, 2).requiresGrad(true);
    assertThatThrownBy(() -> view.fill_(5))
        .hasMessageStartingWith("fill_: a leaf that requires a gradient cannot be changed");
    Tensor part = view.at(0);
    assertThatThrownBy(() -> part.fill_(5))
        .hasMessageStartingWith("fill_: a view of a leaf that requires a gradient cannot be");
    assertThat(view.toDoubleArray()).containsExactly(0, 0);
  }

  private static void noGradWritesLeaf() {
    Tensor x = leaf(1, 2);
    try (var _ = Autograd.noGrad()) {
      x.sub_(Tensor.of(FLOAT64, 10, 20));
      x.at(0).mul_(2.0);
    }
    assertThat(x.toDoubleArray()).containsExactly(-18, -18);
    assertThat(x.isLeaf() && x.requiresGrad()).isTrue();
    x.square().sum().backward();
    assertThat(gradient(x)).containsExactly(-36, -36);
  }

  private static void expanded() {
    Tensor wide = Tensor.of(FLOAT64, 1, 2).unsqueeze(1).expand(2, 3);
    assertThatThrownBy(() -> wide.add_(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "add_: several elements of this [2, 3] tensor lie at the same place in memory (it was"
                + " expanded), so writing one would write the others; call clone() first");
    assertThat(wide.version()).isZero();
  }

  private static void expandedUnderNoGrad() {
    Tensor wide = Tensor.of(FLOAT64, 1).expand(3);
    assertThatThrownBy(() -> Autograd.noGrad(() -> wide.exp_()))
        .hasMessageStartingWith("exp_: several elements of this [3] tensor lie at the same place");
  }

  private static void multiView() {
    Tensor part = leaf(1, 2).mul(1).narrow(0, 0, 1).asMultiView();
    assertThatThrownBy(() -> part.mul_(2.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mul_: this tensor is one of several views that split, chunk or unbind gave at once;"
                + " use narrow or select for a view that can be changed in place, or clone() it");
    assertThat(part.item()).isEqualTo(1);
    assertThatThrownBy(() -> part.view(1, 1).mul_(2.0))
        .as("a view of it")
        .hasMessageContaining("one of several views");
    Tensor plain = Tensor.of(FLOAT64, 1, 2).narrow(0, 0, 1).asMultiView();
    assertThat(plain.mul_(2.0).item()).as("where nothing is recorded").isEqualTo(2);
  }

  private static void multiViewOfBuffer() {
    Tensor buffer = Tensor.zeros(FLOAT64, 2);
    Tensor part = buffer.narrow(0, 0, 1).asMultiView();
    Tensor recorded = leaf(3).mul(1);
    assertThatThrownBy(() -> part.copy_(recorded)).hasMessageContaining("one of several views");
    assertThat(buffer.toDoubleArray()).as("refused before writing").containsExactly(0, 0);
  }

  private static void blindView() {
    Tensor base = leaf(1, 2).mul(1);
    Tensor view = Autograd.noGrad(() -> base.at(0));
    assertThatThrownBy(() -> view.mul_(2.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mul_: this view was made under noGrad, so a change of it cannot be recorded; make the"
                + " view outside noGrad, or change it inside");
    Autograd.noGrad(() -> view.mul_(2.0));
    assertThat(base.toDoubleArray()).containsExactly(2, 2);
  }

  private static void decimalIntoWhole() {
    Tensor whole = Tensor.of(1, 2);
    for (Executable write :
        List.<Executable>of(
            () -> whole.mul_(2.5),
            () -> whole.div_(2),
            () -> whole.exp_(),
            () -> Autograd.noGrad(() -> whole.exp_()))) {
      assertThatThrownBy(write::execute)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "the result is FLOAT32, which a receiver of INT64 cannot hold; use the form without"
                  + " underscore, or cast the receiver first with to(FLOAT32)");
    }
    assertThat(whole.toLongArray()).containsExactly(1, 2);
    assertThat(whole.mul_(3).toLongArray()).containsExactly(3, 6);
    assertThat(whole.abs_().toLongArray()).containsExactly(3, 6);
    assertThat(Autograd.noGrad(() -> whole.neg_().abs_()).toLongArray()).containsExactly(3, 6);
  }

  private static void shapeStays() {
    Tensor row = Tensor.ones(FLOAT64, 3);
    assertThatThrownBy(() -> row.add_(Tensor.ones(FLOAT64, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add_: a value of shape [2, 3] does not fit the receiver's shape [3], which cannot"
                + " change in place; use the form without underscore, or reshape or reduce the"
                + " value first");
    assertThat(row.toDoubleArray()).containsOnly(1);
    assertThatThrownBy(() -> row.copy_(Tensor.ones(FLOAT64, 2, 3)))
        .hasMessageStartingWith("copy_: a value of shape [2, 3] does not fit");
  }

  // ---- what was saved ----

  private static void savedInput() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    Tensor loss = middle.square().sum();
    middle.add_(1);
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: square needs a tensor of shape [2] as it was when it was recorded (version"
                + " 0), but add_ changed it in place (now version 1); use the form without"
                + " underscore there, or change a clone()");
  }

  private static void savedOutput() {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp();
    y.mul_(2.0);
    assertThatThrownBy(() -> y.sum().backward())
        .hasMessageStartingWith("backward: exp needs a tensor of shape [2] as it was")
        .hasMessageContaining("but mul_ changed it in place (now version 1)");
  }

  private static void savedThroughView() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    Tensor loss = middle.square().sum();
    middle.at(0).zero_();
    assertThatThrownBy(loss::backward).hasMessageContaining("but zero_ changed it in place");
  }

  private static void savedUnderNoGrad() {
    Tensor x = leaf(1, 2);
    Tensor w = leaf(3, 4);
    Tensor loss = x.mul(w).sum();
    Autograd.noGrad(() -> w.add_(1));
    assertThatThrownBy(loss::backward).hasMessageContaining("but add_ changed it in place");
  }

  private static void notSaved() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    Tensor sum = middle.add(1);
    middle.mul_(10.0);
    sum.sum().backward();
    assertThat(gradient(x)).containsExactly(3, 3);
  }

  private static void savedNotRead() {
    Tensor x = leaf(1, 2);
    Tensor constant = Tensor.of(FLOAT64, 3, 4);
    Tensor middle = x.mul(2);
    Tensor loss = middle.mul(constant).sum();
    middle.add_(1);
    loss.backward();
    assertThat(gradient(x)).as("only the constant is read").containsExactly(6, 8);
  }

  private static void detached() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    Tensor loss = middle.square().sum();
    Tensor cut = middle.detach();
    cut.zero_();
    assertThat(cut.requiresGrad()).isFalse();
    assertThat(middle.toDoubleArray()).containsExactly(0, 0);
    assertThat(middle.version()).isEqualTo(1);
    assertThatThrownBy(loss::backward).hasMessageContaining("but zero_ changed it in place");
  }

  private static void versions() {
    Tensor x = Tensor.zeros(FLOAT64, 3);
    x.add_(1);
    x.at(0).fill_(2);
    Autograd.noGrad(() -> x.exp_());
    assertThat(x.version()).isEqualTo(3);
    assertThat(x.at(1).version()).as("a view's is its base's").isEqualTo(3);
  }

  // ---- what is recorded ----

  private static void recorded() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Tensor same = y.add_(1).mul_(Tensor.of(FLOAT64, 10, 100));
    assertThat(same).isSameAs(y);
    y.sum().backward();
    assertThat(y.toDoubleArray()).containsExactly(40, 700);
    assertThat(gradient(x)).containsExactly(30, 300);
  }

  private static void ownInputStays() {
    Tensor x = leaf(3, -2);
    Tensor y = x.mul(1);
    y.square_();
    y.square_();
    y.sum().backward();
    assertThat(gradient(x)).as("(x⁴)'").containsExactly(4 * 27, 4 * -8);
  }

  private static void ownOutputStays() {
    Tensor x = leaf(0.5, -1);
    Tensor y = x.mul(1).tanh_();
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(slopeOfTanh(0.5), slopeOfTanh(-1));
  }

  private static double slopeOfTanh(double x) {
    return 1 - Math.tanh(x) * Math.tanh(x);
  }

  private static void ownOutputMayChange() {
    Tensor x = leaf(0.5, -1);
    Tensor y = x.mul(1).relu_().mul_(3.0).exp_().mul_(2.0);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(6 * Math.exp(1.5), 0);
  }

  private static void formerUses() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    Tensor before = y.add(0);
    y.mul_(10.0);
    before.add(y).sum().backward();
    assertThat(gradient(x)).containsExactly(3 + 30);
  }

  private static void plainBecomes() {
    Tensor x = leaf(2, 3);
    Tensor sum = Tensor.zeros(FLOAT64, 2);
    sum.add_(x).add_(x);
    assertThat(sum.requiresGrad()).isTrue();
    sum.sum().backward();
    assertThat(gradient(x)).containsExactly(2, 2);
  }

  private static void copyOfConstant() {
    Tensor x = leaf(2, 3);
    Tensor y = x.mul(1);
    y.copy_(Tensor.of(FLOAT64, 7, 8));
    assertThat(y.requiresGrad()).isTrue();
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(0, 0);
  }

  private static void copyOfItself() {
    Tensor x = leaf(2, 3);
    Tensor y = x.mul(5);
    y.copy_(y);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(5, 5);
  }

  private static void copyOfRecorded() {
    Tensor x = leaf(2, 3);
    Tensor w = leaf(5);
    Tensor y = x.mul(1);
    y.copy_(w.mul(2));
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(0, 0);
    assertThat(gradient(w)).containsExactly(4);
  }

  private static void copyConverts() {
    Tensor x = leaf(2.5);
    Tensor single = Tensor.zeros(2, 2);
    single.copy_(x);
    single.sum().backward();
    assertThat(gradient(x)).containsExactly(4);
    Tensor whole = Tensor.of(0, 0);
    whole.copy_(x);
    assertThat(whole.toLongArray()).containsExactly(2, 2);
    assertThat(whole.requiresGrad()).as("whole numbers have no gradient").isFalse();
  }

  private static void recordStays() {
    Tensor x = leaf(2, 3);
    Tensor y = x.mul(1);
    Op.inPlace("cut_", y, value -> value.detach().mul(7));
    assertThat(y.toDoubleArray()).containsExactly(14, 21);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(0, 0);
  }

  private static void fillGivesZeros() {
    Tensor x = leaf(2, 3);
    Tensor y = x.mul(1);
    y.fill_(4);
    y.mul(x).sum().backward();
    assertThat(gradient(x)).containsExactly(4, 4);
  }
}
