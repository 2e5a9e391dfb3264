package gradus.nn;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a block knows of its parts, and its state.
class BlockTest {
  static final class Part extends Layer {
    private final Linear inner = register("inner", new Linear(2, 3));
    private final Tensor scale = parameter("scale", Tensor.ones(3));
    private final Tensor seen = buffer("seen", Tensor.scalar(0L));
    private final Tensor scratch = buffer("scratch", Tensor.zeros(3), false);

    @Override
    protected Tensor forward(Tensor x) {
      return inner.apply(x).mul(scale).add(scratch);
    }

    Tensor seen() {
      return seen;
    }
  }

  static final class Whole extends Layer {
    private final Part first = register("first", new Part());
    private final Linear last = register("last", new Linear(3, 1, false));

    @Override
    protected Tensor forward(Tensor x) {
      return last.apply(first.apply(x));
    }
  }

  @Test
  void namesAndOrderArePyTorchs() {
    var whole = new Whole();
    assertThat(whole.namedParameters().keySet())
        .containsExactly("first.scale", "first.inner.weight", "first.inner.bias", "last.weight");
    assertThat(whole.namedBuffers().keySet()).containsExactly("first.seen", "first.scratch");
    assertThat(whole.namedBlocks().keySet()).containsExactly("", "first", "first.inner", "last");
    assertThat(whole.namedChildren().keySet()).containsExactly("first", "last");
    assertThat(whole.stateDict().names())
        .containsExactly(
            "first.scale", "first.seen", "first.inner.weight", "first.inner.bias", "last.weight");
    assertThat(whole.parameters()).allMatch(Tensor::requiresGrad);
    assertThat(whole.children()).containsExactly(whole.first, whole.last);
  }

  @Test
  void aPartThatStandsAtTwoPlacesIsListedOnce() {
    var shared = new Linear(2, 2);
    var twice = new Sequential(shared, Tensor::relu, shared);
    assertThat(twice.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
    assertThat(twice.children()).hasSize(2);
    assertThat(twice.stateDict().names())
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
  }

  @Test
  void toStringIsTheTreeThatPyTorchPrints() {
    var net =
        new Sequential(
            new Flatten(),
            new Linear(4, 2),
            new ReLU(),
            new Sequential(new Dropout(0.25), new Linear(2, 1, false)));
    assertThat(net)
        .hasToString(
            """
            Sequential(
              (0): Flatten(start_dim=1, end_dim=-1)
              (1): Linear(in_features=4, out_features=2, bias=True)
              (2): ReLU()
              (3): Sequential(
                (0): Dropout(p=0.25, inplace=False)
                (1): Linear(in_features=2, out_features=1, bias=False)
              )
            )\
            """);
    assertThat(new CrossEntropyLoss()).hasToString("CrossEntropyLoss()");
  }

  @Test
  void modesReachEveryBlockWithin() {
    var whole = new Whole();
    assertThat(whole.training()).isTrue();
    assertThat(whole.eval()).isSameAs(whole);
    assertThat(whole.blocks()).noneMatch(Block::training);
    whole.first.train();
    assertThat(whole.training()).isFalse();
    assertThat(whole.first.inner.training()).isTrue();
  }

  @Test
  void forEachBlockVisitsChildrenBeforeTheirParent() {
    var whole = new Whole();
    List<Block> visited = new ArrayList<>();
    assertThat(whole.forEachBlock(visited::add)).isSameAs(whole);
    assertThat(visited).containsExactly(whole.first.inner, whole.first, whole.last, whole);
  }

  @Test
  void frozenParametersRequireNoGradient() {
    var whole = new Whole();
    whole.first.requiresGrad(false);
    whole.apply(Tensor.ones(1, 2)).sum().backward();
    assertThat(whole.first.scale.grad()).isNull();
    assertThat(whole.last.weight().grad()).isNotNull();
    whole.zeroGrad();
    assertThat(whole.last.weight().grad()).isNull();
  }

  @Test
  void toConvertsWhatFloatsAndKeepsTheObjects() {
    var whole = new Whole();
    Tensor before = whole.last.weight();
    double[] values = before.toDoubleArray();
    whole.apply(Tensor.ones(1, 2)).sum().backward();
    assertThat(whole.to(FLOAT64)).isSameAs(whole);
    assertThat(whole.last.weight()).isSameAs(before);
    assertThat(before.dtype()).isEqualTo(FLOAT64);
    assertThat(before.toDoubleArray()).containsExactly(values);
    assertThat(before.grad().dtype()).isEqualTo(FLOAT64);
    whole.zeroGrad();
    assertThat(whole.first.seen().dtype()).isEqualTo(INT64);
    whole.apply(Tensor.ones(FLOAT64, 1, 2)).sum().backward();
    assertThat(before.grad().dtype()).isEqualTo(FLOAT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.to(INT64))
        .withMessage("to: parameters cannot be INT64; use FLOAT32 or FLOAT64");
  }

  @Test
  void aStateGoesFromOneBlockToAnother() {
    var from = new Whole();
    var to = new Whole();
    from.first.seen.fill_(3);
    to.loadStateDict(from.stateDict());
    var x = Tensor.randn(4, 2);
    assertThat(to.apply(x).equal(from.apply(x))).isTrue();
    assertThat(to.first.seen.itemLong()).isEqualTo(3);
    assertThat(to.last.weight().requiresGrad()).isTrue();
  }

  @Test
  void aStateSharesMemoryUntilItIsCopied() {
    var linear = new Linear(1, 1);
    StateDict state = linear.stateDict();
    StateDict copy = state.copy();
    state.tensor("bias").fill_(7);
    assertThat(linear.bias().item()).isEqualTo(7);
    assertThat(copy.tensor("bias").item()).isNotEqualTo(7);
    assertThat(state.tensor("weight").requiresGrad()).isFalse();
  }

  @Test
  void whatDoesNotFitIsReportedAndNothingIsLoaded() {
    var linear = new Linear(2, 3);
    StateDict state =
        new StateDict().put("weight", Tensor.zeros(3, 2)).put("scale", Tensor.zeros(3));
    Tensor before = linear.weight().detach().clone();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.loadStateDict(state))
        .withMessage(
            "loadStateDict: the state does not fit this Linear, and nothing was loaded; missing:"
                + " bias; unexpected: scale; loadStateDict(state, false) loads what fits");
    assertThat(linear.weight().equal(before)).isTrue();

    LoadReport report = linear.loadStateDict(state, false);
    assertThat(report.missing()).containsExactly("bias");
    assertThat(report.unexpected()).containsExactly("scale");
    assertThat(report.complete()).isFalse();
    assertThat(linear.weight().ne(0).any().itemBoolean()).isFalse();
  }

