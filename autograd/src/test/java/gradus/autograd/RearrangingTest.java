package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Splitting, joining, turning, repeating and diagonals.
class RearrangingTest {
  private static Tensor numbered(int... sizes) {
    return Tensor.arange(Shape.of(sizes).numel()).view(sizes);
  }

  // ---- laws ----

  @Property(seed = "1", tries = 60)
  void whatIsCutJoinsAgain(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 5) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 6) int size,
      @ForAll int anyDim) {
    Tensor x = numbered(sizes.stream().mapToInt(i -> i).toArray());
    int dim = Math.floorMod(anyDim, x.dim());
    int length = x.size(dim);
    if (x.dim() > 1 || length > 0) {
      assertThat(Tensor.cat(dim, x.split(size, dim)).equal(x)).isTrue();
      assertThat(Tensor.cat(dim, x.chunk(size, dim)).equal(x)).isTrue();
    }
    if (length > 0) {
      assertThat(Tensor.stack(dim, x.unbind(dim)).equal(x)).isTrue();
      assertThat(x.split(size, dim)).hasSize((length + size - 1) / size);
    }
    for (Tensor chunk : x.chunk(size, dim)) {
      assertThat(chunk.size(dim)).isLessThanOrEqualTo((length + size - 1) / size);
    }
  }

  @Test
  void manyRecordedPartsAreTheSameAndGetTheirGradients() {
    Tensor x = numbered(2, 21).to(FLOAT64);
    int[] sizes = {3, 0, 5, 1, 1, 4, 2, 5};
    Tensor w = x.clone().requiresGrad(true);
    Tensor[] parts = w.split(sizes, 1);
    Tensor[] plain = x.split(sizes, 1);
    Tensor sum = Tensor.scalar(FLOAT64, 0.0);
    for (int i = 0; i < parts.length; i++) {
      assertThat(parts[i].equal(plain[i])).isTrue();
      assertThat(parts[i].gradFn().name()).isEqualTo("split");
      sum = sum.add(parts[i].sum().mul(i));
    }
    sum.backward();
    double[] row = {0, 0, 0, 2, 2, 2, 2, 2, 3, 4, 5, 5, 5, 5, 6, 6, 7, 7, 7, 7, 7};
    assertThat(w.grad().at(0).toDoubleArray()).containsExactly(row);
    assertThat(w.grad().at(1).toDoubleArray()).containsExactly(row);

    Tensor[] places = w.unbind(1);
    assertThat(Tensor.stack(1, places).equal(x)).isTrue();
    GradCheck.check(GradCheck.order(2), t -> t.unbind(1)[13].mul(t.unbind(1)[2]), x);
  }

  @Property(seed = "1", tries = 60)
  void rollMovesEveryElement(
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = -9, max = 9) int down,
      @ForAll @IntRange(min = -9, max = 9) int right) {
    Tensor x = numbered(rows, columns);
    Tensor y = x.roll(new int[] {down, right}, new int[] {0, -1});
    Tensor flat = x.roll(down);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int to = Math.floorMod(i + down, rows);
        assertThat(y.at(to, Math.floorMod(j + right, columns)).itemLong())
            .isEqualTo(x.at(i, j).itemLong());
        int place = Math.floorMod(i * columns + j + down, rows * columns);
        assertThat(flat.flatten().at(place).itemLong()).isEqualTo(x.at(i, j).itemLong());
      }
    }
    assertThat(x.roll(new int[] {down}, new int[0]).equal(flat)).isTrue();
    assertThat(y.roll(-down, 0).roll(-right, 1).equal(x)).isTrue();
    assertThat(x.roll(new int[] {down, right}, new int[] {0, 0}).equal(x.roll(down + right, 0)))
        .isTrue();
  }

  @Test
  void turnsFollowEachOther() {
    Tensor x = numbered(2, 3);
    assertThat(x.rot90(1).toLongArray()).containsExactly(2, 5, 1, 4, 0, 3);
    assertThat(x.rot90(-1).toLongArray()).containsExactly(3, 0, 4, 1, 5, 2);
    assertThat(x.rot90(2).equal(x.flip(0, 1))).isTrue();
    assertThat(x.rot90(5).equal(x.rot90(1))).isTrue();
    assertThat(x.rot90(1, 1, 0).equal(x.rot90(-1))).isTrue();
    assertThat(numbered(2, 2, 2).rot90(1, 0, 2).rot90(3, 0, 2).equal(numbered(2, 2, 2))).isTrue();
  }

  @Test
  void flipOfNothingIsACopy() {
    Tensor x = numbered(3);
    Tensor y = x.flip();
    assertThat(y.equal(x)).isTrue();
    y.fill_(0);
    assertThat(x.toLongArray()).containsExactly(0, 1, 2);
    assertThat(x.flip(-1).toLongArray()).containsExactly(2, 1, 0);
  }

  @Test
  void repeatsStandSideBySideAndInterleavedOnesTogether() {
    Tensor x = Tensor.of(1L, 2);
    assertThat(x.repeat(2, 2).toLongArray()).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    assertThat(x.tile(2).equal(x.repeat(2))).isTrue();
    assertThat(numbered(2, 2).tile(2).toLongArray()).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
    assertThat(x.repeatInterleave(2).toLongArray()).containsExactly(1, 1, 2, 2);
    assertThat(x.repeatInterleave(Tensor.of(0, 3)).toLongArray()).containsExactly(2, 2, 2);
    assertThat(numbered(2, 2).repeatInterleave(Tensor.of(1, 2), 1).toLongArray())
        .containsExactly(0, 1, 1, 2, 3, 3);
    assertThat(numbered(2, 2).repeatInterleave(Tensor.of(2), 0).shape()).isEqualTo(Shape.of(4, 2));
  }

  @Test
  void trianglesAddUpToTheWhole() {
    Tensor x = numbered(2, 3, 4);
    for (int diagonal = -4; diagonal <= 5; diagonal++) {
      assertThat(x.tril(diagonal).add(x.triu(diagonal + 1)).equal(x)).isTrue();
    }
    assertThat(numbered(2, 3).add(1).tril().toLongArray()).containsExactly(1, 0, 0, 4, 5, 0);
    assertThat(numbered(2, 3).add(1).triu().toLongArray()).containsExactly(1, 2, 3, 0, 5, 6);
  }

  @Test
  void diagonalsAreWhatDiagEmbedPutsIn() {
    Tensor x = numbered(2, 3).add(1);
    for (int offset = -2; offset <= 2; offset++) {
      Tensor y = x.diagEmbed(offset, 0, 2);
      assertThat(y.diagonal(offset, 0, 2).equal(x)).isTrue();
      assertThat(y.sum().itemLong()).isEqualTo(21);
    }
    Tensor matrix = numbered(2, 3);
    assertThat(matrix.diag(1).toLongArray()).containsExactly(1, 5);
    assertThat(matrix.diag(-1).toLongArray()).containsExactly(3);
    assertThat(matrix.diag(7).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.of(5L, 6).diag(1).toLongArray()).containsExactly(0, 5, 0, 0, 0, 6, 0, 0, 0);
    assertThat(matrix.trace().itemLong()).isEqualTo(4);
    matrix.diag().fill_(9);
    assertThat(matrix.at(0, 0).itemLong()).isZero();
    matrix.diagonal().fill_(9);
    assertThat(matrix.toLongArray()).containsExactly(9, 1, 2, 3, 9, 5);
  }

  @Test
  void windowsShareMemory() {
    Tensor x = numbered(5);
    Tensor windows = x.unfold(0, 3, 2);
    assertThat(windows.toLongArray()).containsExactly(0, 1, 2, 2, 3, 4);
    x.at(2).fill_(9);
    assertThat(windows.toLongArray()).containsExactly(0, 1, 9, 9, 3, 4);
    assertThatThrownBy(() -> windows.fill_(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("fill_: several elements of this [2, 3] tensor lie at the same");
    assertThat(numbered(2, 4).unfold(-1, 2, 2).shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(numbered(4).unfold(0, 0, 1).shape()).isEqualTo(Shape.of(5, 0));
  }

  @Test
  void movedimPutsTheNamedAndKeepsTheOthers() {
    Tensor x = numbered(2, 3, 4, 5);
    assertThat(x.movedim(0, 2).shape()).isEqualTo(Shape.of(3, 4, 2, 5));
    assertThat(x.movedim(-1, 0).shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(x.movedim(new int[] {0, 1}, new int[] {-1, 0}).shape())
        .isEqualTo(Shape.of(3, 4, 5, 2));
    assertThat(x.movedim(1, 3).equal(x.permute(0, 2, 3, 1))).isTrue();
  }

  @Test
  void gridOfPicturesHasItsFirstTwoDimensionsSwapped() {
    Tensor a = Tensor.of(1L, 2);
    Tensor b = Tensor.of(3L, 4, 5);
    Tensor[] rows = Tensor.meshgrid("ij", a, b);
    assertThat(rows[0].toLongArray()).containsExactly(1, 1, 1, 2, 2, 2);
    assertThat(rows[1].toLongArray()).containsExactly(3, 4, 5, 3, 4, 5);
    Tensor[] picture = Tensor.meshgrid("xy", a, b);
    assertThat(picture[0].equal(rows[0].t())).isTrue();
    assertThat(picture[1].equal(rows[1].t())).isTrue();
  }

  @Test
  void unflattenUndoesFlatten() {
    Tensor x = numbered(2, 3, 4);
    assertThat(x.flatten(0, 1).unflatten(0, -1, 3).equal(x)).isTrue();
    assertThat(x.unflatten(-1, 2, 2).shape()).isEqualTo(Shape.of(2, 3, 2, 2));
    assertThat(x.reshapeAs(Tensor.zeros(6, 4)).shape()).isEqualTo(Shape.of(6, 4));
    assertThat(Tensor.broadcastTensors(Tensor.zeros(2, 1), Tensor.zeros(3))[1].shape())
        .isEqualTo(Shape.of(2, 3));
  }

  // ---- joining ----

  @Test
  void emptyTensorOfOneDimensionJoinsWithAnything() {
    Tensor nothing = Tensor.zeros(0).requiresGrad(true);
    Tensor x = Tensor.ones(2, 3).requiresGrad(true);
    Tensor y = Tensor.cat(1, nothing, x, nothing);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
    y.sum().backward();
    assertThat(nothing.grad().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.cat(0, nothing, nothing).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void joinedTypesArePromotedAndGradientsCastBack() {
    Tensor a = Tensor.of(1.0, 2).requiresGrad(true);
    Tensor b = Tensor.of(3L);
    Tensor c = Tensor.of(FLOAT64, 4).requiresGrad(true);
    Tensor y = Tensor.cat(0, a, b, c);
    assertThat(y.dtype()).isEqualTo(FLOAT64);
    y.square().sum().backward();
    assertThat(a.grad().dtype()).isEqualTo(FLOAT32);
    assertThat(a.grad().toDoubleArray()).containsExactly(2, 4);
    assertThat(c.grad().toDoubleArray()).containsExactly(8);
    assertThat(Tensor.stack(-1, b, b).dtype()).isEqualTo(INT64);
  }

  // ---- every order, every type ----

  private static final List<UnaryOperator<Tensor>> OPERATIONS =
      List.of(
          x -> x.flip(0, 2),
          x -> x.roll(new int[] {1, 2}, new int[] {0, 2}),
          x -> x.roll(4),
          x -> x.rot90(1, 0, 2),
          x -> x.repeat(2, 1, 2, 1),
          x -> x.tile(2, 2),
          x -> x.repeatInterleave(2, 1),
          x -> x.repeatInterleave(3),
          x -> x.repeatInterleave(Tensor.of(2, 0, 1), 1),
          x -> x.tril(-1),
          x -> x.triu(1),
          x -> x.diagonal(1, 0, 2),
          x -> x.diagEmbed(1),
          x -> x.at(0).diag(1),
          x -> x.at(0, 0).diag(-1),
          x -> x.at(1).trace(),
          x -> x.unfold(2, 2, 1),
          x -> x.movedim(0, -1),
          x -> x.unflatten(2, 2, -1),
          x -> x.transpose(0, 2).reshape(6, 4),
          x -> x.broadcastTo(2, 2, 3, 4),
          x -> x.split(new int[] {1, 3}, 2)[1],
          x -> x.chunk(2, 1)[0],
          x -> x.unbind(1)[2],
          x -> Tensor.cat(1, x, x.narrow(1, 0, 1)),
          x -> Tensor.stack(1, x, x),
          x -> Tensor.meshgrid("xy", x.at(0, 0), x.at(1, 1))[0],
          x -> x.squeeze().unsqueeze(1).squeeze(1));

  @Test
  void everyOrderAgreesWithDifferences() {
    Tensor x = Tensor.linspace(FLOAT64, -1, 2, 24).view(2, 3, 4);
    for (UnaryOperator<Tensor> operation : OPERATIONS) {
      GradCheck.check(GradCheck.order(2), t -> operation.apply(t).square(), x);
    }
  }

  @Test
  void everyTypeAndLayoutMovesTheSameElements() {
    Tensor x = Tensor.linspace(FLOAT64, -11, 12, 24).view(2, 3, 4);
    Tensor strided = x.permute(2, 0, 1).contiguous().permute(1, 2, 0);
    for (UnaryOperator<Tensor> operation : OPERATIONS) {
      Tensor expected = operation.apply(x);
      assertThat(operation.apply(strided).equal(expected)).isTrue();
      for (DType dtype : List.of(FLOAT32, INT64)) {
        Tensor moved = operation.apply(x.to(dtype));
        assertThat(moved.dtype()).isEqualTo(dtype);
        assertThat(moved.equal(expected.to(dtype))).isTrue();
      }
    }
    Tensor flags = x.gt(0);
    assertThat(flags.flip(1).equal(x.flip(1).gt(0))).isTrue();
    assertThat(flags.tril().dtype()).isEqualTo(BOOL);
    assertThat(flags.repeat(1, 2, 1).equal(x.repeat(1, 2, 1).gt(0))).isTrue();
  }

  // ---- refusals ----

  @Test
  void viewsGivenTogetherCannotBeWrittenWhileRecorded() {
    Tensor x = Tensor.ones(4).requiresGrad(true).mul(1);
    for (Tensor[] views : List.of(x.split(2), x.chunk(2), x.unbind())) {
      assertThatThrownBy(() -> views[0].mul_(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "mul_: this tensor is one of several views that split, chunk or unbind gave at once;"
                  + " use narrow or select for a view that can be changed in place, or clone() it");
    }
  }

  @Test
  void refusalsSayWhatToDo() {
    Tensor x = Tensor.zeros(2, 3);
    refused(
        () -> x.split(new int[] {1, 1}, 1),
        "split: sizes [1, 1] of dimension 1 of shape [2, 3]; they must be 0 or more and add up to"
            + " 3");
    refused(
        () -> x.split(0),
        "split: parts of size 0 of dimension 0 of shape [2, 3]; parts have a size of 1 or more");
    refused(() -> x.chunk(0), "chunk: 0 chunks of shape [2, 3]; ask for 1 or more");
    refused(
        () -> Tensor.scalar(1.0).unbind(),
        "unbind: a single number has no dimension to cut; unsqueeze(0) gives it one");
    refused(
        () -> x.unfold(1, 4, 1),
        "unfold: windows of size 4, 1 apart, in dimension 1 of shape [2, 3]; a window has 0 to 3"
            + " places, and the step is 1 or more");
    refused(
        () -> x.roll(new int[] {1, 2}, new int[] {0}),
        "roll: shifts [1, 2] along dims [0]; give one shift for each dimension");
    refused(() -> x.rot90(1, 0), "rot90: dims [0] of shape [2, 3]; a turn takes two dimensions");
    refused(
        () -> x.repeat(2),
        "repeat: repeats [2] for shape [2, 3]; give at least one for every dimension");
    refused(
        () -> x.repeatInterleave(Tensor.of(1, 2), 1),
        "repeatInterleave: repeats of shape [2] for dimension 1 of shape [2, 3]; give one number,"
            + " or 3 of them");
    refused(
        () -> x.diagonal(0, 1, -1),
        "diagonal: both dimensions are 1 in shape [2, 3]; a diagonal needs two");
    refused(
        () -> x.diagEmbed(0, 0, 3),
        "diagEmbed: dim 3 does not exist in the result, which has one dimension more than shape"
            + " [2, 3]; use -3 to 2");
    refused(
        () -> x.unsqueeze(0).diag(),
        "diag: shape [1, 2, 3] is neither a vector nor a matrix; use diagEmbed or diagonal");
    refused(() -> x.at(0).tril(), "tril: shape [3] is no matrix; it needs two dimensions or more");
    refused(
        () -> x.at(0).trace(),
        "trace: shape [3] is no matrix; for a batch use diagonal(0, -2, -1).sum(-1)");
    refused(
        () -> x.unflatten(1, 2, 2),
        "unflatten: 3 elements of shape [2, 3] do not fill [2, 2]; the product of the sizes must be"
            + " 3");
    refused(
        () -> Tensor.meshgrid("yx", x.at(0)),
        "meshgrid: indexing \"yx\" is unknown; use \"ij\" or \"xy\"");
    refused(
        () -> Tensor.cat(0, x, Tensor.zeros(2, 2)),
        "cat: shapes [2, 3] and [2, 2] differ elsewhere than in dimension 0; all other sizes must"
            + " be equal");
    refused(
        () -> Tensor.stack(3, x, x),
        "stack: dim 3: tensors of shape [2, 3] can be stacked at -3 to 2");
    refused(
        () -> x.movedim(new int[] {0}, new int[] {0, 1}),
        "movedim: dimensions [0] to places [0, 1] of shape [2, 3]; give one place for each"
            + " dimension");
  }

  private static void refused(Runnable call, String text) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}
