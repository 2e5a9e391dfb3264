package gradus.nn;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The simplest layers.
class LayersTest {
  @Test
  void firstWeightsArePyTorchs() {
    Generator.manualSeed(0);
    var linear = new Linear(3, 2);
    assertThat(linear.weight().shape()).isEqualTo(Shape.of(2, 3));
    assertClose(linear.weight(), -0.0043, 0.3097, -0.4752, -0.4249, -0.2224, 0.1548);
    assertClose(linear.bias(), -0.0114, 0.4578);
    assertThat(new Linear(3, 2, false).bias()).isNull();
  }

  private static void assertClose(Tensor actual, double... expected) {
    assertThat(actual.toDoubleArray()).containsExactly(expected, within(5e-5));
  }

  @Test
  void linearTakesAnyLeadingDimensions() {
    var linear = new Linear(3, 2);
    Tensor x = Tensor.randn(4, 5, 3);
    Tensor y = linear.apply(x);
    assertThat(y.shape()).isEqualTo(Shape.of(4, 5, 2));
    assertThat(y.at(1, 2).allclose(linear.apply(x.at(1, 2)))).isTrue();
    assertThat(linear.apply(Tensor.zeros(0, 3)).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void linearIsOneRecordedOperation() {
    var linear = new Linear(3, 2);
    assertThat(linear.apply(Tensor.ones(1, 3)).gradFn().name()).isEqualTo("linear");
    assertThat(linear.apply(Tensor.ones(1, 3)).gradFn().inputs().get(1).isLeaf()).isTrue();
  }

  @Test
  void aShapeThatDoesNotLineUpIsExplained() {
    var linear = new Linear(64, 32);
    assertThatThrownBy(() -> linear.apply(Tensor.zeros(5, 8, 8)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "linear: input [5, 8, 8] and weight [32, 64] do not line up: the input's last size must"
                + " be the number of columns of the weight (64); did you mean input.flatten(1)?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.apply(Tensor.zeros(FLOAT64, 5, 64)))
        .withMessage(
            "linear: input FLOAT64, weight FLOAT32, bias FLOAT32: all must have one type; cast the"
                + " input with to(FLOAT32), or the layer with to(FLOAT64)");
  }

  @Test
  void sequentialTakesLayersAndFunctions() {
    var first = new Linear(2, 3);
    var last = new Linear(3, 1);
    var net = new Sequential(first, Tensor::relu, last);
    Tensor x = Tensor.randn(4, 2);
    assertThat(net.apply(x).equal(last.apply(first.apply(x).relu()))).isTrue();
    assertThat(net.namedParameters().keySet())
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(net.size()).isEqualTo(3);
    assertThat(net.get(-1)).isSameAs(last);
    assertThat(new Sequential().apply(x)).isSameAs(x);
  }

  @Test
  void sequentialTakesNames() {
    Map<String, UnaryOperator<Tensor>> layers = new LinkedHashMap<>();
    layers.put("in", new Linear(2, 3));
    layers.put("out", new Linear(3, 1));
    assertThat(new Sequential(layers).stateDict().names())
        .containsExactly("in.weight", "in.bias", "out.weight", "out.bias");
  }

  @Test
  void activationsAreThoseOfTheTensor() {
    Tensor x = Tensor.of(-1.0, 0, 2);
    assertThat(new ReLU().apply(x).equal(x.relu())).isTrue();
    assertThat(new Tanh().apply(x).equal(x.tanh())).isTrue();
    assertThat(new Sigmoid().apply(x).equal(x.sigmoid())).isTrue();
    assertThat(new Identity().apply(x)).isSameAs(x);
    assertThat(new Flatten().apply(Tensor.zeros(2, 3, 4)).shape()).isEqualTo(Shape.of(2, 12));
    assertThat(new Flatten(0, 1).apply(Tensor.zeros(2, 3, 4)).shape()).isEqualTo(Shape.of(6, 4));
  }

  @Test
  void dropoutScalesWhatItKeeps() {
    Generator.manualSeed(1);
    var dropout = new Dropout(0.2);
    Tensor x = Tensor.ones(1000).requiresGrad(true);
    Tensor y = dropout.apply(x);
    assertThat(y.eq(0).to(FLOAT64).mean().item()).isBetween(0.15, 0.25);
    assertThat(y.max().item()).isEqualTo((double) (1f / 0.8f));
    y.sum().backward();
    assertThat(x.grad().equal(y)).isTrue();
  }

  @Test
  void sequentialRefusesNullWhereItIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequential(new ReLU(), null))
        .withMessage("Sequential: layer '1' is null; leave it out, or use new Identity()");
  }

  @Test
  void dropoutDrawsNothingWhereNothingIsDropped() {
    Generator.manualSeed(1);
    double expected = Tensor.rand(1).item();
    Generator.manualSeed(1);
    Tensor x = Tensor.ones(4);
    assertThat(new Dropout().eval().apply(x)).isSameAs(x);
    assertThat(new Dropout(0).apply(x)).isSameAs(x);
    assertThat(new Dropout(1).apply(x).toDoubleArray()).containsExactly(0, 0, 0, 0);
    assertThat(Tensor.rand(1).item()).isEqualTo(expected);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(1.5))
        .withMessage("Dropout: p is 1.5; a probability is in [0, 1]");
  }

  @Test
  void numbersAreWrittenAsPythonWritesThem() {
    assertThat(Repr.of(0.1)).isEqualTo("0.1");
    assertThat(Repr.of(1.0)).isEqualTo("1.0");
    assertThat(Repr.of(1e-5)).isEqualTo("1e-05");
    assertThat(Repr.of(-2.5e-12)).isEqualTo("-2.5e-12");
    assertThat(Repr.of(1e16)).isEqualTo("1e+16");
    assertThat(Repr.of(123456789.0)).isEqualTo("123456789.0");
    assertThat(Repr.of(0.001)).isEqualTo("0.001");
    assertThat(Repr.of(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(Repr.of(true)).isEqualTo("True");
  }

  @Test
  void layerThatIsNotThereIsNamed() {
    var chain = new Sequential(new Linear(2, 3), Tensor::relu);
    assertThat(chain.get(-2)).isSameAs(chain.get(0));
    assertThatThrownBy(() -> chain.get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Sequential: there is no layer 2 among 2; use -2 to 1");
    assertThatThrownBy(() -> new LayerList<>(new Linear(2, 3)).get(-2))
        .hasMessage("LayerList: there is no layer -2 among 1; use -1 to 0");
  }
}
