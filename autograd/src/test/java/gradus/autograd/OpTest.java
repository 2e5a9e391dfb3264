package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A user's own operation looks like the library's, and is refused with a sentence where it cannot
/// be right.
class OpTest {
  private static Tensor cube(Tensor input) {
    Saved x = Op.save(input);
    return Op.of("cube", input)
        .forward(() -> input.pow(3))
        .backward(g -> g.mul(x.get().square().mul(3)));
  }

  private static Tensor cubeOnce(Tensor input) {
    Saved x = Op.save(input);
    return Op.of("cube", input)
        .forward(() -> input.pow(3))
        .once()
        .backward(g -> g.mul(x.get().square().mul(3)));
  }

  private static Tensor exponential(Tensor input) {
    return Op.of("exponential", input)
        .forward(() -> input.exp())
        .backwardFromOutput((g, y) -> g.mul(y));
  }

  // ---- what works ----

  @Test
  void ownOperationsHaveDerivativesOfEveryOrder() {
    Tensor x = Tensor.of(FLOAT64, 0.5, -1.5);
    GradCheck.check(GradCheck.order(3), OpTest::cube, x);
    GradCheck.check(GradCheck.order(3), OpTest::exponential, x);
  }

  @Test
  void theForwardRunsUnrecorded() {
    Tensor x = leaf(2);
    Tensor y = cube(x);
    assertThat(y.gradFn().name()).isEqualTo("cube");
    assertThat(y.gradFn().inputs()).containsExactly(x.node());
    assertThat(Autograd.isGradEnabled()).isTrue();
  }

  @Test
  void nothingIsRecordedWithoutNeed() {
    assertThat(cube(Tensor.of(FLOAT64, 2)).requiresGrad()).isFalse();
    Tensor x = leaf(2);
    try (var _ = Autograd.noGrad()) {
      assertThat(cube(x).requiresGrad()).isFalse();
    }
    Tensor whole = Op.of("whole", x).forward(() -> x.mul(2)).notDifferentiable();
    assertThat(whole.requiresGrad()).isFalse();
  }

  @Test
  void aResultOfWholeNumbersHasNoGradient() {
    Tensor x = leaf(2.5);
    Tensor whole = Op.of("whole", x).forward(() -> x.to(DType.INT64)).backward(g -> g);
    assertThat(whole.requiresGrad()).isFalse();
  }

  @Test
  void backwardAllComputesAllGradientsTogether() {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    List<boolean[]> asked = new ArrayList<>();
    Tensor product =
        Op.of("product", x, y)
            .forward(() -> x.mul(y))
            .backwardAll((g, needs) -> {
              asked.add(needs.clone());
              return new Tensor[] {g.mul(3), needs[1] ? g.mul(2) : null};
            });
    product.backward(null, true, false);
    assertThat(x.grad().item()).isEqualTo(3);
    assertThat(y.grad().item()).isEqualTo(2);
    Autograd.grad(product, x);
    assertThat(asked).containsExactly(new boolean[] {true, true}, new boolean[] {true, false});
  }

  @Test
  void fusedIsUsedUnlessAGraphIsBuilt() {
    Tensor x = leaf(2);
    List<String> used = new ArrayList<>();
    UnaryOperator<Tensor> record =
        input -> {
          Saved saved = Op.save(input);
          return Op.of("square", input)
              .forward(() -> input.mul(input))
              .fused((g, _) -> {
                used.add("fused");
                return new Tensor[] {saved.get().mul(g).mul(2)};
              })
              .backward(g -> {
                used.add("formula");
                return saved.get().mul(g).mul(2);
              });
        };
    record.apply(x).backward();
    record.apply(x).backward(null, false, true);
    assertThat(used).containsExactly("fused", "formula");
    assertThat(x.grad().item()).isEqualTo(8);
  }

