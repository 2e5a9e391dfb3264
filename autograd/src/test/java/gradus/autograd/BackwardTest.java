package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the walk back leaves where: in leaves, in results that retain it, with hooks, and in what
/// `grad` gives.
class BackwardTest {
  private static Tensor leaf(double... values) {
    return Tensor.of(FLOAT64, values).requiresGrad(true);
  }

  private static double[] gradient(Tensor tensor) {
    return tensor.grad().toDoubleArray();
  }

  // ---- leaves ----

  @Test
  void gradientOfTheSumOfSquaresIsTwiceTheValue() {
    Tensor theta = Tensor.of(5.0, -3, 2).requiresGrad(true);
    theta.square().sum().backward();
    assertThat(theta.grad().toFloatArray()).containsExactly(10, -6, 4);
    assertThat(theta.grad().dtype()).isEqualTo(FLOAT32);
  }

  @Test
  void whatWasNotRecordedHasNoGradient() {
    Tensor x = leaf(1, 2);
    Tensor constant = Tensor.of(FLOAT64, 3, 4);
    Tensor unused = leaf(5);
    x.mul(constant).sum().backward();
    assertThat(constant.grad()).isNull();
    assertThat(unused.grad()).isNull();
  }

  @Test
  void gradientsOfSeveralWalksAddUp() {
    Tensor x = leaf(1, 2);
    for (int i = 0; i < 3; i++) {
      x.mul(5).sum().backward();
    }
    assertThat(gradient(x)).containsExactly(15, 15);
  }

  @Test
  void zeroGradStartsAnew() {
    Tensor x = leaf(1, 2);
    x.mul(5).sum().backward();
    x.zeroGrad();
    assertThat(x.grad()).isNull();
    x.mul(7).sum().backward();
    assertThat(gradient(x)).containsExactly(7, 7);
  }

  @Test
  void gradientsOfAllPathsAddUp() {
    Tensor x = leaf(3);
    Tensor shared = x.square();
    shared.mul(2).add(shared.mul(x)).sum().backward();
    assertThat(gradient(x)).as("(2x² + x³)'").containsExactly(4 * 3 + 3 * 9);
  }

  @Test
  void anInputThatStandsTwiceGetsBothParts() {
    Tensor x = leaf(3, -4);
    x.mul(x).sum().backward();
    assertThat(gradient(x)).containsExactly(6, -8);
    Tensor y = leaf(3, -4);
    y.add(y).sum().backward();
    assertThat(gradient(y)).containsExactly(2, 2);
    Tensor z = leaf(3, -4);
    Tensor.cat(0, z, z).mul(Tensor.of(FLOAT64, 1, 2, 10, 20)).sum().backward();
    assertThat(gradient(z)).containsExactly(11, 22);
  }

