package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static gradus.autograd.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Forms of one operation that differ in what is said and what is left to a default: one dimension
/// or several, a type, a number that is whole.
class OverloadsTest {
  private static final long ODD = (1L << 53) + 1; // no double is this number
  private final Tensor x =
      Tensor.of(FLOAT64, new double[][] {{1, 5, -2}, {4, Double.NaN, 0.5}}).nanToNum(3);

  private void same(UnaryOperator<Tensor> form, UnaryOperator<Tensor> full) {
    Tensor expected = full.apply(x);
    Tensor given = form.apply(x);
    assertThat(given.dtype()).isEqualTo(expected.dtype());
    assertThat(given.equal(expected)).as("%s and %s", given, expected).isTrue();
  }

  @Test
  void oneDimensionIsAsGoodAsSeveral() {
    int[] last = {-1};
    same(x -> x.var(-1, 0, true), x -> x.var(last, 0, true));
    same(x -> x.std(-1, 0, false), x -> x.std(last, 0, false));
    same(x -> x.varMean(-1, 2, true).var(), x -> x.varMean(last, 2, true).var());
    same(x -> x.stdMean(-1, 2, true).std(), x -> x.stdMean(last, 2, true).std());
    same(x -> x.nansum(-1, true), x -> x.nansum(last, true));
    same(x -> x.norm(3, -1, true), x -> x.norm(3, last, true));
    same(x -> x.sum(FLOAT32, -1, true), x -> x.sum(FLOAT32, last, true));
    same(x -> x.mean(FLOAT32, -1, true), x -> x.mean(FLOAT32, last, true));
    same(x -> x.nansum(FLOAT32, -1, true), x -> x.nansum(FLOAT32, last, true));
  }

  @Test
  void typeComesFirst() {
    same(x -> x.nansum(FLOAT32, 0), x -> x.to(FLOAT32).nansum(0));
    same(x -> x.prod(FLOAT32, 0), x -> x.to(FLOAT32).prod(0));
    same(x -> x.norm(FLOAT32, 2, 0), x -> x.to(FLOAT32).norm(2, 0));
    assertThat(Tensor.of(3, 4).norm(FLOAT32, 2).item()).isEqualTo(5);
  }

  @Test
  void placeOfAnExtremeMayKeepEveryDimension() {
    assertThat(x.argmax(false).toString()).isEqualTo("tensor(1)");
    assertThat(x.argmax(true).toString()).isEqualTo("tensor([[1]])");
    assertThat(x.argmin(false).toString()).isEqualTo("tensor(2)");
    assertThat(x.argmin(true).toString()).isEqualTo("tensor([[2]])");
    assertThat(Tensor.scalar(7L).argmax(true).shape()).isEqualTo(Shape.of());
  }

  @Test
  void orderIsStableAndSortedInAnyCase() {
    for (boolean flag : new boolean[] {true, false}) {
      same(x -> x.sort(0, true, flag).indices(), x -> x.sort(0, true).indices());
      same(x -> x.argsort(0, false, flag), x -> x.argsort(0));
      same(x -> x.topk(2, -1, true, flag).values(), x -> x.topk(2).values());
    }
  }

  @Test
  void extremesOfTwoTensorsAreMaximumAndMinimum() {
    Tensor b = Tensor.of(FLOAT64, 2, 2, Double.NaN);
    assertThat(x.max(b).toString()).isEqualTo(x.maximum(b).toString());
    assertThat(x.min(b).toString()).isEqualTo(x.minimum(b).toString());
  }

  @Test
  void rightSideOfASystemMayStandOnTheLeft() {
    Tensor a = Tensor.of(FLOAT64, new double[][] {{2, 1}, {0, 4}});
    Tensor b = Tensor.of(FLOAT64, new double[][] {{2, 9}});
    assertThat(b.allclose(a.solve(b, false).matmul(a))).isTrue();
    assertThat(a.solve(b.mT(), true).equal(a.solve(b.mT()))).isTrue();
    assertThatThrownBy(() -> a.solve(b.squeeze(), false))
        .hasMessage(
            "solve: [2, 2] and the vectors [2]: a matrix on the right multiplies rows; use"
                + " b.unsqueeze(-2)");
    assertThatThrownBy(() -> a.solve(Tensor.zeros(FLOAT64, 2, 3), false))
        .hasMessage(
            "solve: [2, 2] and [2, 3] do not line up: with the matrix on the right, what it makes"
                + " must have as many columns as the matrix");
  }

  @Test
  void wholeProductsTakeWholeFactors() {
    Tensor whole = Tensor.of(new long[][] {{1, 2}, {3, 4}});
    assertThat(whole.addmm(whole, whole, 2, -1).toLongArray()).containsExactly(-5, -6, -9, -14);
    assertThat(whole.clone().addmm_(whole, whole).toLongArray()).containsExactly(8, 12, 18, 26);
    Tensor batch = whole.unsqueeze(0);
    assertThat(batch.clone().baddbmm_(batch, batch, 0, 1).toLongArray())
        .containsExactly(7, 10, 15, 22);
    assertThatThrownBy(() -> whole.addmm(whole, whole, 1, 0.5))
        .hasMessage(
            "addmm: beta 1.0 and alpha 0.5 for INT64: whole numbers have no decimal multiples; use"
                + " whole factors, or cast with to(FLOAT32)");
    assertThatThrownBy(() -> Tensor.zeros(2).addmm_(Tensor.ones(2, 2), Tensor.ones(2, 2)))
        .hasMessageStartingWith("addmm_: ");
  }