  @Test
  void derivativesOfInputsThatNeedNoneAreLetGo() {
    UnaryOperator<Tensor>[] derivatives = derivatives(g -> g, g -> g.mul(2), g -> g.mul(3));
    Tensor x = leaf(1);
    Tensor constant = Tensor.of(FLOAT64, 1);
    Op.of("first", constant, x, x).forward(() -> x.mul(1)).backward(derivatives);
    Tensor y = Op.of("second", x, x, x).forward(() -> x.mul(1)).backward(derivatives);
    y.backward();
    assertThat(x.grad().item()).as("the array given is left as it is").isEqualTo(6);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // given back as it came
  private static UnaryOperator<Tensor>[] derivatives(UnaryOperator<Tensor>... derivatives) {
    return derivatives;
  }

  @Test
  void gradientsOfAnotherShapeOrTypeAreSummedAndCast() {
    Tensor x = leaf(1, 2);
    Tensor spread =
        Op.of("spread", x)
            .forward(() -> x.sum())
            .backward(g -> Tensor.ones(FLOAT32, 3, 2).mul(g.to(FLOAT32)));
    spread.backward();
    assertThat(x.grad().dtype()).isEqualTo(FLOAT64);
    assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
  }

  @Test
  void noGradientFlowsWhereADerivativeGivesNull() {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    Tensor z = Op.of("none", x, y).forward(() -> x.mul(y)).backward(_ -> null, g -> g);
    z.backward();
    assertThat(x.grad()).isNull();
    assertThat(y.grad().item()).isEqualTo(1);
  }

  @Test
  void savedNoticesAChangeInPlace() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(1);
    Tensor y = cube(middle);
    middle.add_(1);
    assertThatThrownBy(y::backward)
        .hasMessageStartingWith("backward: cube needs a tensor of shape [1] as it was");
  }

  // ---- once ----

  @Test
  void onceAllowsTheFirstDerivativeAndItsRecording() {
    Tensor x = leaf(2);
    cubeOnce(x).backward();
    assertThat(x.grad().item()).isEqualTo(12);
    x.zeroGrad();
    cubeOnce(x).backward(null, false, true);
    assertThat(x.grad().item()).isEqualTo(12);
  }

  @Test
  void onceThrowsWhenTheSecondDerivativeIsWalked() {
    Tensor x = leaf(2);
    Tensor[] inputs = {x};
    Tensor first = Autograd.grad(new Tensor[] {cubeOnce(x)}, inputs, null, false, true, false)[0];
    assertThat(first.item()).isEqualTo(12);
    assertThatThrownBy(() -> first.backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cube: its derivative was declared once(), so it cannot be derived again; write it in"
                + " tensor operations and drop once()");
  }

  @Test
  void onceThrowsForTheGradientFromAboveToo() {
    Tensor x = leaf(2);
    Tensor seed = leaf(1);
    Tensor[] seeds = {seed};
    Tensor first =
        Autograd.grad(new Tensor[] {cubeOnce(x)}, new Tensor[] {x}, seeds, false, true, false)[0];
    assertThatThrownBy(() -> Autograd.grad(first, seed)).hasMessageContaining("declared once()");
  }