  @Test
  void aLadderOfDiamondsIsWalkedOncePerNode() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 40; i++) {
      y = y.add(y);
    }
    y.backward();
    assertThat(gradient(x)).containsExactly(Math.pow(2, 40));
  }

  @Test
  void aChainOfAMillionOperationsIsWalkedWithoutOverflow() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = y.neg();
    }
    y.backward();
    assertThat(gradient(x)).containsExactly(1);
  }

  @Test
  void oneLeafCanBeUsedHundredsOfThousandsOfTimes() {
    Tensor x = leaf(1, 1);
    Tensor sum = Tensor.zeros(FLOAT64, 2);
    for (int i = 0; i < 300_000; i++) {
      sum = sum.add(x);
    }
    sum.sum().backward();
    assertThat(gradient(x)).containsExactly(300_000, 300_000);
  }

  @Test
  void gradientIsSummedToTheInputsShape() {
    Tensor row = Tensor.ones(FLOAT64, 1, 3).requiresGrad(true);
    Tensor number = Tensor.scalar(FLOAT64, 2.0).requiresGrad(true);
    Tensor.ones(FLOAT64, 4, 2, 3).mul(row).mul(number).sum().backward();
    assertThat(row.grad().shape()).isEqualTo(Shape.of(1, 3));
    assertThat(gradient(row)).containsExactly(16, 16, 16);
    assertThat(number.grad().shape()).isEqualTo(Shape.of());
    assertThat(gradient(number)).containsExactly(24);
  }

  @Test
  void gradientIsCastToTheInputsType() {
    Tensor single = Tensor.of(FLOAT32, 1, 2).requiresGrad(true);
    Tensor twice = leaf(3, 4);
    single.mul(twice).sum().backward();
    assertThat(single.grad().dtype()).isEqualTo(FLOAT32);
    assertThat(gradient(single)).containsExactly(3, 4);
    assertThat(twice.grad().dtype()).isEqualTo(FLOAT64);
    assertThat(gradient(twice)).containsExactly(1, 2);
  }

  @Test
  void aLeafsGradientIsContiguousAndHasMemoryOfItsOwn() {
    Tensor x = Tensor.ones(FLOAT64, 2, 3).requiresGrad(true);
    Tensor y = Tensor.ones(FLOAT64, 2, 3).requiresGrad(true);
    x.add(y).sum().backward();
    Tensor z = Tensor.ones(FLOAT64, 2, 3).requiresGrad(true);
    z.mT().mul(2).sum().backward();
    for (Tensor leaf : List.of(x, y, z)) {
      assertThat(leaf.grad().isContiguous()).isTrue();
      assertThat(leaf.grad().base()).isNull();
    }
    x.grad().fill_(7);
    assertThat(gradient(y)).containsOnly(1);
  }

  @Test
  void aLeafCanBeItsOwnRoot() {
    Tensor x = leaf(1, 2);
    Tensor given = Tensor.of(FLOAT64, 3, 4);
    x.backward(given);
    assertThat(gradient(x)).containsExactly(3, 4);
    given.fill_(0);
    assertThat(gradient(x)).as("its own memory").containsExactly(3, 4);
  }

  @Test
  void gradientOfANonScalarIsTheWeightedSums() {
    Tensor x = leaf(1, 2);
    x.square().backward(Tensor.of(FLOAT64, 10, 100));
    assertThat(gradient(x)).containsExactly(20, 400);
  }

  @Test
  void anAssignedGradientIsAddedToAndNotWritten() {
    Tensor x = leaf(1, 2);
    Tensor mine = Tensor.of(FLOAT64, 100, 200);
    x.grad(mine);
    x.mul(2).sum().backward();
    assertThat(gradient(x)).containsExactly(102, 202);
    assertThat(mine.toDoubleArray()).containsExactly(100, 200);
  }

  @Test
  void severalOutputsAreWalkedTogether() {
    Tensor x = leaf(2, 3);
    Tensor middle = x.square();
    Tensor[] outputs = {middle.sum(), middle.mul(10)};
    Tensor[] weights = {null, Tensor.of(FLOAT64, 1, 2)};
    Autograd.backward(outputs, weights, false, false);
    assertThat(gradient(x)).containsExactly(4 + 40, 6 + 120);
  }

  // ---- the record's life ----

  @Test
  void aWalkFreesTheGraph() {
    Tensor x = leaf(1, 2);
    Tensor loss = x.square().sum();
    loss.backward();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: this graph was already walked and freed (at sum); build the loss inside the"
                + " loop, or pass retainGraph. Autograd.trackOrigins(true) shows the line that made"
                + " it");
  }

  @Test
  void aPartThatAnotherWalkFreedIsNamed() {
    Tensor x = leaf(1, 2);
    Tensor shared = x.square();
    shared.sum().backward();
    Tensor other = shared.mul(2).sum();
    assertThatThrownBy(other::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "backward: this graph was already walked and freed (at square); build the loss");
  }

  @Test
  void retainGraphKeepsTheRecord() {
    Tensor x = leaf(1, 2);
    Tensor loss = x.square().sum();
    loss.backward(null, true, false);
    loss.backward(null, true, false);
    loss.backward();
    assertThat(gradient(x)).containsExactly(6, 12);
    assertThatThrownBy(loss::backward).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void createGraphRecordsTheGradients() {
    Tensor x = leaf(2, -3);
    x.pow(3).sum().backward(null, false, true);
    Tensor first = x.grad();
    assertThat(first.toDoubleArray()).containsExactly(12, 27);
    x.zeroGrad();
    first.sum().backward();
    assertThat(gradient(x)).as("6x").containsExactly(12, -18);
  }

  @Test
  void whatIsAddedUnderCreateGraphIsRecordedToo() {
    Tensor x = leaf(2);
    x.mul(5).sum().backward();
    x.pow(3).sum().backward(null, false, true);
    Tensor sum = x.grad();
    assertThat(sum.item()).isEqualTo(5 + 12);
    assertThat(Autograd.grad(sum.sum(), x)[0].item()).as("6x").isEqualTo(12);
  }

  @Test
  void intermediateResultsCanBeCollected() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.add(1);
    var watched = new WeakReference<>(middle);
    Tensor loss = middle.add(1).sum();
    middle = null;
    for (int i = 0; i < 100 && watched.get() != null; i++) {
      System.gc();
    }
    assertThat(watched.get()).isNull();
    loss.backward();
    assertThat(gradient(x)).containsExactly(1, 1);
  }

  @Test
  void detachCutsTheRecordAndSharesMemory() {
    Tensor x = leaf(2, 3);
    Tensor cut = x.mul(2).detach();
    assertThat(cut.requiresGrad()).isFalse();
    x.mul(cut).sum().backward();
    assertThat(gradient(x)).containsExactly(4, 6);
  }

  @Test
  void requiresGradOfAResultIsRefusedToBeTakenAway() {
    Tensor y = leaf(1).mul(2);
    assertThatThrownBy(() -> y.requiresGrad(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "requiresGrad: this tensor was computed by the recorded mul, so it cannot be told not"
                + " to require a gradient; use detach()");
  }

  // ---- inputs ----

  @Test
  void backwardWithInputsLeavesOtherLeavesAlone() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.mul(w).sum().backward(null, false, false, w);
    assertThat(gradient(w)).containsExactly(2);
    assertThat(x.grad()).isNull();
  }

  @Test
  void backwardWithInputsReachesResultsToo() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    middle.square().sum().backward(null, false, false, middle);
    assertThat(gradient(middle)).containsExactly(12);
    assertThat(x.grad()).isNull();
  }

  @Test
  void backwardWithInputsAddsUpAndRunsTheHooksAfterIt() {
    Tensor x = leaf(2);
    List<Tensor> told = new ArrayList<>();
    x.registerPostAccumulateGradHook(told::add);
    x.mul(3).sum().backward(null, false, false, x, x);
    x.mul(4).sum().backward(null, false, false, x);
    assertThat(gradient(x)).containsExactly(7);
    assertThat(told).containsExactly(x, x);
  }

  @Test
  void derivativesThatAreNotWantedAreNotComputed() {
    List<String> computed = new ArrayList<>();
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor product =
        Op.of("watched", x, w)
            .forward(() -> x.mul(w))
            .backward(
                g -> {
                  computed.add("x");
                  return g;
                },
                g -> {
                  computed.add("w");
                  return g;
                });
    Autograd.grad(product, w);
    assertThat(computed).containsExactly("w");
  }

  @Test
  void backwardWithAnInputThatRequiresNoGradientIsRefused() {
    Tensor x = leaf(2);
    Tensor constant = Tensor.of(FLOAT64, 1);
    Tensor loss = x.mul(constant);
    assertThatThrownBy(() -> loss.backward(null, false, false, x, constant))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: input 1 (shape [1]) requires no gradient; call requiresGrad(true) before"
                + " computing with it");
  }

  // ---- grad ----

  @Test
  void gradGivesGradientsAndLeavesNone() {
    Tensor x = leaf(2, 3);
    Tensor w = leaf(5, 7);
    Tensor[] gradients = Autograd.grad(x.mul(w).sum(), x, w);
    assertThat(gradients[0].toDoubleArray()).containsExactly(5, 7);
    assertThat(gradients[1].toDoubleArray()).containsExactly(2, 3);
    assertThat(x.grad()).isNull();
    assertThat(w.grad()).isNull();
  }

  @Test
  void gradReachesResults() {
    Tensor x = leaf(2);
    Tensor middle = x.mul(3);
    Tensor[] gradients = Autograd.grad(middle.square().sum(), middle, x);
    assertThat(gradients[0].toDoubleArray()).containsExactly(12);
    assertThat(gradients[1].toDoubleArray()).containsExactly(36);
  }

  @Test
  void gradOfSeveralOutputsIsTheWeightedSum() {
    Tensor x = leaf(2, 3);
    Tensor[] outputs = {x.square(), x.sum(), x};
    Tensor[] weights = {Tensor.of(FLOAT64, 1, 10), null, Tensor.of(FLOAT64, 100, 200)};
    Tensor[] gradients = Autograd.grad(outputs, new Tensor[] {x}, weights, false, false, false);
    assertThat(gradients[0].toDoubleArray()).containsExactly(4 + 1 + 100, 60 + 1 + 200);
  }

  @Test
  void anOutputThatIsALeafAndNotWantedAccumulatesNothing() {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    Tensor[] outputs = {x, y.mul(2)};
    Autograd.grad(outputs, new Tensor[] {y}, null, false, false, false);
    assertThat(x.grad()).isNull();
  }

  @Test
  void gradOfADeepChainFindsItsWayWithoutOverflow() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 200_000; i++) {
      y = y.neg();
    }
    assertThat(Autograd.grad(y, x)[0].item()).isEqualTo(1);
  }

  @Test
  void gradOfWhatWasNotUsedIsRefusedOrNull() {
    Tensor x = leaf(2);
    Tensor unused = leaf(3);
    assertThatThrownBy(() -> Autograd.grad(x.mul(2), x, unused))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "grad: input 1 (shape [1]) was not used to compute the outputs; leave it out, or pass"
                + " allowUnused for null in its place");
    Tensor[] outputs = {x.mul(2)};
    Tensor[] gradients = Autograd.grad(outputs, new Tensor[] {x, unused}, null, false, false, true);
    assertThat(gradients[0].item()).isEqualTo(2);
    assertThat(gradients[1]).isNull();
  }

  @Test
  void gradWithCreateGraphGoesToAnyOrder() {
    Tensor x = leaf(2);
    Tensor derivative = x.pow(5).sum();
    double[] expected = {5 * 16, 20 * 8, 60 * 4, 120 * 2, 120};
    for (double value : expected) {
      derivative =
          Autograd.grad(new Tensor[] {derivative}, new Tensor[] {x}, null, false, true, false)[0];
      assertThat(derivative.item()).isEqualTo(value);
    }
  }

  @Test
  void gradientsForOutputsMustBeAsManyAndOfTheirShape() {
    Tensor x = leaf(2, 3);
    Tensor[] inputs = {x};
    Tensor[] outputs = {x.mul(2)};
    assertThatThrownBy(() -> Autograd.grad(outputs, inputs, new Tensor[2], false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grad: 2 gradients for 1 outputs; give one for each");
    Tensor[] wrong = {Tensor.ones(FLOAT64, 3)};
    assertThatThrownBy(() -> Autograd.grad(outputs, inputs, wrong, false, false, false))
        .isInstanceOf(ShapeException.class)
        .hasMessage("grad: the gradient has shape [3], the tensor [2]; they must be the same");
  }

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
