package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Work on a million elements and more, which several threads share.
class SharedWorkTest {
  private final int threadsBefore = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.threads(threadsBefore);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void threadsChangeNothing(DType dtype) {
    Generator.manualSeed(1);
    Tensor x = Tensor.randn(1003, 1009).to(dtype);
    x.at(0, 7).fill_(1e4);
    x.at(700, 7).fill_(Double.NaN);
    Tensor row = Tensor.randn(1009).to(dtype);
    Parallel.threads(1);
    double[][] alone = results(x, row);
    Parallel.threads(4);
    double[][] together = results(x, row);
    for (int i = 0; i < alone.length; i++) {
      assertThat(Arrays.mismatch(together[i], alone[i])).as("result %d", i).isNegative();
    }
  }

  private static double[][] results(Tensor x, Tensor row) {
    return Stream.of(
            x.exp(),
            x.tanh(),
            x.log(),
            x.sin(),
            x.cos(),
            x.add(x),
            x.mul(row),
            x.mul(3),
            x.gt(row),
            x.mT().add(x.reshape(1009, 1003)),
            x.softmax(1),
            x.softmax(0),
            x.logSoftmax(1),
            x.sum(1),
            x.max())
        .map(y -> y.to(x.dtype()).flatten().toDoubleArray())
        .toArray(double[][]::new);
  }
}
