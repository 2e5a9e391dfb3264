package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Arrays that lie in any way in their memory are added, filled and combined element by element,
/// and nothing beside them is touched.
class StridedTest {
  private static final int LENGTH = 4000;

  @Property(tries = 300, seed = "3")
  void accumulateAddsElementByElement(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
    int[] sizes = {1 + random.nextInt(4), 1 + random.nextInt(40), 1 + random.nextInt(20)};
    Array from = laid(random, dtype, sizes, true);
    Array onto = laid(random, dtype, sizes, false);
    double[] expected = elements(onto.storage());
    forEach(sizes, (i, j, k) -> expected[place(onto, i, j, k)] += at(from, i, j, k));
    Strided.accumulate(from, onto);
    assertThat(elements(onto.storage())).isEqualTo(expected);
  }

  @Property(tries = 100, seed = "4")
  void fillSetsTheElementsAndNoOthers(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DType[] dtypes = DType.values();
    DType dtype = dtypes[random.nextInt(dtypes.length)];
    int[] sizes = {1 + random.nextInt(4), 1 + random.nextInt(10), 1 + random.nextInt(10)};
    Array onto = laid(random, dtype, sizes, false);
    double[] expected = elements(onto.storage());
    forEach(sizes, (i, j, k) -> expected[place(onto, i, j, k)] = 1);
    onto.fill(1);
    assertThat(elements(onto.storage())).isEqualTo(expected);
  }

  @Test
  void aNumberThatIsRepeatedCountsAsOne() {
    Array one = Array.of(Shape.of(3), new float[] {7, 8, 9});
    Array repeated = one.with(one.geometry().select(0, 1)).expand(Shape.of(2, 5));
    Array other = Array.full(DType.FLOAT32, Shape.of(2, 5), 3);
    assertThat(Binary.SUB.apply(repeated, other, Shape.of(2, 5)).floats())
        .containsOnly(5)
        .hasSize(10);
    assertThat(Binary.SUB.apply(other, repeated, Shape.of(2, 5)).floats()).containsOnly(-5);
    Array row = one.expand(Shape.of(2, 3));
    assertThat(row.withoutRepeats()).as("a repeated row is no repeated number").isSameAs(row);
    Array both = Array.zeros(DType.FLOAT32, Shape.of(2, 3));
    Binary.ADD.apply(row, one.with(one.geometry().select(0, 0)), both);
    assertThat(both.floats()).containsExactly(14, 15, 16, 14, 15, 16);
  }

  @Test
  void zerosLikeSharesALayoutOnlyFromTheStart() {
    Array x = Array.full(DType.FLOAT64, Shape.of(2, 3), 1);
    assertThat(Array.zerosLike(x).geometry()).isSameAs(x.geometry());
    Array part = x.with(x.geometry().select(0, 1));
    assertThat(Array.zerosLike(part).storage().length()).isEqualTo(3);
    assertThat(Array.zerosLike(part).offset()).isZero();
    Array turned = x.with(x.geometry().transpose(0, 1));
    assertThat(Array.zerosLike(turned).geometry().isContiguous()).isTrue();
  }

  private interface Visit {
    void at(int i, int j, int k);
  }

  private static void forEach(int[] sizes, Visit visit) {
    for (int i = 0; i < sizes[0]; i++) {
      for (int j = 0; j < sizes[1]; j++) {
        for (int k = 0; k < sizes[2]; k++) {
          visit.at(i, j, k);
        }
      }
    }
  }

  private static int place(Array x, int i, int j, int k) {
    Geometry g = x.geometry();
    return g.offset() + i * g.stride(0) + j * g.stride(1) + k * g.stride(2);
  }

  private static double at(Array x, int i, int j, int k) {
    return x.storage().get(place(x, i, j, k));
  }

  private static double[] elements(Storage storage) {
    double[] elements = new double[storage.length()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = storage.get(i);
    }
    return elements;
  }

  /// Small whole numbers that lie contiguous, transposed, with gaps, or (if that is allowed)
  /// repeated.
  private static Array laid(SplittableRandom random, DType dtype, int[] sizes, boolean repeats) {
    Storage storage = Storage.allocate(dtype, LENGTH * 2);
    for (int i = 0; i < storage.length(); i++) {
      storage.set(i, dtype == DType.BOOL ? 0 : random.nextInt(100));
    }
    int[] strides =
        switch (random.nextInt(repeats ? 5 : 3)) {
          case 0 -> new int[] {sizes[1] * sizes[2], sizes[2], 1};
          case 1 -> new int[] {1, sizes[0] * sizes[2], sizes[0]};
          case 2 -> new int[] {sizes[1] * sizes[2] * 2, sizes[2] * 2, 2};
          case 3 -> new int[] {0, 0, 0};
          default -> new int[] {0, 1, 0};
        };
    return new Array(storage, new Geometry(Shape.of(sizes), strides, random.nextInt(50)));
  }
}
