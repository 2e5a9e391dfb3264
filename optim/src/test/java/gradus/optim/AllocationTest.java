package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A step allocates nothing that grows with the parameters.
class AllocationTest {
  private static final int ELEMENTS = 100_000;
  private static final int STEPS = 100;

  /// What iterators and the like may take; an array of the elements would take 400,000.
  private static final long BYTES_PER_STEP = 2_000;

  static Stream<Arguments> optimizers() {
    return Zoo.OPTIMIZERS.entrySet().stream()
        .filter(entry -> !entry.getKey().matches("Muon|LBFGS.*|SAM|Lookahead"))
        .flatMap(entry ->
            Stream.of(
                Arguments.of(entry.getKey(), FLOAT32, entry.getValue()),
                Arguments.of(entry.getKey(), FLOAT64, entry.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("optimizers")
  void aStepAllocatesNoArrays(String name, DType dtype, Function<List<Tensor>, Optimizer<?>> make) {
    Tensor parameter = Tensor.full(dtype, 0.5, ELEMENTS).requiresGrad(true);
    parameter.grad(Tensor.full(dtype, 0.01, ELEMENTS));
    Optimizer<?> optimizer = make.apply(List.of(parameter));
    optimizer.step();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      optimizer.step();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / STEPS).as(name).isLessThan(BYTES_PER_STEP);
  }
}
