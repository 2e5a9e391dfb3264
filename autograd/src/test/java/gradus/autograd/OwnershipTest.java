package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The engine writes only into gradients that nobody else has seen. Whoever was shown one (a hook,
/// `retainGrad`, `grad()`, a derivative that kept it) finds it unchanged for ever.
class OwnershipTest {
  /// Everything that was seen, with its elements at that time.
  private final List<Seen> seen = new ArrayList<>();

  private record Seen(String who, Tensor gradient, double[] elements) {}

  private Tensor note(String who, Tensor gradient) {
    seen.add(new Seen(who, gradient, gradient.toDoubleArray()));
    return gradient;
  }

  private void requireUnchanged() {
    assertThat(seen).isNotEmpty();
    for (Seen one : seen) {
      assertThat(one.gradient.toDoubleArray()).as(one.who).isEqualTo(one.elements);
    }
  }

  @Test
  void whatAHookSawIsNotAddedTo() {
    Tensor x = leaf(1, 2);
    Tensor product = x.mul(3);
    product.registerHook(g -> note("hook", g));
    product.square().add(x.square()).add(product).sum().backward();
    requireUnchanged();
    assertThat(x.grad().toDoubleArray()).containsExactly(3 * 7 + 2, 3 * 13 + 4);
  }

  @Test
  void whatAHookOfALeafSawIsNotItsGradient() {
    Tensor x = leaf(1, 2);
    x.registerHook(g -> note("hook", g));
    x.square().sum().backward();
    x.square().sum().backward();
    requireUnchanged();
    assertThat(x.grad().toDoubleArray()).containsExactly(4, 8);
  }

  @Test
  void whatGradGaveIsNotAddedTo() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    Tensor y = middle.square().neg();
    Tensor[] wanted = {y, middle, x};
    for (Tensor g :
        Autograd.grad(new Tensor[] {y.add(middle).sum()}, wanted, null, true, false, false)) {
      note("grad", g);
    }
    y.add(middle).sum().backward(null, true, false);
    Autograd.grad(y.add(middle).sum(), x);
    requireUnchanged();
  }

  /// The leaf gets the gradient of `middle`, passed on, before that of `early` is added.
  @Test
  void whatGradGaveOfAResultIsNotAddedToOnItsWayOn() {
    Tensor x = leaf(1, 2);
    Tensor early = x.mul(3);
    Tensor middle = x.add(1);
    Tensor loss = middle.square().add(early).sum();
    Tensor[] gradients = Autograd.grad(loss, middle, x);
    assertThat(gradients[0].toDoubleArray()).containsExactly(4, 6);
    assertThat(gradients[1].toDoubleArray()).containsExactly(7, 9);
  }

  @Test
  void whatRetainGradKeptIsNotPassedOn() {
    Tensor x = leaf(1, 2);
    Tensor middle = x.mul(3);
    middle.retainGrad();
    Tensor loss = middle.square().sum();
    loss.backward(null, true, false);
    note("retained", middle.grad());
    note("leaf", x.grad());
    loss.backward();
    requireUnchanged();
  }

  @Test
  void aLeafsGradientThatWasSeenIsNotAddedTo() {
    Tensor x = leaf(1, 2);
    x.square().sum().backward();
    note("seen", x.grad());
    x.square().sum().backward();
    requireUnchanged();
    assertThat(x.grad().toDoubleArray()).containsExactly(4, 8);
  }

  @Test
  void anAssignedGradientIsNotAddedTo() {
    Tensor x = leaf(1, 2);
    x.grad(note("assigned", Tensor.of(FLOAT64, 5, 6)));
    x.square().sum().backward();
    requireUnchanged();
  }

  @Test
  void theSeedIsNotWritten() {
    Tensor x = leaf(1, 2);
    Tensor seed = note("seed", Tensor.of(FLOAT64, 5, 6));
    Tensor buffer = x.mul(1);
    buffer.at(0).fill_(7);
    buffer.backward(seed);
    x.backward(seed);
    x.backward(seed);
    requireUnchanged();
    assertThat(x.grad().toDoubleArray()).containsExactly(10, 18);
  }

  /// The operation made last is walked first, so what its derivative gives is what others are added
  /// to.
  @Test
  void whatADerivativeOfTheUserKeptIsNotAddedTo() {
    Tensor x = leaf(1, 2);
    Tensor others = x.square().add(x.neg());
    Tensor y =
        Op.of("keeping", x)
            .forward(() -> x.mul(2))
            .backward(g -> note("given", note("incoming", g).mul(2)));
    others.add(y).sum().backward();
    x.mul(3).sum().backward();
    requireUnchanged();
    assertThat(x.grad().toDoubleArray()).containsExactly(2 - 1 + 2 + 3, 4 - 1 + 2 + 3);
  }

  @Test
  void whatADerivativeHasSavedIsNotAddedTo() {
    for (UnaryOperator<Tensor> keeping :
        List.<UnaryOperator<Tensor>>of(Ours::keeping, Ours::keepingFused)) {
      Tensor x = leaf(1, 2);
      Tensor early = x.mul(3);
      Tensor loss = keeping.apply(x).add(early).sum();
      loss.backward(null, true, false);
      loss.backward(null, true, false);
      assertThat(x.grad().toDoubleArray()).containsExactly(8, 10);
    }
  }

  /// The sum is walked first and gives one gradient to both, to which that of a part of `base` may
  /// not be added in place.
  @Test
  void thePartOfAViewIsNotAddedToWhatOthersHold() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor base = x.mul(1);
    Tensor part = base.at(0).mul(5);
    base.add(y).mul(Tensor.of(FLOAT64, 1, 1)).sum().add(part).backward();
    assertThat(y.grad().toDoubleArray()).containsExactly(1, 1);
    assertThat(x.grad().toDoubleArray()).containsExactly(6, 1);
  }

  @Test
  void partsOfOneWholeAreAddedUp() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(2);
    base.retainGrad();
    Tensor sum = base.narrow(0, 0, 2).sum();
    for (int i = 0; i < 3; i++) {
      sum = sum.add(base.at(i).mul(10)).add(base.at(Index.every(2)).sum());
    }
    sum.backward(null, true, false);
    assertThat(base.grad().toDoubleArray()).containsExactly(14, 11, 13);
    assertThat(x.grad().toDoubleArray()).containsExactly(28, 22, 26);
    Tensor[] again = Autograd.grad(sum, base, x);
    assertThat(again[0].toDoubleArray()).containsExactly(14, 11, 13);
    assertThat(again[1].toDoubleArray()).containsExactly(28, 22, 26);
  }

  @Test
  void oneNewTensorForTwoInputsHasNoOwner() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor early = x.mul(10);
    Ours.sharing(x, y).add(early).sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(11, 11);
    assertThat(y.grad().toDoubleArray()).containsExactly(1, 1);
    Ours.sharing(x, y).sum().backward();
    assertThat(y.grad().toDoubleArray()).containsExactly(2, 2);
  }

  @Test
  void twoInputsThatGetOneTensorDoNotWriteIt() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor sum = x.mul(1).add(y.mul(1));
    Tensor both = sum.mul(2).add(x).add(y);
    both.sum().backward();
    both = x.add(y);
    both.square().add(x.mul(10)).sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(3 + 8 + 10, 3 + 12 + 10);
    assertThat(y.grad().toDoubleArray()).containsExactly(3 + 8, 3 + 12);
    x.grad().fill_(0);
    assertThat(y.grad().toDoubleArray()).containsExactly(3 + 8, 3 + 12);
  }

  @Test
  void partsOfOneGradientAreApart() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor.cat(0, x, y).square().sum().backward();
    Tensor.cat(0, x, y).square().sum().backward();
    assertThat(x.grad().toDoubleArray()).containsExactly(4, 8);
    assertThat(y.grad().toDoubleArray()).containsExactly(12, 16);
    Tensor z = leaf(1, 2);
    Ours.firstOfTwo(z).square().sum().backward();
    assertThat(z.grad().toDoubleArray()).containsExactly(2, 4);
    for (Tensor leaf : List.of(x, z)) {
      assertThat(leaf.grad().array().storage().length()).as("no more than it needs").isEqualTo(2);
    }
  }

  @Test
  void aGradientThatIsErasedInPlaceWasTheEnginesOwn() {
    Tensor x = leaf(1, 2);
    Tensor base = x.mul(1);
    base.registerHook(g -> note("before the first write", g));
    base.at(0).fill_(5);
    base.registerHook(g -> note("after the first write", g));
    base.at(1).fill_(6);
    base.registerHook(g -> note("after the second write", g));
    base.square().sum().backward();
    requireUnchanged();
    assertThat(seen).hasSize(3);
    assertThat(seen.getFirst().elements).containsExactly(10, 12);
    assertThat(x.grad().toDoubleArray()).containsExactly(0, 0);
  }

  @Test
  void aGradientNobodySawBecomesTheLeafsWithoutACopy() {
    Tensor x = leaf(1, 2);
    Tensor w = leaf(3, 4);
    Tensor product = x.mul(w);
    product.backward(Tensor.of(FLOAT64, 1, 1));
    Storage first = storage(x);
    x.mul(w).sum().backward();
    assertThat(storage(x)).as("added to in place while unseen").isEqualTo(first);
    assertThat(x.grad().toDoubleArray()).containsExactly(6, 8);
    x.mul(w).sum().backward();
    assertThat(storage(x)).as("a new sum once seen").isNotEqualTo(first);
  }

  /// Long enough to be kept for other results.
  private static Tensor longLeaf() {
    return Tensor.arange(2000).to(FLOAT64).requiresGrad(true);
  }

  private static double[] memory(Tensor leaf) {
    return leaf.gradientField().array().doubles();
  }

  @Test
  void theMemoryOfAGradientThatNobodySawIsUsedAgain() {
    Tensor x = longLeaf();
    x.square().sum().backward();
    double[] first = memory(x);
    x.zeroGrad();
    Tensor product = x.mul(3);
    assertThat(product.array().doubles() == first).isTrue();
    product.sum().backward();
    assertThat(x.grad().toDoubleArray()).containsOnly(3);
  }

  @Test
  void theMemoryOfAGradientThatWasSeenIsNotUsedAgain() {
    Tensor x = longLeaf();
    x.square().sum().backward();
    note("grad() before zeroGrad()", x.grad());
    x.zeroGrad();
    x.mul(3).sum().backward();
    requireUnchanged();
  }

  /// The derivative of relu is written into the gradient that it is given, if that is the engine's.
  @Test
  void whatOthersHoldIsNotChangedByADerivativeThatWouldWriteIntoIt() {
    for (UnaryOperator<Tensor> function :
        List.<UnaryOperator<Tensor>>of(Tensor::relu, Tensor::tanh, Tensor::sigmoid)) {
      Tensor x = leaf(-1, 2);
      Tensor y = function.apply(x);
      Tensor seed = note("seed", Tensor.of(FLOAT64, 5, 6));
      y.backward(seed, true, false);
      Tensor middle = y.mul(1);
      middle.registerHook(g -> note("hook", g));
      y.registerHook(g -> note("hook of the result", g));
      middle.add(y).backward(seed);
      double[] first = Autograd.grad(function.apply(x).mul(seed).sum(), x)[0].toDoubleArray();
      assertThat(x.grad().toDoubleArray()).containsExactly(3 * first[0], 3 * first[1]);
    }
    requireUnchanged();
  }

  @Test
  void theMemoryOfAGradientThatADerivativeSavedIsNotUsedAgain() {
    Tensor x = longLeaf();
    Tensor loss = Ours.keeping(x).sum();
    loss.backward(null, true, false);
    x.zeroGrad();
    x.mul(7).sum().backward();
    x.zeroGrad();
    loss.backward();
    assertThat(x.grad().equal(x.detach())).isTrue();
  }

  @Test
  void theMemoryOfWhatWasSummedIsUsedAgain() {
    Tensor x = longLeaf();
    Tensor number = leaf(2);
    Tensor product = x.mul(number);
    product.backward(product.detach().clone());
    assertThat(number.grad().item()).isEqualTo(x.detach().square().sum().item() * 2);
    assertThat(x.grad().equal(x.detach().mul(4))).isTrue();
  }

  @Test
  void gradientsThatRepeatOneNumberAreAddedUpAsOne() {
    Tensor x = longLeaf();
    x.sum().add(x.mean().mul(2000)).add(x.sum()).backward();
    assertThat(x.grad().toDoubleArray()).containsOnly(3);
    x.grad().fill_(5);
    assertThat(x.grad().toDoubleArray()).as("no two elements at one place").containsOnly(5);
  }

  private record Storage(Object memory) {}

  private static Storage storage(Tensor leaf) {
    return new Storage(leaf.gradientField().array().storage());
  }

  /// Random graphs in which some of the gradients are watched, by each of the ways there are.
  @Property(tries = 300, seed = "42")
  void whatWasSeenNeverChanges(@ForAll long seed) {
    requireNothingSeenChanges(seed, List.of(leaf(0.5, -1, 2), leaf(1, 0.25, -0.5), leaf(-1, 2, 1)));
  }

  /// The same with tensors so long that their memory is used again.
  @Property(tries = 300, seed = "42")
  void whatWasSeenNeverChangesThoughMemoryIsUsedAgain(@ForAll long seed) {
    Generator.manualSeed(42);
    requireNothingSeenChanges(seed, List.of(rows(), rows(), rows()));
  }

  private static Tensor rows() {
    return Tensor.randn(FLOAT64, 3, 400).requiresGrad(true);
  }

  private void requireNothingSeenChanges(long seed, List<Tensor> leaves) {
    seen.clear();
    SplittableRandom random = new SplittableRandom(seed);
    for (int walk = 0; walk < 3; walk++) {
      List<Tensor> values = new ArrayList<>(leaves);
      for (int i = 0; i < 12; i++) {
        Tensor made = step(random, values);
        watch(random, made);
        values.add(made);
      }
      Tensor loss = values.getLast();
      for (Tensor value : values) {
        loss = loss.add(value);
      }
      loss.sum().backward(null, false, random.nextInt(8) == 0);
      for (Tensor value : values) {
        if (random.nextInt(3) == 0 && value.grad() != null) {
          note("grad() of " + value.node(), value.grad());
        }
        if (random.nextInt(3) == 0) {
          value.zeroGrad();
        }
      }
    }
    for (Seen one : seen) {
      assertThat(one.gradient.toDoubleArray()).as(one.who).isEqualTo(one.elements);
    }
  }

  private static Tensor step(SplittableRandom random, List<Tensor> values) {
    Tensor a = values.get(random.nextInt(values.size()));
    Tensor b = values.get(random.nextInt(values.size()));
    return switch (random.nextInt(8)) {
      case 0 -> a.add(b);
      case 1 -> a.mul(b).tanh();
      case 2 -> a.view(-1).view(a.shape().toArray());
      case 3 -> Tensor.cat(0, a.narrow(0, 0, 1), b.narrow(0, 1, 2));
      case 4 -> a.sub(b).sin();
      case 5 -> a.add(b.at(1));
      case 6 -> overwritten(a.mul(0.5), b, random.nextInt(3));
      default -> a.add(1);
    };
  }

  private static Tensor overwritten(Tensor base, Tensor source, int place) {
    base.at(place).copy_(source.at(place));
    return base;
  }

  private void watch(SplittableRandom random, Tensor made) {
    switch (random.nextInt(8)) {
      case 0 -> made.registerHook(g -> note("hook of " + made.node(), g));
      case 1 -> made.retainGrad();
      default -> {}
    }
  }
}
