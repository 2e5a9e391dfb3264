package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExponentialMovingAverageTest {
  @Test
  void takesTheFirstTensorWholeAndThenItsPart() {
    Tensor x = Tensor.of(FLOAT64, 1, 2);
    var averages = new ExponentialMovingAverage(List.of(x), 0.75);
    assertThat(averages.averages().getFirst().toDoubleArray()).containsExactly(1, 2);
    x.copy_(Tensor.of(FLOAT64, 4, 8));
    averages.update();
    assertThat(averages.averages().getFirst().toDoubleArray()).containsExactly(4, 8);
    x.copy_(Tensor.of(FLOAT64, 8, 0));
    averages.update();
    assertThat(averages.averages().getFirst().toDoubleArray()).containsExactly(5, 6);
  }

  @Test
  void appliedAveragesGoAwayWithTheirTime() {
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    var averages = new ExponentialMovingAverage(List.of(x), 0.5);
    averages.update();
    var optimizer = new SGD(List.of(x), SGD.lr(1));
    x.sum().backward();
    optimizer.step();
    try (var _ = averages.applied()) {
      assertThat(x.toDoubleArray()).containsExactly(1, 2);
    }
    assertThat(x.toDoubleArray()).containsExactly(0, 1);
  }

  @Test
  void goesOnFromItsState() {
    Tensor x = Tensor.of(FLOAT64, 1, 2);
    var saved = new ExponentialMovingAverage(List.of(x), 0.75);
    saved.update();
    var loaded = new ExponentialMovingAverage(List.of(Tensor.of(FLOAT64, 5, 6)), 0.75);
    loaded.loadStateDict(saved.stateDict().copy());
    loaded.update();
    assertThat(loaded.averages().getFirst().toDoubleArray()).containsExactly(2, 3);
  }

  @Test
  void refusesADecayOutOfRangeAndAStateOfOtherShapes() {
    Tensor x = Tensor.of(FLOAT64, 1, 2);
    assertThatThrownBy(() -> new ExponentialMovingAverage(List.of(x), 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ExponentialMovingAverage: decay = 1.5 must be between 0.0 and 1.0");
    var two = new ExponentialMovingAverage(List.of(x), 0.5);
    var one = new ExponentialMovingAverage(List.of(Tensor.of(FLOAT64, 1)), 0.5);
    assertThatThrownBy(() -> one.loadStateDict(two.stateDict()))
        .hasMessage(
            "ExponentialMovingAverage.loadStateDict: averages.0 is FLOAT64 [2] in the state and"
                + " FLOAT64 [1] here; shapes and types must be the same");
  }
}
