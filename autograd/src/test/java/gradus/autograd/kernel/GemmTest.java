package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All matrix products are held against the definition, computed in double.
class GemmTest {
  private final int threadsBefore = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.threads(threadsBefore);
  }

  @Property(tries = 600, seed = "1")
  void agreesWithTheDefinition(
      @ForAll @IntRange(max = 70) int m,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 70) int k,
      @ForAll Layout layoutOfA,
      @ForAll Layout layoutOfB,
      @ForAll Start start,
      @ForAll Kernel kernel,
      @ForAll long seed) {
    check(new Problem(m, n, k, layoutOfA, layoutOfB, start, seed), kernel);
  }

  @ParameterizedTest
  @MethodSource("boundarySizes")
  void agreesAtTheEdgesOfTilesAndBlocks(Size size) {
    for (Layout layoutOfA : Layout.values()) {
      for (Layout layoutOfB : Layout.values()) {
        Start start =
            Start.values()[
                (size.m + size.n + size.k + layoutOfA.ordinal()) % Start.values().length];
        check(new Problem(size.m, size.n, size.k, layoutOfA, layoutOfB, start, 1), Kernel.values());
      }
    }
  }

  static Stream<Size> boundarySizes() {
    List<Size> sizes = new ArrayList<>();
    int[] tileHeights = {1, 2, 5, 7, 8, 11, 12, 13, 23, 25};
    int[] tileWidths = {1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65};
    for (int m : tileHeights) {
      for (int n : tileWidths) {
        sizes.add(new Size(m, n, 19));
      }
    }
    for (int size : new int[] {127, 128, 129}) {
      sizes.add(new Size(size, size, size));
    }
    sizes.add(new Size(3, 257, 300));
    sizes.add(new Size(257, 3, 256));
    sizes.add(new Size(70, 300, 385));
    sizes.add(new Size(13, 515, 400));
    sizes.add(new Size(1, 515, 517));
    sizes.add(new Size(515, 1, 517));
    return sizes.stream();
  }

  @ParameterizedTest
  @MethodSource("sizesOfSeveralBlocks")
  void agreesWhenMatricesAreCutIntoBlocks(Size size) {
    for (Layout layoutOfA : List.of(Layout.ROWS, Layout.COLUMNS)) {
      for (Layout layoutOfB : List.of(Layout.ROWS, Layout.COLUMNS)) {
        for (Start start : Start.values()) {
          Problem problem = new Problem(size.m, size.n, size.k, layoutOfA, layoutOfB, start, 17);
          check(problem, Kernel.values());
        }
      }
    }
  }

  static Stream<Size> sizesOfSeveralBlocks() {
    return Stream.of(
        new Size(13, 34, 800),
        new Size(3, 1065, 40),
        new Size(64, 520, 510),
        new Size(520, 18, 510));
  }

  @ParameterizedTest
  @EnumSource
  void spreadsNaNAndInfinityAsPlainMultiplicationDoes(Kernel kernel) {
    for (int size : new int[] {3, 20, 65}) {
      for (Layout layout : Layout.values()) {
        Problem problem = new Problem(size, size, size, layout, layout, Start.BIAS, 7);
        problem.setA(1, 2, Double.NaN);
        problem.setA(2, 0, Double.POSITIVE_INFINITY);
        problem.setA(0, 1, 0);
        problem.setB(0, 1, 0);
        problem.setB(1, 2, Double.NEGATIVE_INFINITY);
        check(problem, kernel);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotDependOnTheNumberOfThreads(Kernel kernel) {
    List<Problem> problems =
        List.of(
            new Problem(337, 280, 270, Layout.ROWS, Layout.COLUMNS, Start.BIAS, 3),
            new Problem(40, 1121, 600, Layout.COLUMNS, Layout.ROWS, Start.C, 4),
            new Problem(1, 2100, 2050, Layout.ROWS, Layout.ROWS, Start.BIAS, 5),
            new Problem(1, 2100, 2050, Layout.ROWS, Layout.COLUMNS, Start.ZEROS, 6),
            new Problem(2100, 1, 2050, Layout.ROWS, Layout.COLUMNS, Start.C, 7),
            new Problem(2100, 1, 2050, Layout.COLUMNS, Layout.ROWS, Start.BIAS, 8));
    for (Problem problem : problems) {
      Parallel.threads(1);
      double[] alone = problem.run(kernel);
      for (int threads = 2; threads <= 4; threads++) {
        Parallel.threads(threads);
        assertThat(Arrays.equals(alone, problem.run(kernel)))
            .as("%s, %s on %d threads", problem, kernel, threads)
            .isTrue();
      }
    }
  }

  @Property(tries = 100, seed = "1")
  void plainProductRoundsLikeTheTripleLoop(
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 140) int k,
      @ForAll Layout layout,
      @ForAll Start start) {
    Problem problem = new Problem(m, n, k, layout, layout, start, 11);
    double[] c = problem.run(Kernel.FLOAT_PLAIN);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = (float) problem.start(i, j);
        for (int p = 0; p < k; p++) {
          float x = (float) problem.a(i, p);
          float y = (float) problem.b(p, j);
          sum = Provider.VECTOR ? Math.fma(x, y, sum) : sum + x * y;
        }
        assertThat(c[problem.indexInC(i, j)]).isEqualTo(sum);
      }
    }
  }

  @Property(tries = 100, seed = "1")
  void vectorProductIsOneChainOfFusedSteps(
      @ForAll @IntRange(min = 2, max = 70) int m,
      @ForAll @IntRange(min = 2, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 300) int k,
      @ForAll Layout layout,
      @ForAll Start start) {
    Problem problem = new Problem(m, n, k, layout, layout, start, 13);
    double[] c = problem.run(Kernel.FLOAT_VECTOR);
    for (int i = 0; i < m; i += 5) {
      for (int j = 0; j < n; j++) {
        float sum = (float) problem.start(i, j);
        for (int p = 0; p < k; p++) {
          sum = Math.fma((float) problem.a(i, p), (float) problem.b(p, j), sum);
        }
        assertThat(c[problem.indexInC(i, j)]).isEqualTo(sum);
      }
    }
  }

  /// So it does not matter when a process changes from one to the other.
  @Property(tries = 200, seed = "1")
  void plainAndVectorProductsAgreeInEveryBit(
      @ForAll @IntRange(min = 2, max = 70) int m,
      @ForAll @IntRange(min = 2, max = 70) int n,
      @ForAll @IntRange(max = 500) int k,
      @ForAll Layout layoutOfA,
      @ForAll Layout layoutOfB,
      @ForAll Start start) {
    Problem problem = new Problem(m, n, k, layoutOfA, layoutOfB, start, 17);
    assertThat(problem.run(Kernel.FLOAT_PLAIN)).isEqualTo(problem.run(Kernel.FLOAT_VECTOR));
    assertThat(problem.run(Kernel.DOUBLE_PLAIN)).isEqualTo(problem.run(Kernel.DOUBLE_VECTOR));
  }

  private static void check(Problem problem, Kernel... kernels) {
    double[] sums = problem.c.clone();
    double[] sizes = new double[sums.length];
    for (int i = 0; i < problem.m; i++) {
      for (int j = 0; j < problem.n; j++) {
        problem.define(i, j, sums, sizes);
      }
    }
    for (Kernel kernel : kernels) {
      double[] c = problem.run(kernel);
      double[] expected = sums.clone();
      for (int at = 0; at < c.length; at++) {
        if (Math.abs(c[at] - sums[at]) <= problem.tolerance(kernel) * sizes[at]) {
          expected[at] = c[at];
        }
      }
      assertThat(Arrays.equals(c, expected))
          .as("%s, %s:%ngot  %s%nfor  %s", problem, kernel, shown(c), shown(expected))
          .isTrue();
    }
  }

  private static String shown(double[] x) {
    return Arrays.toString(Arrays.copyOf(x, Math.min(x.length, 40)));
  }

  record Size(int m, int n, int k) {}

  /// How a matrix lies in its array.
  enum Layout {
    ROWS,
    COLUMNS,
    PADDED_ROWS,
    PADDED_COLUMNS,
    SCATTERED;

    int rowStep(int rows, int columns) {
      return switch (this) {
        case ROWS -> columns;
        case COLUMNS -> 1;
        case PADDED_ROWS -> columns + 3;
        case PADDED_COLUMNS -> 1;
        case SCATTERED -> 2 * columns + 1;
      };
    }

    int columnStep(int rows, int columns) {
      return switch (this) {
        case ROWS, PADDED_ROWS -> 1;
        case COLUMNS -> rows;
        case PADDED_COLUMNS -> rows + 5;
        case SCATTERED -> 2;
      };
    }
  }

  /// What the product is added to.
  enum Start {
    ZEROS,
    BIAS,
    C
  }

  /// Every way to compute a product.
  enum Kernel {
    FLOAT(0x1p-24, FloatGemm::gemm, null),
    FLOAT_PLAIN(0x1p-24, FloatPlainGemm::gemm, null),
    FLOAT_VECTOR(0x1p-24, FloatVectorGemm::gemm, null),
    DOUBLE(0x1p-53, null, DoubleGemm::gemm),
    DOUBLE_PLAIN(0x1p-53, null, DoublePlainGemm::gemm),
    DOUBLE_VECTOR(0x1p-53, null, DoubleVectorGemm::gemm);

    final double epsilon;
    final FloatProduct ofFloats;
    final DoubleProduct ofDoubles;

    Kernel(double epsilon, FloatProduct ofFloats, DoubleProduct ofDoubles) {
      this.epsilon = epsilon;
      this.ofFloats = ofFloats;
      this.ofDoubles = ofDoubles;
    }
  }

  interface FloatProduct {
    void gemm(
        int m,
        int n,
        int k,
        float[] a,
        int ao,
        int ars,
        int acs,
        float[] b,
        int bo,
        int brs,
        int bcs,
        float[] c,
        int co,
        int ldc,
        boolean accumulate,
        float[] bias,
        int biaso);
  }

  interface DoubleProduct {
    void gemm(
        int m,
        int n,
        int k,
        double[] a,
        int ao,
        int ars,
        int acs,
        double[] b,
        int bo,
        int brs,
        int bcs,
        double[] c,
        int co,
        int ldc,
        boolean accumulate,
        double[] bias,
        int biaso);
  }

  /// Two matrices and a start, all numbers exact in float. What lies between the numbers of A and B
  /// is NaN, so that nothing of it can enter the product unseen, and C is wider than n.
  private static final class Problem {
    private static final int OFFSET = 3;

    final int m;
    final int n;
    final int k;
    final Layout layoutOfA;
    final Layout layoutOfB;
    final Start start;
    final double[] a;
    final double[] b;
    final double[] c;
    final double[] bias;

    Problem(int m, int n, int k, Layout layoutOfA, Layout layoutOfB, Start start, long seed) {
      this.m = m;
      this.n = n;
      this.k = k;
      this.layoutOfA = layoutOfA;
      this.layoutOfB = layoutOfB;
      this.start = start;
      SplittableRandom random = new SplittableRandom(seed);
      a = matrix(m, k, layoutOfA, random);
      b = matrix(k, n, layoutOfB, random);
      c = random.doubles(OFFSET + m * (n + 2)).map(x -> (float) x).toArray();
      bias = random.doubles(OFFSET + n).map(x -> (float) (x - 0.5)).toArray();
    }

    private static double[] matrix(int rows, int columns, Layout layout, SplittableRandom random) {
      int rowStep = layout.rowStep(rows, columns);
      int columnStep = layout.columnStep(rows, columns);
      int last = rows == 0 || columns == 0 ? -1 : (rows - 1) * rowStep + (columns - 1) * columnStep;
      double[] x = new double[OFFSET + last + 1];
      Arrays.fill(x, Double.NaN);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          x[OFFSET + i * rowStep + j * columnStep] = (float) (random.nextDouble() - 0.5);
        }
      }
      return x;
    }

    private int indexInA(int i, int p) {
      return OFFSET + i * layoutOfA.rowStep(m, k) + p * layoutOfA.columnStep(m, k);
    }

    private int indexInB(int p, int j) {
      return OFFSET + p * layoutOfB.rowStep(k, n) + j * layoutOfB.columnStep(k, n);
    }

    int indexInC(int i, int j) {
      return OFFSET + i * (n + 2) + j;
    }

    double a(int i, int p) {
      return a[indexInA(i, p)];
    }

    double b(int p, int j) {
      return b[indexInB(p, j)];
    }

    void setA(int i, int p, double value) {
      a[indexInA(i, p)] = value;
    }

    void setB(int p, int j, double value) {
      b[indexInB(p, j)] = value;
    }

    double start(int i, int j) {
      return switch (start) {
        case ZEROS -> 0;
        case BIAS -> bias[OFFSET + j];
        case C -> c[indexInC(i, j)];
      };
    }

    /// Computes an element of C, and the sum of the absolute values that are added up in it.
    void define(int i, int j, double[] sums, double[] sizes) {
      double sum = start(i, j);
      double size = Math.abs(sum);
      for (int p = 0; p < k; p++) {
        double term = a(i, p) * b(p, j);
        sum += term;
        size += Math.abs(term);
      }
      sums[indexInC(i, j)] = sum;
      sizes[indexInC(i, j)] = size;
    }

    /// A sum of k products is off by less than k + 1 roundings of the sum of the absolute values;
    /// twice that, since the definition in double rounds too.
    double tolerance(Kernel kernel) {
      return 2 * (k + 1) * kernel.epsilon;
    }

    /// The whole array of C after the product.
    double[] run(Kernel kernel) {
      int ars = layoutOfA.rowStep(m, k);
      int acs = layoutOfA.columnStep(m, k);
      int brs = layoutOfB.rowStep(k, n);
      int bcs = layoutOfB.columnStep(k, n);
      boolean accumulate = start == Start.C;
      if (kernel.ofDoubles != null) {
        double[] y = c.clone();
        double[] row = start == Start.BIAS ? bias : null;
        kernel.ofDoubles.gemm(
            m,
            n,
            k,
            a,
            OFFSET,
            ars,
            acs,
            b,
            OFFSET,
            brs,
            bcs,
            y,
            OFFSET,
            n + 2,
            accumulate,
            row,
            OFFSET);
        return y;
      }
      float[] y = floats(c);
      float[] row = start == Start.BIAS ? floats(bias) : null;
      kernel.ofFloats.gemm(
          m,
          n,
          k,
          floats(a),
          OFFSET,
          ars,
          acs,
          floats(b),
          OFFSET,
          brs,
          bcs,
          y,
          OFFSET,
          n + 2,
          accumulate,
          row,
          OFFSET);
      double[] result = new double[y.length];
      Arrays.setAll(result, i -> y[i]);
      return result;
    }

    private static float[] floats(double[] x) {
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = (float) x[i];
      }
      return y;
    }

    @Override
    public String toString() {
      return "%d x %d x %d, A %s, B %s, start %s".formatted(m, k, n, layoutOfA, layoutOfB, start);
    }
  }
}
