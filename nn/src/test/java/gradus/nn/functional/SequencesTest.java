package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent.Weights;
import gradus.nn.functional.Sequences.Result;
import gradus.nn.functional.Sequences.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stacked recurrent networks drop.
class SequencesTest {
  private static Weights weights(double bias) {
    Tensor one = Tensor.ones(FLOAT64, 1, 1);
    return new Weights(one, one, Tensor.of(FLOAT64, bias), Tensor.of(FLOAT64, 0));
  }

  /// All that the first layer gives the second is dropped, and nothing of what the second gives.
  @Test
  void dropoutIsBetweenLayersAndNotAfterTheLast() {
    Stack stack = new Stack(List.of(weights(0), weights(0.5)), false, 1);
    Tensor input = Tensor.ones(FLOAT64, 2, 1, 1);
    Result result = Sequences.rnnTanh(input, Tensor.zeros(FLOAT64, 2, 1, 1), stack);
    double first = Math.tanh(0.5);
    double second = Math.tanh(0.5 + first);
    assertThat(result.output().toDoubleArray()).containsExactly(first, second);
    assertThat(result.h().toDoubleArray()).containsExactly(Math.tanh(1 + Math.tanh(1)), second);
  }
}