  @Test
  void shapesThatDifferAreRefusedEvenWhereNamesMayBeMissing() {
    var linear = new Linear(2, 3);
    var state = new Linear(3, 2).stateDict();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.loadStateDict(state, false))
        .withMessage(
            "loadStateDict: the state does not fit this Linear, and nothing was loaded; shapes"
                + " differ: weight: [2, 3] in the state, [3, 2] here, bias: [2] in the state, [3]"
                + " here; build the model with the sizes that the state was saved with");
  }

  @Test
  void functionalCallPutsOtherValuesInAndTakesThemOutAgain() {
    var linear = new Linear(2, 1);
    Tensor own = linear.weight().detach().clone();
    Tensor other = Tensor.of(new double[][] {{2, 3}}).requiresGrad(true);
    Tensor x = Tensor.of(new double[][] {{5, 7}});
    Tensor y = linear.functionalCall(Map.of("weight", other, "bias", Tensor.of(1.0)), x);
    assertThat(y.item()).isEqualTo(32);
    assertThat(linear.weight().equal(own)).isTrue();
    y.sum().backward();
    assertThat(other.grad().toDoubleArray()).containsExactly(5, 7);
    assertThat(linear.weight().grad()).isNull();
    assertThat(linear.weight().isLeaf()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.functionalCall(Map.of("wieght", other), x))
        .withMessage("functionalCall: there is no 'wieght' in this Linear, only [weight, bias]");
  }

  @Test
  void functionalCallPutsTheBlockBackWhenItsBodyThrows() {
    var linear = new Linear(2, 1);
    double before = linear.bias().item();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            linear.functionalCall(
                Map.of("bias", Tensor.of(99.0)),
                () -> {
                  throw new IllegalStateException("stop");
                }))
        .withMessage("stop");
    assertThat(linear.bias().item()).isEqualTo(before);
  }

  @Test
  void aFieldWithAnUnregisteredLayerIsNamed() {
    final class Net extends Layer {
      private final Linear hidden = new Linear(2, 2);

      @Override
      protected Tensor forward(Tensor x) {
        return hidden.apply(x);
      }
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> new Net().parameters())
        .withMessage(
            "parameters: field 'hidden' of Net holds a Linear that is not registered, so it would"
                + " not be trained or saved; write hidden = register(\"hidden\", new Linear(…))");
    assertThatIllegalStateException().isThrownBy(() -> new Sequential(new Net()).stateDict());
  }

  @Test
  void aFieldWithAnUnregisteredParameterIsNamed() {
    final class Net extends Block {
      final Tensor scale = Tensor.ones(3).requiresGrad(true);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> new Net().parameters())
        .withMessage(
            "parameters: field 'scale' of Net holds a tensor of shape [3] that requires a gradient"
                + " and is not registered, so it would not be trained or saved; write scale ="
                + " parameter(\"scale\", …)");
  }

  @Test
  void aListOfUnregisteredLayersIsNoticed() {
    final class Net extends Block {
      final List<Layer> layers = List.of(new ReLU());
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> new Net().parameters())
        .withMessageContaining("field 'layers' of Net holds a ReLU");
  }

  @Test
  void namesThatCannotBeAreRefused() {
    final class Net extends Block {
      void add(String name) {
        register(name, new ReLU());
      }

      void addSelf() {
        register("self", this);
      }
    }
    var net = new Net();
    net.add("a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.add("a"))
        .withMessage(
            "register: this Net has a 'a' already; give each parameter, buffer and child a name of"
                + " its own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.add("a.b"))
        .withMessage(
            "register: 'a.b' cannot be a name: it must not be empty nor have a dot, which joins the"
                + " names of nested blocks");
    assertThatIllegalArgumentException()
        .isThrownBy(net::addSelf)
        .withMessage(
            "register: 'self' contains the Net that it is to become a part of; a block cannot"
                + " contain itself");
  }

  @Test
  void aComputedTensorIsNoParameter() {
    final class Net extends Block {
      void add(Tensor value) {
        parameter("p", value);
      }
    }
    Tensor computed = Tensor.ones(FLOAT32, 2).requiresGrad(true).mul(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Net().add(computed))
        .withMessage(
            "parameter: 'p' was computed by a recorded mul, so it is no leaf that could be trained;"
                + " pass detach() of it");
  }
}
