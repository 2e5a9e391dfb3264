package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.Test;

/// A model's table.
class SummaryTest {
  @Test
  void theTableShowsWhatARunCosts() {
    var net = new Sequential(new Linear(4, 3), new ReLU(), new Linear(3, 2, false));
    net.get(-1).requiresGrad(false);
    assertThat(Summary.of(net, Tensor.zeros(5, 4)))
        .hasToString(
            """
            block                                output                   parameters    multiply-adds
            Sequential                           [5, 2]                           21
              0: Linear                          [5, 3]                           15               60
              1: ReLU                            [5, 3]                            0
              2: Linear                          [5, 2]                            6               30
            21 parameters (84 bytes), 15 of them trained; outputs 160 bytes; 90 multiply-adds\
            """);
  }

  @Test
  void theRunChangesNothing() {
    var dropout = new Dropout(0.5);
    var net = new Sequential(new Linear(2, 2), dropout);
    net.get(0).eval();
    var parameters = net.stateDict().copy();
    Summary.of(net, Tensor.zeros(1, 2));
    assertThat(dropout.training()).isTrue();
    assertThat(net.get(0).training()).isFalse();
    assertThat(net.stateDict().tensor("0.weight").equal(parameters.tensor("0.weight"))).isTrue();
    assertThat(net.apply(Tensor.zeros(1, 2)).requiresGrad()).isTrue();
  }

  @Test
  void filtersAreCountedAtEveryPlace() {
    var summary = Summary.of(new Conv2d(3, 8, 3), Tensor.zeros(2, 3, 10, 10));
    assertThat(summary.rows().getFirst().output()).isEqualTo(Shape.of(2, 8, 8, 8));
    assertThat(summary.multiplyAdds()).isEqualTo(2L * 8 * 8 * 8 * 3 * 3 * 3);
    assertThat(summary.parameters()).isEqualTo(8 * 3 * 3 * 3 + 8);
  }

  @Test
  void aLayerThatIsUsedTwiceIsListedOnceAndCostsTwice() {
    var shared = new Linear(3, 3);
    var summary = Summary.of(new Sequential(shared, shared), Tensor.zeros(1, 3));
    assertThat(summary.rows()).hasSize(2);
    assertThat(summary.parameters()).isEqualTo(12);
    assertThat(summary.multiplyAdds()).isEqualTo(18);
  }

  @Test
  void aBlockWithASignatureOfItsOwnIsRunByACall() {
    var pair = new Bilinear(2, 3, 4);
    var summary = Summary.of(pair, () -> pair.apply(Tensor.zeros(1, 2), Tensor.zeros(1, 3)));
    assertThat(summary.rows().getFirst().output()).isNull();
    assertThat(summary.parameters()).isEqualTo(28);
  }
}
