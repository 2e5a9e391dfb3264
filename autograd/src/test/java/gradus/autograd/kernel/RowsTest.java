package gradus.autograd.kernel;

import static gradus.autograd.kernel.RowSamples.DOUBLE_PLAIN;
import static gradus.autograd.kernel.RowSamples.DOUBLE_VECTOR;
import static gradus.autograd.kernel.RowSamples.LENGTHS;
import static gradus.autograd.kernel.RowSamples.PLAIN;
import static gradus.autograd.kernel.RowSamples.VECTOR;
import static gradus.autograd.kernel.RowSamples.WARM_UP;
import static gradus.autograd.kernel.RowSamples.doubles;
import static gradus.autograd.kernel.RowSamples.narrow;
import static gradus.autograd.kernel.RowSamples.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Sums, extremes, arithmetic, comparisons and choices of the vector rows against the plain ones
/// and against what is right, in both precisions.
class RowsTest {
  @Test
  void sumsAgree() {
    for (int n : LENGTHS) {
      double[] x = numbers(n + 3);
      float[] f = narrow(x);
      double size = n * 64;
      double unit = 16 * Math.ulp(1f) * (size + 1);
      double tiny = 16 * Math.ulp(1.0) * (size + 1);
      assertThat(VECTOR.sum(f, 3, n)).isCloseTo(PLAIN.sum(f, 3, n), within((float) unit));
      assertThat(DOUBLE_VECTOR.sum(x, 3, n)).isCloseTo(DOUBLE_PLAIN.sum(x, 3, n), within(tiny));
      assertThat(VECTOR.sumOfSquares(f, 3, n))
          .isCloseTo(PLAIN.sumOfSquares(f, 3, n), within((float) unit));
      assertThat(DOUBLE_VECTOR.sumOfSquares(x, 3, n))
          .isCloseTo(DOUBLE_PLAIN.sumOfSquares(x, 3, n), within(tiny));
      assertThat(VECTOR.sumOfSquaredDifferences(f, 3, 2, n))
          .isCloseTo(PLAIN.sumOfSquaredDifferences(f, 3, 2, n), within((float) unit));
      assertThat(DOUBLE_VECTOR.sumOfSquaredDifferences(x, 3, 2, n))
          .isCloseTo(DOUBLE_PLAIN.sumOfSquaredDifferences(x, 3, 2, n), within(tiny));
      assertThat(VECTOR.dot(f, 3, f, 1, n))
          .isCloseTo(PLAIN.dot(f, 3, f, 1, n), within((float) unit));
      assertThat(DOUBLE_VECTOR.dot(x, 3, x, 1, n))
          .isCloseTo(DOUBLE_PLAIN.dot(x, 3, x, 1, n), within(tiny));
    }
  }

