package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Orders of rows long enough to be merged, with many equal elements, against Java's own stable
/// sort; and running extremes of equal elements.
class SortingTest {
  private static final int[] LENGTHS = {1, 2, 15, 16, 17, 33, 100, 257};

  /// The places that sort `x` stably; NaN counts as greatest.
  private static long[] expected(double[] x, boolean descending) {
    Comparator<Integer> bySize = Comparator.comparingDouble(i -> x[i]);
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(descending ? bySize.reversed() : bySize)
        .mapToLong(i -> i)
        .toArray();
  }

  /// Few different numbers, in no order; NaN now and then if `withNan`.
  private static double[] numbers(int n, boolean withNan) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      int hash = (i + 1) * 0x9E3779B9 >>> 20;
      x[i] = withNan && hash % 11 == 0 ? Double.NaN : hash % 7;
    }
    return x;
  }

  @Test
  void equalElementsKeepTheirOrder() {
    for (int n : LENGTHS) {
      for (boolean descending : new boolean[] {false, true}) {
        double[] x = numbers(n, false);
        long[] expected = expected(x, descending);
        for (DType dtype : List.of(FLOAT64, INT64)) {
          Tensor order = Tensor.of(FLOAT64, x).to(dtype).argsort(0, descending);
          assertThat(order.toLongArray()).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void nanIsGreatestAndKeepsItsOrder() {
    for (int n : LENGTHS) {
      for (boolean descending : new boolean[] {false, true}) {
        double[] x = numbers(n, true);
        Tensor order = Tensor.of(FLOAT64, x).argsort(0, descending);
        assertThat(order.toLongArray()).containsExactly(expected(x, descending));
      }
    }
  }

  @Test
  void aRowWhoseHalvesAreInOrderButNotTheWholeIsMerged() {
    double[] x = new double[40];
    Arrays.setAll(x, i -> i < 20 ? 2 * i : 2 * i - 25);
    long[] expected = expected(x, false);
    assertThat(Tensor.of(FLOAT64, x).argsort().toLongArray()).containsExactly(expected);
  }

  @Test
  void truthValuesSortFalseFirst() {
    Tensor x = Tensor.of(true, false, true, false);
    assertThat(x.argsort().toLongArray()).containsExactly(1, 3, 0, 2);
    assertThat(x.sort().values().dtype()).isEqualTo(BOOL);
  }

  @Test
  void runningExtremesStandAtTheLastOfEqualElements() {
    for (DType dtype : List.of(FLOAT64, INT64)) {
      Tensor x = Tensor.of(2.0, 2, 1, 1, 3, 3).to(dtype);
      assertThat(x.cummax(0).indices().toLongArray()).containsExactly(0, 1, 1, 1, 4, 5);
      assertThat(x.cummin(0).indices().toLongArray()).containsExactly(0, 1, 2, 3, 3, 3);
    }
  }

  @Test
  void aNanStaysTheRunningExtremeUntilTheNext() {
    Tensor x = Tensor.of(FLOAT64, 1, Double.NaN, 5, Double.NaN, 0);
    assertThat(x.cummax(0).indices().toLongArray()).containsExactly(0, 1, 1, 3, 3);
    assertThat(x.cummin(0).indices().toLongArray()).containsExactly(0, 1, 1, 3, 3);
  }
}
