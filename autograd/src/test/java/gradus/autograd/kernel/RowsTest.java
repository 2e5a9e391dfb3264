package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector rows against the plain ones, in both precisions.
///
/// The vector forms of exp and its like run in the compiler's form only after many calls, and may
/// differ from the interpreter's in the last bit: [#WARM_UP] sees to both being tested.
class RowsTest {
  private static final int WARM_UP = 3000;

  private static final FloatRows PLAIN = new FloatPlainRows();
  private static final FloatRows VECTOR = new FloatVectorRows();
  private static final DoubleRows DOUBLE_PLAIN = new DoublePlainRows();
  private static final DoubleRows DOUBLE_VECTOR = new DoubleVectorRows();

  /// Lengths around all multiples of a vector, on both sides of the shortest vector row, and around
  /// the block of a sum.
  private static final int[] LENGTHS =
      Stream.of(
              IntStream.rangeClosed(0, 70),
              IntStream.rangeClosed(250, 330),
              IntStream.of(1000, 4095, 4096, 4097, 4400, 10_001))
          .flatMapToInt(lengths -> lengths)
          .toArray();

  /// A function in its plain and its vector form, on `double`s.
  ///
  /// @param unit the distance of neighbouring numbers around 1, in the precision of the function
  /// @param tiny an error that is allowed where results are next to the smallest normal number
  /// @param ulps how many units in the last place the two forms may differ
  record Function(
      String name, DoubleUnary plain, DoubleUnary vector, double unit, double tiny, double ulps) {

    void assertAgree(double[] x, double[] plain, double[] vector) {
      for (int i = 0; i < plain.length; i++) {
        if (Double.isFinite(plain[i])) {
          double allowed = ulps * unit * Math.abs(plain[i]) + tiny;
          assertThat(vector[i]).as("%s(%s)", name, x[i]).isCloseTo(plain[i], within(allowed));
        } else {
          assertThat(vector[i]).as("%s(%s)", name, x[i]).isEqualTo(Double.valueOf(plain[i]));
        }
      }
    }

    @Override
    public String toString() {
      return name + (unit == Math.ulp(1.0) ? " double" : " float");
    }
  }

  private static Stream<Function> inFloat(
      String name, FloatUnary plain, FloatUnary vector, double ulps) {
    double tiny = 128 * Float.MIN_NORMAL;
    return Stream.of(new Function(name, widened(plain), widened(vector), Math.ulp(1f), tiny, ulps));
  }

  private static Stream<Function> inDouble(
      String name, DoubleUnary plain, DoubleUnary vector, double ulps) {
    double tiny = 1024 * Double.MIN_NORMAL;
    return Stream.of(new Function(name, plain, vector, Math.ulp(1.0), tiny, ulps));
  }

  private static DoubleUnary widened(FloatUnary function) {
    return (x, xo, y, yo, n) -> {
      float[] in = narrow(x);
      float[] out = x == y ? in : narrow(y);
      function.apply(in, xo, out, yo, n);
      for (int i = 0; i < y.length; i++) {
        y[i] = out[i];
      }
    };
  }

