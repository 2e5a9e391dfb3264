package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An operation allocates the array of its result and a few small objects, and nothing else that
/// grows with its operands; in place it allocates no array at all.
///
/// That holds once the compiler has seen a kernel often: until then, vectors are objects. So every
/// operation runs until it allocates no more than it may, and fails if it never comes to that.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What the tensor, its geometry, the array's header and the like may take. The arrays of these
  /// tests have 40,000 bytes and more.
  private static final long SMALL_OBJECTS = 2_000;

  /// The same if rows are gathered in a buffer.
  private static final long WITH_BUFFER = 10_000;

  private static final long IN_PLACE = 200;

  private static final int ROUNDS = 3_000;
  private static final int CALLS = 20;

  /// An operation of matrices `x` and `y`, a vector `v` and a matrix of truth values.
  interface Operation {
    Tensor apply(Tensor x, Tensor y, Tensor v, Tensor condition);
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        operation("add", (x, y, v, c) -> x.add(y)),
        operation("add a number", (x, y, v, c) -> x.add(2.0)),
        operation("add a row", (x, y, v, c) -> x.add(v)),
        operation("add a transposed matrix", WITH_BUFFER, (x, y, v, c) -> x.add(y.mT())),
        operation("div", (x, y, v, c) -> x.div(y)),
        operation("maximum", (x, y, v, c) -> x.maximum(y)),
        operation("relu", (x, y, v, c) -> x.relu()),
        operation("sqrt", (x, y, v, c) -> x.sqrt()),
        operation("exp", (x, y, v, c) -> x.exp()),
        operation("log", (x, y, v, c) -> x.log()),
        operation("tanh", (x, y, v, c) -> x.tanh()),
        operation("sigmoid", (x, y, v, c) -> x.sigmoid()),
        operation("erf", (x, y, v, c) -> x.erf()),
        operation("sum", (x, y, v, c) -> x.sum()),
        operation("sum of rows", (x, y, v, c) -> x.sum(1)),
        operation("sum of columns", (x, y, v, c) -> x.sum(0)),
        operation("amax of rows", (x, y, v, c) -> x.amax(1)),
        operation("logsumexp of rows", (x, y, v, c) -> x.logsumexp(1)),
        operation("softmax of rows", (x, y, v, c) -> x.softmax(1)),
        operation("cumsum", (x, y, v, c) -> x.cumsum(1)),
        operation("gt", (x, y, v, c) -> x.gt(y)),
        operation("where", (x, y, v, c) -> Tensor.where(c, x, y)),
        operation("clone", (x, y, v, c) -> x.clone()),
        operation("matmul", (x, y, v, c) -> x.matmul(y)),
        operation("matmul, transposed", (x, y, v, c) -> x.mT().matmul(y.mT())),
        operation("matmul with a vector", (x, y, v, c) -> x.matmul(v)),
        operation("add_", IN_PLACE, (x, y, v, c) -> x.add_(y)),
        operation("mul_", IN_PLACE, (x, y, v, c) -> x.mul_(0.5)),
        operation("relu_", IN_PLACE, (x, y, v, c) -> x.relu_()),
        operation("sigmoid_", IN_PLACE, (x, y, v, c) -> x.sigmoid_()),
        operation("copy_", IN_PLACE, (x, y, v, c) -> x.copy_(y)));
  }

  private static Arguments operation(String name, Operation operation) {
    return operation(name, SMALL_OBJECTS, operation);
  }

  private static Arguments operation(String name, long most, Operation operation) {
    return Arguments.of(name, most, operation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void allocatesItsResultAndLittleElse(String name, long most, Operation operation) {
    for (DType dtype : List.of(FLOAT32, FLOAT64)) {
      Tensor x = Tensor.rand(dtype, 100, 100);
      Tensor y = Tensor.rand(dtype, 100, 100);
      Tensor v = Tensor.rand(dtype, 100);
      Tensor condition = x.gt(y);
      Tensor result = operation.apply(x, y, v, condition);
      long limit = most + (result == x ? 0 : (long) result.numel() * bytesOf(result.dtype()));
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least > limit; round++) {
        least = Math.min(least, allocated(operation, x, y, v, condition));
      }
      assertThat(least).as("%s of %s", name, dtype).isLessThanOrEqualTo(limit);
    }
  }

  private static int bytesOf(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> 4;
      case FLOAT64, INT64 -> 8;
      case BOOL -> 1;
    };
  }

  /// Bytes of one call, in the mean of a few.
  private static long allocated(
      Operation operation, Tensor x, Tensor y, Tensor v, Tensor condition) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      operation.apply(x, y, v, condition);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}
