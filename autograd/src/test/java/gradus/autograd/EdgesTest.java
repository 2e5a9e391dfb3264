package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What PyTorch documents at the edges: NaN in an order, numbers that a double does not hold, whole
/// numbers that overflow, truth values, and nothing at all.
class EdgesTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final long ODD = (1L << 53) + 1; // no double is this number
  private final Tensor mixed = Tensor.of(FLOAT64, 1, NAN, 3, -INF, INF, NAN);
  private final Tensor truth = Tensor.of(true, true, false);
  private final Tensor none = Tensor.zeros(0);

  private static void prints(Tensor x, String text) {
    assertThat(x.toString()).isEqualTo(text);
  }

  @Test
  void nanIsGreatestInAnOrderAndStaysInAnExtreme() {
    assertThat(mixed.sort().indices().toLongArray()).containsExactly(3, 0, 2, 4, 1, 5);
    assertThat(mixed.sort(0, true).indices().toLongArray()).containsExactly(1, 5, 4, 2, 0, 3);
    assertThat(mixed.topk(3).indices().toLongArray()).containsExactly(1, 5, 4);
    assertThat(mixed.topk(2, 0, false).indices().toLongArray()).containsExactly(3, 0);
    List<UnaryOperator<Tensor>> extremes =
        List.of(
            Tensor::max,
            Tensor::min,
            x -> x.amax(0),
            x -> x.amin(0),
            x -> x.max(0).values(),
            x -> x.min(0).values(),
            Tensor::median,
            x -> x.median(0).values());
    for (UnaryOperator<Tensor> extreme : extremes) {
      assertThat(extreme.apply(mixed).item()).isNaN();
    }
    assertThat(mixed.argmax().itemLong()).isEqualTo(1);
    assertThat(mixed.argmin().itemLong()).isEqualTo(1);
    assertThat(mixed.cummax(0).indices().toLongArray()).containsExactly(0, 1, 1, 1, 1, 5);
    assertThat(mixed.cummin(0).indices().toLongArray()).containsExactly(0, 1, 1, 1, 1, 5);
  }

  @Test
  void medianStandsAtTheFirstNan() {
    assertThat(mixed.median(0).indices().itemLong()).isEqualTo(1);
    assertThat(mixed.reshape(2, 3).median(1, true).indices().toLongArray()).containsExactly(1, 2);
  }

  @Test
  void boundsLetNanThrough() {
    assertThat(mixed.clamp(-2.0, 2.0).toDoubleArray()).containsExactly(1, NAN, 2, -2, 2, NAN);
    assertThat(mixed.clamp(2.0, -2.0).toDoubleArray()).containsExactly(-2, NAN, -2, -2, -2, NAN);
    assertThat(mixed.relu().toDoubleArray()).containsExactly(1, NAN, 3, 0, INF, NAN);
    assertThat(Tensor.of(FLOAT64, 1, NAN).clamp(NAN, 2.0).toDoubleArray())
        .containsExactly(NAN, NAN);
    assertThat(mixed.fmax(Tensor.of(FLOAT64, 2)).toDoubleArray())
        .containsExactly(2, 2, 3, 2, INF, 2);
    assertThat(mixed.sign().toDoubleArray()).containsExactly(1, NAN, 1, -1, 1, NAN);
  }

  @Test
  void quotientsAndRestsAtInfinityAndZero() {
    Tensor fives = Tensor.of(FLOAT64, 5, -5);
    assertThat(fives.remainder(INF).toDoubleArray()).containsExactly(5, INF);
    assertThat(fives.fmod(INF).toDoubleArray()).containsExactly(5, -5);
    assertThat(fives.floorDivide(INF).toDoubleArray()).containsExactly(0, -1);
    assertThat(fives.floorDivide(0.0).toDoubleArray()).containsExactly(INF, -INF);
    assertThat(fives.remainder(0.0).toDoubleArray()).containsExactly(NAN, NAN);
    assertThat(Tensor.of(FLOAT64, 1).floorDivide(0.1).item()).isEqualTo(9);
    assertThat(
            Tensor.of(FLOAT64, 0, NAN, 1, -8)
                .pow(Tensor.of(FLOAT64, 0, 0, NAN, 0.5))
                .toDoubleArray())
        .containsExactly(1, 1, 1, NAN);
  }

  @Test
  void aPairOfDimensionsBroadcastsInAProduct() {
    Tensor column = Tensor.of(2, 3).reshape(2, 1);
    Tensor rows = Tensor.of(1, 2, 3, 4, 5, 6).reshape(3, 2);
    Tensor product = column.tensordot(rows, new int[] {1}, new int[] {0});
    assertThat(product.toString()).isEqualTo(column.mul(rows.sum(0)).toString());
    Tensor turned = rows.tensordot(column, new int[] {0}, new int[] {1});
    assertThat(turned.toString()).isEqualTo(product.t().contiguous().toString());
  }

  @Test
  void wholeNumbersWrapAround() {
    Tensor least = Tensor.of(Long.MIN_VALUE);
    assertThat(least.neg().itemLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(least.abs().itemLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(least.floorDivide(-1).itemLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(least.remainder(-1).itemLong()).isZero();
    assertThat(least.sub(1).itemLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Tensor.of(Long.MAX_VALUE, 1).sum().itemLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(Tensor.of(3L).pow(41).itemLong()).isEqualTo(-420491770248316829L);
  }

  @Test
  void wholeNumbersBeyondDoublesStayExact() {
    Tensor x = Tensor.of(ODD, ODD + 2, -ODD);
    assertThat(x.sum().itemLong()).isEqualTo(ODD + 2);
    assertThat(Tensor.of(ODD, 3).prod().itemLong()).isEqualTo(3 * ODD);
    assertThat(x.cumsum(0).toLongArray()).containsExactly(ODD, 2 * ODD + 2, ODD + 2);
    assertThat(Tensor.of(ODD, 3).cumprod(0).toLongArray()).containsExactly(ODD, 3 * ODD);
    assertThat(x.eq(ODD - 1).any().itemBoolean()).isFalse();
    assertThat(x.gt(ODD - 1).toBooleanArray()).containsExactly(true, true, false);
    assertThat(x.max().itemLong()).isEqualTo(ODD + 2);
    assertThat(Tensor.of(ODD - 1, ODD).argmax().itemLong()).isEqualTo(1);
    assertThat(Tensor.of(ODD, ODD - 1).sort().values().toLongArray()).containsExactly(ODD - 1, ODD);
    assertThat(x.median().itemLong()).isEqualTo(ODD);
    assertThat(x.clamp(ODD, ODD).toLongArray()).containsExactly(ODD, ODD, ODD);
    assertThat(x.dot(Tensor.of(1L, 1, 1)).itemLong()).isEqualTo(ODD + 2);
    assertThat(x.remainder(1L << 40).toLongArray()).containsExactly(1, 3, (1L << 40) - 1);
    assertThat(x.indexAdd(0, Tensor.of(0), Tensor.of(1)).toLongArray())
        .containsExactly(ODD + 1, ODD + 2, -ODD);
    Tensor close = Tensor.of(ODD - 1, ODD + 2, -ODD);
    assertThat(x.allclose(close)).isTrue();
    assertThat(x.allclose(close, 0, 0, false)).isFalse();
  }

  @Test
  void truthValuesAreOrderedAndCountedWherePyTorchDoes() {
    assertThat(truth.add(truth.logicalNot()).dtype()).isEqualTo(BOOL);
    assertThat(truth.add(1).toLongArray()).containsExactly(2, 2, 1);
    assertThat(truth.sum().itemLong()).isEqualTo(2);
    prints(truth.max(0).values(), "tensor(True)");
    assertThat(truth.max(0).indices().itemLong()).isZero();
    prints(truth.min(0, true).values(), "tensor([False])");
    assertThat(truth.min(0).indices().itemLong()).isEqualTo(2);
    prints(truth.amin(0), "tensor(False)");
    assertThat(truth.sort().values().toBooleanArray()).containsExactly(false, true, true);
    assertThat(truth.cumsum(0).toLongArray()).containsExactly(1, 2, 2);
    assertThatThrownBy(() -> truth.sub(truth)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> truth.argmax()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> truth.abs()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> truth.mean()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingHasASumAndNoExtreme() {
    assertThat(none.sum().item()).isZero();
    assertThat(none.prod().item()).isEqualTo(1);
    assertThat(none.mean().item()).isNaN();
    assertThat(none.median().item()).isNaN();
    assertThat(none.std().item()).isNaN();
    assertThat(none.logsumexp(0).item()).isEqualTo(-INF);
    assertThat(none.norm().item()).isZero();
    assertThat(none.all().itemBoolean()).isTrue();
    assertThat(none.any().itemBoolean()).isFalse();
    assertThat(Tensor.zeros(0, 3).max(1).values().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3)).equal(Tensor.zeros(2, 3))).isTrue();
    assertThat(Tensor.zeros(0, 0).det().item()).isEqualTo(1);
    assertThatThrownBy(() -> none.to(INT64).median())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "median: shape [0] of INT64 has no elements, and no whole number is the median of none;"
                + " cast with to(FLOAT32) for NaN");
    assertThatThrownBy(() -> none.argmax()).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.zeros(2, 0).min(1)).isInstanceOf(ShapeException.class);
  }

  @Test
  void nothingsJoinAlongAnyDimension() {
    assertThat(Tensor.cat(1, none, none).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.cat(-3, none, none.to(FLOAT64)).dtype()).isEqualTo(FLOAT64);
  }

  @Test
  void singleNumberHasDimensionsMinusOneAndZero() {
    Tensor two = Tensor.scalar(2.0);
    prints(two.sum(0), "tensor(2.)");
    prints(two.max(-1).values(), "tensor(2.)");
    prints(two.sort().values(), "tensor(2.)");
    prints(two.softmax(0), "tensor(1.)");
    prints(two.cumsum(0), "tensor(2.)");
    prints(two.argmax(0), "tensor(0)");
    prints(two.topk(1).values(), "tensor(2.)");
    prints(two.repeat(2), "tensor([2., 2.])");
    prints(two.unfold(0, 1, 1), "tensor([2.])");
    assertThat(two.std().item()).isNaN();
    assertThat(two.nonzero().shape()).isEqualTo(Shape.of(1, 0));
    assertThat(two.to(FLOAT32).flip(0).item()).isEqualTo(2);
  }
}