  private static float[] narrow(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /// The functions that [Math] has agree to 2 units; those made of them add the roundings of their
  /// parts, and gelu those of its series.
  static Stream<Function> functions() {
    return Stream.of(
            inFloat("exp", PLAIN::exp, VECTOR::exp, 2),
            inDouble("exp", DOUBLE_PLAIN::exp, DOUBLE_VECTOR::exp, 2),
            inFloat("expm1", PLAIN::expm1, VECTOR::expm1, 2),
            inDouble("expm1", DOUBLE_PLAIN::expm1, DOUBLE_VECTOR::expm1, 2),
            inFloat("log", PLAIN::log, VECTOR::log, 2),
            inDouble("log", DOUBLE_PLAIN::log, DOUBLE_VECTOR::log, 2),
            inFloat("log1p", PLAIN::log1p, VECTOR::log1p, 2),
            inDouble("log1p", DOUBLE_PLAIN::log1p, DOUBLE_VECTOR::log1p, 2),
            inFloat("sin", PLAIN::sin, VECTOR::sin, 2),
            inDouble("sin", DOUBLE_PLAIN::sin, DOUBLE_VECTOR::sin, 2),
            inFloat("cos", PLAIN::cos, VECTOR::cos, 2),
            inDouble("cos", DOUBLE_PLAIN::cos, DOUBLE_VECTOR::cos, 2),
            inFloat("tanh", PLAIN::tanh, VECTOR::tanh, 2),
            inDouble("tanh", DOUBLE_PLAIN::tanh, DOUBLE_VECTOR::tanh, 2),
            inFloat("sigmoid", PLAIN::sigmoid, VECTOR::sigmoid, 4),
            inDouble("sigmoid", DOUBLE_PLAIN::sigmoid, DOUBLE_VECTOR::sigmoid, 4),
            inFloat("silu", PLAIN::silu, VECTOR::silu, 4),
            inDouble("silu", DOUBLE_PLAIN::silu, DOUBLE_VECTOR::silu, 4),
            inFloat("softplus", PLAIN::softplus, VECTOR::softplus, 4),
            inDouble("softplus", DOUBLE_PLAIN::softplus, DOUBLE_VECTOR::softplus, 4),
            inFloat("gelu", PLAIN::gelu, VECTOR::gelu, 16),
            inDouble("gelu", DOUBLE_PLAIN::gelu, DOUBLE_VECTOR::gelu, 16))
        .flatMap(function -> function);
  }

  /// Numbers between -8 and 8 without a pattern, exact in float.
  private static double[] numbers(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (8 * Math.sin(i * (i + 1.7)));
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void vectorsAgreeWithPlainAtEveryLength(Function function) {
    for (int n : LENGTHS) {
      double[] x = numbers(n + 3);
      double[] plain = numbers(n + 7);
      double[] vector = plain.clone();
      function.plain.apply(x, 3, plain, 5, n);
      function.vector.apply(x, 3, vector, 5, n);
      assertThat(vector).startsWith(Arrays.copyOf(plain, 5));
      assertThat(Arrays.copyOfRange(vector, n + 5, n + 7))
          .containsExactly(Arrays.copyOfRange(plain, n + 5, n + 7));
      function.assertAgree(
          Arrays.copyOfRange(x, 3, n + 3),
          Arrays.copyOfRange(plain, 5, n + 5),
          Arrays.copyOfRange(vector, 5, n + 5));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void compiledVectorsAgreeWithPlain(Function function) {
    double[] x = numbers(1003);
    double[] vector = new double[x.length];
    for (int i = 0; i < WARM_UP; i++) {
      function.vector.apply(x, 0, vector, 0, x.length);
    }
    double[] plain = new double[x.length];
    function.plain.apply(x, 0, plain, 0, x.length);
    function.assertAgree(x, plain, vector);
    specialValuesAgree(function);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void specialValuesAgree(Function function) {
    double inf = Double.POSITIVE_INFINITY;
    double[] special = {
      Double.NaN,
      inf,
      -inf,
      0.0,
      -0.0,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      1e10,
      -1e10,
      1e-20,
      -1e-20,
      20,
      -20,
      37.5,
      -37.5,
      88,
      89,
      -87,
      -88,
      -104,
      709,
      710,
      -708,
      -709,
      -720,
      -746,
      1,
      -1
    };
    double[] x = new double[300];
    System.arraycopy(special, 0, x, 17, special.length);
    double[] plain = new double[x.length];
    double[] vector = new double[x.length];
    function.plain.apply(x, 0, plain, 0, x.length);
    function.vector.apply(x, 0, vector, 0, x.length);
    function.assertAgree(x, plain, vector);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aResultMayBeWrittenOverItsArgument(Function function) {
    for (int n : LENGTHS) {
      double[] expected = new double[n];
      function.plain.apply(numbers(n), 0, expected, 0, n);
      double[] inPlace = numbers(n);
      function.vector.apply(inPlace, 0, inPlace, 0, n);
      function.assertAgree(numbers(n), expected, inPlace);
    }
  }

  @Test
  void tanhWithoutALibraryAgreesWithMath() {
    double[] x = numbers(1000);
    System.arraycopy(new double[] {0, -0.0, 1e-30, 25, -25, 1e30, -1e30}, 0, x, 0, 7);
    var withoutLibrary =
        Stream.concat(
            inFloat("tanh", PLAIN::tanh, FloatVectorRows::tanhByExpm1, 4),
            inDouble("tanh", DOUBLE_PLAIN::tanh, DoubleVectorRows::tanhByExpm1, 4));
    withoutLibrary.forEach(function -> {
      double[] plain = new double[x.length];
      double[] vector = new double[x.length];
      function.plain.apply(x, 0, plain, 0, x.length);
      function.vector.apply(x, 0, vector, 0, x.length);
      function.assertAgree(x, plain, vector);
      assertThat(vector[1]).isEqualTo(Double.valueOf(-0.0));
    });
  }

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

  private static double[] doubles(float[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
  }
}