  @Test
  void wholeNumbersKeepAllTheirDigits() {
    Tensor places = Tensor.of(0);
    Tensor mask = Tensor.of(true, false);
    Tensor two = Tensor.of(1, 2);
    assertThat(Tensor.full(ODD, 2).toLongArray()).containsExactly(ODD, ODD);
    assertThat(Tensor.full(INT64, ODD, 1).itemLong()).isEqualTo(ODD);
    assertThat(Tensor.of(INT64, ODD, 1).toLongArray()).containsExactly(ODD, 1);
    assertThat(two.clone().fill_(ODD).toLongArray()).containsExactly(ODD, ODD);
    assertThat(two.clone().put(ODD, index(1)).toLongArray()).containsExactly(1, ODD);
    assertThat(two.maskedFill(mask, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.clone().maskedFill_(mask, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.indexFill(0, places, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.clone().indexFill_(0, places, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.scatter(0, places, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.clone().scatter_(0, places, ODD).toLongArray()).containsExactly(ODD, 2);
    assertThat(two.scatter(0, places, ODD, "add").toLongArray()).containsExactly(ODD + 1, 2);
    assertThat(two.clone().scatter_(0, places, ODD, "multiply").toLongArray())
        .containsExactly(ODD, 2);
    assertThat(Tensor.arange(ODD, ODD + 3).toLongArray()).containsExactly(ODD, ODD + 1, ODD + 2);
  }

  @Test
  void literalOfAFillDecides() {
    assertThat(Tensor.full(7, 2).dtype()).isEqualTo(INT64);
    assertThat(Tensor.full(7.0, 2).dtype()).isEqualTo(FLOAT32);
    assertThat(Tensor.full(true, 2).dtype()).isEqualTo(BOOL);
    assertThat(Tensor.full(FLOAT64, 7, 2).toDoubleArray()).containsExactly(7, 7);
    assertThat(Tensor.arange(0.5, 3).toDoubleArray()).containsExactly(0.5, 1.5, 2.5);
    assertThat(Tensor.eye(1, 2).toString()).isEqualTo("tensor([[1., 0.]])");
  }

  @Test
  void filledWithAComputedNumberPassesItsGradientOn() {
    Tensor value = Tensor.scalar(FLOAT64, 3.0).requiresGrad(true);
    Tensor filled = x.clone().fill_(value);
    filled.mul(filled).sum().backward();
    assertThat(value.grad().item()).isEqualTo(36);
    assertThatThrownBy(() -> x.fill_(Tensor.of(1.0, 2)))
        .hasMessage(
            "fill_: the value has shape [2]; it must be a single number: a double, or a tensor"
                + " without dimensions, as squeeze() makes it");
  }

  @Test
  void gridsRunThroughTheFirstTensorFirst() {
    Tensor a = Tensor.of(1L, 2);
    Tensor b = Tensor.of(3L, 4, 5);
    assertThat(Tensor.meshgrid(a, b)[0].equal(Tensor.meshgrid("ij", a, b)[0])).isTrue();
    assertThat(Tensor.meshgrid(a, b)[1].toLongArray()).containsExactly(3, 4, 5, 3, 4, 5);
  }

  @Test
  void manyChunksOfNothingAreRefused() {
    Tensor none = Tensor.zeros(2, 0);
    assertThat(none.chunk(3, 1)).hasSize(3).allMatch(chunk -> chunk.shape().equals(none.shape()));
    assertThatThrownBy(() -> none.chunk(Integer.MAX_VALUE, 1))
        .hasMessage(
            "chunk: 2147483647 chunks of shape [2, 0], where dimension 1 is empty, and each chunk"
                + " would be too; ask for 1048576 or fewer");
  }

  @Test
  void truthValuesHaveNoMiddle() {
    Tensor truths = Tensor.of(true, false, true);
    assertThatThrownBy(() -> truths.topk(1))
        .hasMessage(
            "topk: BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)");
    String median =
        "median: BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)";
    assertThatThrownBy(truths::median).hasMessage(median);
    assertThatThrownBy(() -> truths.median(0)).hasMessage(median);
  }

  @Test
  void operationsOfOnesOwnWorkInPlace() {
    Tensor w = Tensor.of(FLOAT64, 2, 3).requiresGrad(true);
    Tensor y = w.mul(1);
    assertThat(Op.inPlace("cube_", y, t -> t.mul(t).mul(t))).isSameAs(y);
    y.sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(12, 27);
    assertThatThrownBy(() -> Op.inPlace("cube_", null, t -> t))
        .hasMessageStartingWith("cube_: the receiver is null;");
  }

  @Test
  void rangesReachTheEndsOfTheType() {
    assertThat(Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongArray())
        .containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1);
    assertThat(Tensor.arange(1, -1, -1).toLongArray()).containsExactly(1, 0);
    assertThatThrownBy(() -> Tensor.arange(0, 1, 0))
        .hasMessage(
            "arange: from 0 to 1 by 0: the step must not be 0 and must lead from the start to the"
                + " end");
    assertThatThrownBy(() -> Tensor.arange(0, Long.MAX_VALUE))
        .hasMessage(
            "arange: from 0 to 9223372036854775807 by 1: these are more than 2147483639 numbers,"
                + " the most that one tensor can hold; take a larger step");
    assertThatThrownBy(() -> Tensor.arange(0, Double.POSITIVE_INFINITY))
        .hasMessage(
            "arange: from 0.0 to Infinity by 1.0: these are more than 2147483639 numbers, the most"
                + " that one tensor can hold; take a larger step");
  }
}
