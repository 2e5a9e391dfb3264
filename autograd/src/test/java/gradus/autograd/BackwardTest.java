package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the walk back leaves in leaves, what it frees, and what it keeps.
class BackwardTest {
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
}