  @Test
  void whatDoesNotGoThroughOnceIsDerivedAgain() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor loss = cubeOnce(x).add(w.pow(3));
    Tensor[] firsts =
        Autograd.grad(new Tensor[] {loss}, new Tensor[] {x, w}, null, false, true, false);
    assertThat(Autograd.grad(firsts[1], w)[0].item()).isEqualTo(18);
  }

  // ---- what is refused ----

  @Test
  void aForwardMustGiveANewTensor() {
    Tensor x = leaf(1, 2);
    Tensor recorded = x.mul(2);
    Tensor plain = Tensor.of(FLOAT64, 1, 2);
    assertThatThrownBy(() -> Op.of("same", plain).forward(() -> plain))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "same: forward gave one of its inputs, or a view of one; return a clone() of it");
    assertThatThrownBy(() -> Op.of("part", x).forward(() -> x.at(0)))
        .hasMessage(
            "part: forward gave one of its inputs, or a view of one; return a clone() of it");
    assertThatThrownBy(() -> Op.of("cut", x).forward(() -> x.detach()))
        .hasMessageStartingWith("cut: forward gave one of its inputs");
    assertThatThrownBy(() -> Op.of("other", x).forward(() -> recorded))
        .hasMessage(
            "other: forward gave a tensor that is already recorded (or requires a gradient);"
                + " compute a new one inside forward, or return detach().clone()");
    assertThatThrownBy(() -> Op.of("nothing", x).forward(() -> null))
        .hasMessage("nothing: forward gave null; return the result's tensor");
  }

  @Test
  void aForwardThatThrowsLeavesTheModeAsItWas() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> Op.of("bad", x).forward(() -> x.reshape(7)))
        .isInstanceOf(ShapeException.class);
    assertThat(Autograd.isGradEnabled()).isTrue();
  }

  @Test
  void aResultThatIsAViewOfATemporaryIsATensorOfItsOwn() {
    Tensor x = leaf(1, 2);
    Tensor y =
        Op.of("turned", x).forward(() -> x.mul(1).view(2, 1).mT()).backward(g -> g.reshape(2));
    y.mul_(3.0);
    y.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
  }

  @Test
  void thereIsOneDerivativePerInput() {
    Tensor x = leaf(1);
    assertThatThrownBy(() -> Op.of("two", x, x).forward(() -> x.mul(2)).backward(g -> g))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two: 1 derivatives for 2 inputs; give one for each, in order");
    assertThatThrownBy(() -> Op.of("missing", x, x).forward(() -> x.mul(2)).backward(g -> g, null))
        .hasMessage(
            "missing: the derivative for input 1 is null, but that input requires a gradient; give"
                + " one");
    assertThatThrownBy(
            () -> Op.of("both", x, x).forward(() -> x.mul(2)).backwardFromOutput((g, _) -> g))
        .hasMessage("both: backwardFromOutput is for one input, not 2; use backwardAll");
  }

  @Test
  void aDerivativeOfAWrongShapeIsNamed() {
    Tensor x = leaf(1, 2);
    Tensor y = Op.of("bent", x).forward(() -> x.mul(2)).backward(g -> Tensor.ones(3));
    assertThatThrownBy(() -> y.sum().backward())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "bent: its derivative for input 0 has shape [3], which does not sum to the input's"
                + " shape [2]; return a gradient of the input's shape, or of a shape it broadcasts"
                + " to");
    Tensor z = Op.of("small", x).forward(() -> x.mul(2)).backward(g -> g.sum());
    assertThatThrownBy(() -> z.sum().backward())
        .hasMessageStartingWith("small: its derivative for input 0 has shape [], which does not");
  }

  @Test
  void derivativesThatAreMissingAreNamed() {
    Tensor x = leaf(1, 2);
    Tensor few = Op.of("few", x, x).forward(() -> x.mul(2)).backwardAll((g, _) -> new Tensor[] {g});
    assertThatThrownBy(() -> few.sum().backward())
        .hasMessage(
            "few: its derivatives gave 1 gradients for 2 inputs; give one for each, null where none"
                + " is needed");
    Tensor nothing = Op.of("nothing", x).forward(() -> x.mul(2)).backwardAll((_, _) -> null);
    assertThatThrownBy(() -> nothing.sum().backward())
        .hasMessageStartingWith("nothing: its derivatives gave no gradients for 1 inputs");
  }

  @Test
  void aDerivativeMayNotChangeTheGradientInPlace() {
    Tensor x = leaf(1, 2);
    Tensor y = Op.of("rough", x).forward(() -> x.mul(2)).backward(g -> g.mul_(2.0));
    assertThatThrownBy(() -> y.backward(Tensor.ones(FLOAT64, 2)))
        .hasMessage(
            "rough: its derivative changed the gradient it was given in place, but other operations"
                + " may hold the same one; compute a new one, with the form without underscore, and"
                + " return it");
  }
}