  @Test
  void sumsOfWholeNumbersAreExact() {
    for (int n : LENGTHS) {
      float[] f = new float[n];
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        f[i] = i % 16;
        x[i] = i % 16;
      }
      double sum = Arrays.stream(x).sum();
      double squares = Arrays.stream(x).map(v -> v * v).sum();
      double about3 = Arrays.stream(x).map(v -> (v - 3) * (v - 3)).sum();
      for (FloatRows rows : new FloatRows[] {PLAIN, VECTOR}) {
        assertThat((double) rows.sum(f, 0, n)).isEqualTo(sum);
        assertThat((double) rows.sumOfSquares(f, 0, n)).isEqualTo(squares);
        assertThat((double) rows.sumOfSquaredDifferences(f, 0, 3, n)).isEqualTo(about3);
        assertThat((double) rows.dot(f, 0, f, 0, n)).isEqualTo(squares);
      }
      for (DoubleRows rows : new DoubleRows[] {DOUBLE_PLAIN, DOUBLE_VECTOR}) {
        assertThat(rows.sum(x, 0, n)).isEqualTo(sum);
        assertThat(rows.sumOfSquares(x, 0, n)).isEqualTo(squares);
        assertThat(rows.sumOfSquaredDifferences(x, 0, 3, n)).isEqualTo(about3);
        assertThat(rows.dot(x, 0, x, 0, n)).isEqualTo(squares);
      }
    }
  }

  /// A million times 0.1 in one `float` would be off in the third digit; the blocks of vectors of
  /// eight are off by a millionth.
  @Test
  void theErrorOfASumDoesNotGrowWithTheRow() {
    float[] x = new float[1_000_000];
    Arrays.fill(x, 0.1f);
    double exact = 1_000_000 * (double) 0.1f;
    assertThat((double) VECTOR.sum(x, 0, x.length)).isCloseTo(exact, within(2e-6 * exact));
    assertThat((double) PLAIN.sum(x, 0, x.length)).isCloseTo(exact, within(1e-6 * exact));
  }

  @Test
  void aSumIsTheSameBeforeAndAfterCompilation() {
    float[] x = narrow(numbers(5000));
    float first = VECTOR.sum(x, 0, x.length);
    for (int i = 0; i < WARM_UP; i++) {
      assertThat(VECTOR.sum(x, 0, x.length)).isEqualTo(first);
    }
  }

  @Test
  void extremesAgreeAndNaNWins() {
    for (int n : new int[] {1, 5, 255, 256, 257, 300, 333}) {
      double[] x = numbers(n);
      float[] f = narrow(x);
      assertThat(VECTOR.max(f, 0, n)).isEqualTo(PLAIN.max(f, 0, n));
      assertThat(VECTOR.min(f, 0, n)).isEqualTo(PLAIN.min(f, 0, n));
      assertThat(DOUBLE_VECTOR.max(x, 0, n)).isEqualTo(Arrays.stream(x).max().getAsDouble());
      assertThat(DOUBLE_VECTOR.min(x, 0, n)).isEqualTo(Arrays.stream(x).min().getAsDouble());
      for (int at = 0; at < n; at++) {
        float kept = f[at];
        f[at] = Float.NaN;
        assertThat(VECTOR.max(f, 0, n)).isNaN();
        assertThat(VECTOR.min(f, 0, n)).isNaN();
        f[at] = 100;
        assertThat(VECTOR.max(f, 0, n)).isEqualTo(100);
        f[at] = -100;
        assertThat(VECTOR.min(f, 0, n)).isEqualTo(-100);
        f[at] = kept;
      }
    }
  }

  @Test
  void extremesOfAnEmptyRowAreInfinite() {
    assertThat(VECTOR.max(new float[0], 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(VECTOR.min(new float[0], 0, 0)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(VECTOR.sum(new float[0], 0, 0)).isZero();
  }

  /// Arithmetic has one right result per number, at any two steps and three offsets.
  @Property(seed = "1", tries = 300)
  void arithmeticIsExactAtAllStepsAndOffsets(
      @ForAll @IntRange(max = 320) int n,
      @ForAll @IntRange(max = 3) int ao,
      @ForAll @IntRange(max = 3) int bo,
      @ForAll @IntRange(max = 3) int yo,
      @ForAll @IntRange(max = 1) int as,
      @ForAll @IntRange(max = 1) int bs) {
    float[] a = narrow(numbers(n + 4));
    float[] b = narrow(Arrays.copyOfRange(numbers(n + 30), 20, n + 30));
    var functions =
        new FloatBinary[] {
          FloatArithmetic::add,
          FloatArithmetic::sub,
          FloatArithmetic::mul,
          FloatArithmetic::div,
          FloatArithmetic::maximum,
          FloatArithmetic::minimum
        };
    for (int f = 0; f < functions.length; f++) {
      float[] y = new float[n + 5];
      functions[f].apply(a, ao, as, b, bo, bs, y, yo, n);
      for (int i = 0; i < n; i++) {
        float p = a[ao + i * as];
        float q = b[bo + i * bs];
        float expected =
            switch (f) {
              case 0 -> p + q;
              case 1 -> p - q;
              case 2 -> p * q;
              case 3 -> p / q;
              case 4 -> Math.max(p, q);
              default -> Math.min(p, q);
            };
        assertThat(y[yo + i]).isEqualTo(expected);
      }
      assertThat(y[yo + n]).isZero();
    }
  }

  @Property(seed = "1", tries = 100)
  void addsRowsInTheirOrder(
      @ForAll @IntRange(max = 300) int rows, @ForAll @IntRange(max = 300) int n) {
    double[] x = numbers(3 + rows * n);
    double[] start = Arrays.copyOfRange(numbers(n + 30), 20, n + 30);
    double[] expected = start.clone();
    float[] rounded = narrow(start);
    for (int i = 0; i < rows * n; i++) {
      expected[2 + i % n] += x[3 + i];
      rounded[2 + i % n] += (float) x[3 + i];
    }
    for (FloatRows kernel : new FloatRows[] {PLAIN, VECTOR}) {
      float[] y = narrow(start);
      kernel.addRows(rows, narrow(x), 3, y, 2, n);
      assertThat(y).isEqualTo(rounded);
    }
    for (DoubleRows kernel : new DoubleRows[] {DOUBLE_PLAIN, DOUBLE_VECTOR}) {
      double[] y = start.clone();
      kernel.addRows(rows, x, 3, y, 2, n);
      assertThat(y).isEqualTo(expected);
    }
  }

  @Property(seed = "1", tries = 100)
  void axpyIsExactAtAllOffsets(
      @ForAll @IntRange(max = 320) int n,
      @ForAll @IntRange(max = 3) int xo,
      @ForAll @IntRange(max = 3) int yo) {
    float[] x = narrow(numbers(n + 4));
    float[] y = narrow(Arrays.copyOfRange(numbers(n + 30), 20, n + 30));
    float[] result = y.clone();
    FloatArithmetic.axpy(0.3f, x, xo, result, yo, n);
    for (int i = 0; i < n; i++) {
      assertThat(result[yo + i]).isEqualTo(y[yo + i] + 0.3f * x[xo + i]);
    }
    assertThat(result[yo + n]).isEqualTo(y[yo + n]);
  }

  @Property(seed = "1", tries = 100)
  void cheapFunctionsWorkAtAllOffsets(
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 3) int xo,
      @ForAll @IntRange(max = 3) int yo) {
    float[] x = narrow(numbers(n + 4));
    float[] y = new float[n + 5];
    FloatMath.relu(x, xo, y, yo, n);
    for (int i = 0; i < n; i++) {
      assertThat(y[yo + i]).isEqualTo(Math.max(x[xo + i], 0));
    }
    assertThat(y[yo + n]).isZero();
  }

  private interface Question {
    boolean answer(double a, double b);
  }

  @Test
  void comparisonsAreExactAtAllLengthsStepsAndOffsets() {
    requireComparisons(Compare.EQ, (a, b) -> a == b);
    requireComparisons(Compare.NE, (a, b) -> a != b);
    requireComparisons(Compare.LT, (a, b) -> a < b);
    requireComparisons(Compare.LE, (a, b) -> a <= b);
    requireComparisons(Compare.GT, (a, b) -> a > b);
    requireComparisons(Compare.GE, (a, b) -> a >= b);
  }

  private static void requireComparisons(Compare compare, Question question) {
    double[] numbers = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e30, -1e30};
    for (int n : LENGTHS) {
      double[] a = new double[n + 3];
      double[] b = new double[n + 3];
      for (int i = 0; i < n + 3; i++) {
        a[i] = numbers[i * 5 % 8];
        b[i] = numbers[i / 3 % 8];
      }
      for (int steps = 0; steps < 4; steps++) {
        int as = steps & 1;
        int bs = steps >> 1;
        boolean[] floats = new boolean[n + 3];
        boolean[] doubles = new boolean[n + 3];
        compare.f32().apply(narrow(a), 1, as, narrow(b), 2, bs, floats, 1, n);
        compare.f64().apply(a, 1, as, b, 2, bs, doubles, 1, n);
        for (int i = 0; i < n + 3; i++) {
          int at = i - 1;
          boolean inside = at >= 0 && at < n;
          boolean expected = inside && question.answer(a[1 + at * as], b[2 + at * bs]);
          assertThat(floats[i]).as("%d of %d", at, n).isEqualTo(expected);
          assertThat(doubles[i]).as("%d of %d", at, n).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whereChoosesAtAllLengthsAndOffsets() {
    for (int n : LENGTHS) {
      int offset = n % 3;
      boolean[] condition = new boolean[n + 2];
      float[] a = new float[n + 3];
      float[] b = new float[n + 3];
      for (int i = 0; i < n; i++) {
        condition[i + 1] = i * i % 7 < 3;
        a[i + offset] = i % 5 == 0 ? Float.NaN : i;
        b[i] = -i;
      }
      float[] plain = new float[n + 3];
      PLAIN.where(condition, 1, a, offset, b, 0, plain, 2, n);
      VECTOR.where(condition, 1, a, offset, b, 0, b, 0, n);
      double[] wide = new double[n];
      DOUBLE_VECTOR.where(condition, 1, doubles(a), offset, wide, 0, wide, 0, n);
      for (int i = 0; i < n; i++) {
        Float expected = condition[i + 1] ? a[i + offset] : -i;
        assertThat(plain[2 + i]).isEqualTo(expected);
        assertThat(b[i]).isEqualTo(expected);
        Double expectedWide = condition[i + 1] ? a[i + offset] : 0.0;
        assertThat(wide[i]).isEqualTo(expectedWide);
      }
    }
  }
}
