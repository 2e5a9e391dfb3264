package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScatteringTest {

  // ---- element by element, against the definition ----

  @Property(seed = "1", tries = 100)
  void gatherAndScatterFollowTheirDefinition(
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = 1, max = 3) int depth,
      @ForAll @IntRange(min = -3, max = 2) int dim,
      @ForAll @IntRange(min = 0, max = 4) int along,
      @ForAll long seed) {
    int[] sizes = {rows, columns, depth};
    int d = Math.floorMod(dim, 3);
    int[] picked = sizes.clone();
    picked[d] = along;
    Generator generator = new Generator(seed);
    Tensor x = Tensor.zeros(FLOAT64, sizes).normal_(0, 1, generator);
    Tensor index = Tensor.randint(generator, 0, sizes[d], picked);
    Tensor src = Tensor.zeros(FLOAT64, picked).normal_(0, 1, generator);

    Tensor gathered = Tensor.zeros(FLOAT64, picked);
    Tensor written = x.clone();
    Tensor added = x.clone();
    Tensor multiplied = x.clone();
    for (int i = 0; i < picked[0]; i++) {
      for (int j = 0; j < picked[1]; j++) {
        for (int k = 0; k < picked[2]; k++) {
          int[] at = {i, j, k};
          at[d] = (int) index.at(i, j, k).itemLong();
          double value = src.at(i, j, k).item();
          gathered.at(i, j, k).fill_(x.at(at).item());
          written.at(at).fill_(value);
          added.at(at).fill_(added.at(at).item() + value);
          multiplied.at(at).fill_(multiplied.at(at).item() * value);
        }
      }
    }
    assertThat(x.gather(dim, index).equal(gathered)).isTrue();
    assertThat(x.scatter(dim, index, src).equal(written)).isTrue();
    assertThat(x.scatterAdd(dim, index, src).equal(added)).isTrue();
    assertThat(x.scatter(dim, index, src, "add").equal(added)).isTrue();
    assertThat(x.scatter(dim, index, src, "multiply").equal(multiplied)).isTrue();
  }

  @Test
  void srcMayBeLargerThanTheIndex() {
    Tensor src = Tensor.arange(12).view(3, 4).to(FLOAT64).requiresGrad(true);
    Tensor y = Tensor.zeros(FLOAT64, 2, 4).scatterAdd(0, Tensor.of(new long[][] {{1, 0}}), src);
    assertThat(y.toDoubleArray()).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
    y.sum().backward();
    assertThat(src.grad().toDoubleArray()).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void takeAlongDimUndoesSortingPlaces() {
    Tensor x = Tensor.of(new double[][] {{3, 1, 2}, {-1, 5, 0}});
    Tensor order = Tensor.of(new long[][] {{1, 2, 0}, {0, 2, 1}});
    assertThat(x.takeAlongDim(order, 1).toDoubleArray()).containsExactly(1, 2, 3, -1, 0, 5);
    assertThat(x.takeAlongDim(Tensor.of(new long[][] {{-1}}), 1).toDoubleArray())
        .containsExactly(2, 0);
    assertThat(x.takeAlongDim(Tensor.of(-1L, 0)).toDoubleArray()).containsExactly(0, 3);
  }

  // ---- parts of a dimension ----

  @Test
  void partsGoWhereTheIndexNames() {
    Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor index = Tensor.of(2, 0);
    Tensor source = Tensor.of(new double[][] {{10, 20}, {30, 40}});
    assertThat(x.indexSelect(1, index).toDoubleArray()).containsExactly(3, 1, 6, 4);
    assertThat(x.indexCopy(1, index, source).toDoubleArray()).containsExactly(20, 2, 10, 40, 5, 30);
    assertThat(x.indexAdd(1, index, source, -1).toDoubleArray())
        .containsExactly(-19, 2, -7, -36, 5, -24);
    assertThat(x.indexFill(1, Tensor.of(-1L), 9).toDoubleArray()).containsExactly(1, 2, 9, 4, 5, 9);
    assertThat(x.indexAdd(0, Tensor.of(1, 1), x).toDoubleArray())
        .containsExactly(1, 2, 3, 9, 12, 15);
  }

  @Test
  void whatFillsAPlaceSeveralTimesCountsOnce() {
    Tensor x = Tensor.of(FLOAT64, 1, 2, 3).requiresGrad(true);
    Tensor value = Tensor.scalar(5.0).to(FLOAT64).requiresGrad(true);
    Tensor filled = x.indexFill(0, Tensor.of(2L, 0, -1), value);
    assertThat(filled.toDoubleArray()).containsExactly(5, 2, 5);
    assertThat(Autograd.grad(filled.sum(), value)[0].item()).isEqualTo(2);
    Tensor number = Tensor.scalar(1.0);
    assertThat(number.indexFill(0, Tensor.of(0L, -1, 0), 7.5).item()).isEqualTo(7.5);
    assertThat(number.indexFill(0, Tensor.of(0L, -1), Tensor.scalar(8.0)).item()).isEqualTo(8);
    Tensor nowhere = Tensor.zeros(INT64, 0);
    assertThat(number.indexFill(0, nowhere, 7.5).item()).isEqualTo(1);
    assertThat(number.indexFill(0, nowhere, Tensor.scalar(8.0)).item()).isEqualTo(1);
  }

  @Test
  void nonzeroAndWhereNameTheSameElements() {
    Tensor x = Tensor.of(new double[][] {{0, 1}, {Double.NaN, 0}});
    assertThat(x.nonzero().equal(Tensor.of(new long[][] {{0, 1}, {1, 0}}))).isTrue();
    Tensor[] places = Tensor.where(x.ne(0));
    assertThat(places[0].toLongArray()).containsExactly(0, 1);
    assertThat(places[1].toLongArray()).containsExactly(1, 0);
    assertThat(x.at(places).at(0).item()).isEqualTo(1);
    assertThat(Tensor.scalar(2.0).nonzero().shape()).isEqualTo(Shape.of(1, 0));
    assertThat(Tensor.zeros(3).nonzero().shape()).isEqualTo(Shape.of(0, 1));
  }

  // ---- every order ----

  @Test
  void everyOrderAgreesWithDifferences() {
    Generator generator = new Generator(5);
    Tensor x = Tensor.zeros(FLOAT64, 3, 4).normal_(0, 1, generator);
    Tensor src = Tensor.zeros(FLOAT64, 2, 4).normal_(0, 1, generator);
    Tensor one = Tensor.scalar(FLOAT64, 0.5);
    Tensor index = Tensor.of(new long[][] {{0, 2, 1, 1}, {2, 0, 0, 2}});
    Tensor mask = x.gt(0);
    Tensor rows = Tensor.of(2, 0);
    check(t -> t.gather(0, index), x);
    check(t -> t.take(Tensor.of(3, 3, -1)), x);
    check(t -> t.takeAlongDim(Tensor.of(new long[][] {{0}, {-1}, {1}}), 1), x);
    check(t -> t.indexSelect(1, Tensor.of(1, 1, 3)), x);
    check(t -> t.maskedSelect(mask), x);
    check(t -> t.scatter(0, index, 3), x);
    check(t -> t.indexFill(0, rows, 2), x);
    check((a, b) -> a.scatter(0, index, b), x, src);
    check((a, b) -> a.scatterAdd(0, index, b), x, src);
    check((a, b) -> a.indexAdd(0, rows, b, 2), x, src);
    check((a, b) -> a.indexCopy(0, rows, b), x, src);
    check((a, b) -> a.indexFill(1, rows, b), x, one);
    check((a, b) -> a.maskedFill(mask, b), x, one);
    check((a, b) -> Tensor.where(mask, a, b), x, one);
  }

  private static void check(UnaryOperator<Tensor> function, Tensor x) {
    GradCheck.check(GradCheck.order(2), t -> function.apply(t).square(), x);
  }

  private static void check(BiFunction<Tensor, Tensor, Tensor> function, Tensor a, Tensor b) {
    GradCheck.check(GradCheck.order(2), in -> function.apply(in[0], in[1]).square(), a, b);
  }

  @Test
  void derivativeOfProductsKnowsZeros() {
    Tensor x = Tensor.of(FLOAT64, 2, 3, 5);
    Tensor index = Tensor.of(0, 0, 1, 1, 1, 2);
    Tensor src = Tensor.of(FLOAT64, 2, 0, 0, 0, 4, 1.5);
    GradCheck.check(in -> in[0].scatter(0, index, in[1], "multiply"), x, src);
    Tensor w = x.clone().requiresGrad(true);
    Tensor[] first =
        Autograd.grad(
            new Tensor[] {w.scatter(0, index, src, "multiply").square().sum()},
            new Tensor[] {w},
            null,
            true,
            true,
            false);
    assertThatThrownBy(() -> first[0].sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("scatter");
  }

  // ---- in place ----

  @Test
  void formsInPlaceAgree() {
    Tensor index = Tensor.of(new long[][] {{0, 2, 1, 1}, {2, 0, 0, 2}});
    Tensor src = Tensor.arange(8.0).view(2, 4).add(1);
    Tensor rows = Tensor.of(2, 0);
    Tensor one = Tensor.scalar(7.0);
    Tensor mask = Tensor.of(true, false, true, false);
    agree(x -> x.scatter(0, index, src), x -> x.scatter_(0, index, src));
    agree(x -> x.scatter(0, index, 5), x -> x.scatter_(0, index, 5));
    agree(x -> x.scatter(0, index, src, "add"), x -> x.scatter_(0, index, src, "add"));
    agree(x -> x.scatter(0, index, 3, "multiply"), x -> x.scatter_(0, index, 3, "multiply"));
    agree(x -> x.scatterAdd(0, index, src), x -> x.scatterAdd_(0, index, src));
    agree(x -> x.indexAdd(0, rows, src), x -> x.indexAdd_(0, rows, src));
    agree(x -> x.indexAdd(0, rows, src, 2), x -> x.indexAdd_(0, rows, src, 2));
    agree(x -> x.indexCopy(0, rows, src), x -> x.indexCopy_(0, rows, src));
    agree(x -> x.indexFill(0, rows, 2), x -> x.indexFill_(0, rows, 2));
    agree(x -> x.indexFill(0, rows, one), x -> x.indexFill_(0, rows, one));
    agree(x -> x.maskedFill(mask, 2), x -> x.maskedFill_(mask, 2));
    agree(x -> x.maskedFill(mask, one), x -> x.maskedFill_(mask, one));
    agree(x -> x.tril(-1), x -> x.tril_(-1));
    agree(x -> x.tril(), x -> x.tril_());
    agree(x -> x.triu(1), x -> x.triu_(1));
    agree(x -> x.triu(), x -> x.triu_());
  }

  /// On plain memory, on a strided view, and recorded.
  private static void agree(UnaryOperator<Tensor> copying, UnaryOperator<Tensor> inPlace) {
    Tensor x = Tensor.arange(12.0).view(3, 4).add(1);
    Tensor expected = copying.apply(x);
    assertThat(x.equal(Tensor.arange(12.0).view(3, 4).add(1))).isTrue();

    Tensor plain = x.clone();
    assertThat(inPlace.apply(plain)).isSameAs(plain);
    assertThat(plain.equal(expected)).isTrue();
    assertThat(plain.version()).isEqualTo(1);

    Tensor strided = x.t().contiguous().t();
    inPlace.apply(strided);
    assertThat(strided.equal(expected)).isTrue();

    Tensor leaf = x.clone().requiresGrad(true);
    Tensor recorded = leaf.mul(1);
    inPlace.apply(recorded);
    assertThat(recorded.equal(expected)).isTrue();
    recorded.square().sum().backward();
    Tensor other = x.clone().requiresGrad(true);
    copying.apply(other.mul(1)).square().sum().backward();
    assertThat(leaf.grad().equal(other.grad())).isTrue();
  }

  @Test
  void valueThatRequiresGradientIsRecordedInPlainReceiver() {
    Tensor w = Tensor.of(FLOAT64, 2, 3).requiresGrad(true);
    Tensor one = Tensor.scalar(FLOAT64, 2.0).requiresGrad(true);
    Tensor rows = Tensor.of(1, 0);
    Tensor sum = Tensor.zeros(FLOAT64, 2).indexAdd_(0, rows, w, 3).square().sum();
    sum = sum.add(Tensor.ones(FLOAT64, 2).maskedFill_(Tensor.of(true, false), one).square().sum());
    sum = sum.add(Tensor.zeros(FLOAT64, 2).indexFill_(0, rows, one).sum());
    sum.backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(36, 54);
    assertThat(one.grad().item()).isEqualTo(6);
  }

  @Test
  void scatteringFromItsOwnMemoryReadsBeforeItWrites() {
    Tensor x = Tensor.of(1L, 2, 3);
    x.indexCopy_(0, Tensor.of(1, 2, 0), x);
    assertThat(x.toLongArray()).containsExactly(3, 1, 2);
    Tensor mask = Tensor.of(new boolean[][] {{true, true}, {false, false}});
    mask.maskedFill_(mask.t(), 0);
    assertThat(mask.toBooleanArray()).containsExactly(false, true, false, false);
  }

  // ---- types ----

  @Test
  void wholeNumbersAndBooleans() {
    Tensor x = Tensor.of(1L, 2, Long.MAX_VALUE - 1);
    Tensor index = Tensor.of(2, 2, 0);
    assertThat(x.indexSelect(0, index).toLongArray())
        .containsExactly(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1, 1);
    assertThat(Tensor.zeros(INT64, 3).indexAdd(0, index, x).toLongArray())
        .containsExactly(Long.MAX_VALUE - 1, 0, 3);
    assertThat(x.scatter(0, index, x, "multiply").at(0).itemLong()).isEqualTo(Long.MAX_VALUE - 1);
    Tensor flags = Tensor.of(true, false, false);
    assertThat(Tensor.zeros(BOOL, 3).scatterAdd(0, index, flags).toBooleanArray())
        .containsExactly(false, false, true);
    assertThat(flags.maskedFill(flags, 0).any().itemBoolean()).isFalse();
  }

  // ---- refusals ----

  @Test
  void refusalsSayWhatToDo() {
    Tensor x = Tensor.zeros(2, 3);
    Tensor index = Tensor.zeros(INT64, 2, 3);
    refused(
        () -> x.gather(0, index.to(DType.FLOAT32)),
        "gather: the index is FLOAT32; places are INT64: cast it with to(INT64)");
    refused(
        () -> x.gather(1, Tensor.of(new long[][] {{0, 3}})),
        "gather: place 3 does not lie within dimension 1 of shape [2, 3]; use 0 to 2");
    refused(
        () -> x.scatter(1, Tensor.zeros(INT64, 3, 1), x),
        "scatter: index [3, 1] does not fit shape [2, 3] along dim 1: it must have as many"
            + " dimensions, and no larger sizes but along dim");
    refused(
        () -> x.scatterAdd(0, index, Tensor.zeros(2, 2)),
        "scatterAdd: index [2, 3] does not fit src [2, 2]: it must have as many dimensions, and no"
            + " larger sizes");
    refused(
        () -> x.scatter_(0, index, Tensor.zeros(FLOAT64, 2, 3)),
        "scatter_: values of FLOAT64 for a tensor of FLOAT32; both must have the same type: cast"
            + " with to(FLOAT32)");
    refused(
        () -> x.scatter(0, index, x, "mean"),
        "scatter: reduce \"mean\" is unknown; use \"add\" or \"multiply\"");
    refused(
        () -> x.indexAdd(0, Tensor.of(0, 1), Tensor.zeros(3)),
        "indexAdd: a source of shape [3] for parts of shape [2, 3]; it must have the shape of this"
            + " tensor, [2, 3], but for the number of places");
    refused(
        () -> x.indexSelect(0, index),
        "indexSelect: the index has shape [2, 3] for a tensor of shape [2, 3]; it must have one"
            + " dimension, and one element for a single number: flatten() it, or use at(…)");
    refused(
        () -> x.maskedFill(index, 1),
        "maskedFill: the mask is INT64; it must be BOOL: compare, or cast with to(BOOL)");
    refused(
        () -> x.maskedFill(x.eq(0), Tensor.ones(1)),
        "maskedFill: the value has shape [1]; it must be a single number: a double, or a tensor"
            + " without dimensions, as squeeze() makes it");
    refused(
        () -> x.maskedFill_(Tensor.zeros(BOOL, 4, 2, 3), 1),
        "maskedFill_: a mask of shape [4, 2, 3] does not broadcast to the receiver's shape [2, 3];"
            + " use maskedFill, or reduce it first");
    refused(
        () -> x.takeAlongDim(Tensor.of(0), 0),
        "takeAlongDim: indices [1] have other dimensions than shape [2, 3]; give them as many, or"
            + " no dim to pick from all elements");
    refused(
        () -> x.take(Tensor.of(6)),
        "take: place 6 does not lie within dimension 0 of shape [6]; use -6 to 5");
    assertThat(x.eq(0).all().itemBoolean()).isTrue();
  }

  private static void refused(Runnable call, String text) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}
