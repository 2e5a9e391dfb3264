package gradus.autograd.kernel;

import static gradus.autograd.kernel.RowSamples.DOUBLE_PLAIN;
import static gradus.autograd.kernel.RowSamples.DOUBLE_VECTOR;
import static gradus.autograd.kernel.RowSamples.LENGTHS;
import static gradus.autograd.kernel.RowSamples.PLAIN;
import static gradus.autograd.kernel.RowSamples.VECTOR;
import static gradus.autograd.kernel.RowSamples.WARM_UP;
import static gradus.autograd.kernel.RowSamples.narrow;
import static gradus.autograd.kernel.RowSamples.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of the vector rows against the plain ones, in both precisions.
class RowFunctionsTest {
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

  /// The functions that [Math] has agree to 2 or 3 units; those made of them add the roundings of
  /// their parts, and gelu those of its series.
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
            inFloat("sin", PLAIN::sin, VECTOR::sin, 3),
            inDouble("sin", DOUBLE_PLAIN::sin, DOUBLE_VECTOR::sin, 3),
            inFloat("cos", PLAIN::cos, VECTOR::cos, 3),
            inDouble("cos", DOUBLE_PLAIN::cos, DOUBLE_VECTOR::cos, 3),
            inFloat("tanh", PLAIN::tanh, VECTOR::tanh, 3),
            inDouble("tanh", DOUBLE_PLAIN::tanh, DOUBLE_VECTOR::tanh, 3),
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

  /// The interpreter and the compiler must not differ in a bit, or two runs of one program would
  /// give different numbers.
  @Test
  void vectorsAreTheSameInTheInterpreterAndCompiled() throws IOException {
    var interpreter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                Path.of("target", "classes")
                    + File.pathSeparator
                    + Path.of("target", "test-classes"),
                SameBits.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (int i = 0; i < WARM_UP / 6; i++) {
      SameBits.hashes();
    }
    try (var out = interpreter.inputReader()) {
      assertThat(out.readLine()).isEqualTo(Arrays.toString(SameBits.hashes()));
    }
  }

  /// A number's function depends neither on its place in the row nor on what else is in the row:
  /// rows of ordinary numbers take a shorter way.
  @ParameterizedTest
  @MethodSource("functions")
  void theOtherNumbersOfARowDoNotMatter(Function function) {
    if (function.name.equals("sin") || function.name.equals("cos")) {
      return; // a piece with large numbers is left to Math
    }
    double[] x = Arrays.stream(numbers(700)).map(Math::abs).toArray();
    double[] y = new double[x.length];
    function.vector.apply(x, 0, y, 0, x.length);
    double[] shifted = new double[x.length + 3];
    System.arraycopy(x, 0, shifted, 2, x.length);
    shifted[0] = Double.NEGATIVE_INFINITY;
    shifted[1] = 1e30;
    function.vector.apply(shifted, 0, shifted, 0, shifted.length);
    assertThat(Arrays.copyOfRange(shifted, 2, x.length + 2)).containsExactly(y);
  }

  /// How far the results are from the right ones, in units in their last place. What [Math] gives
  /// for a `double` is itself one unit off.
  @Test
  void accuracyIsAsPromised() {
    requireAccuracy(VECTOR::exp, DOUBLE_VECTOR::exp, Math::exp, 1);
    requireAccuracy(VECTOR::expm1, DOUBLE_VECTOR::expm1, Math::expm1, 2);
    requireAccuracy(VECTOR::log, DOUBLE_VECTOR::log, Math::log, 1);
    requireAccuracy(VECTOR::log1p, DOUBLE_VECTOR::log1p, Math::log1p, 2);
    requireAccuracy(VECTOR::tanh, DOUBLE_VECTOR::tanh, Math::tanh, 3);
    requireAccuracy(VECTOR::sin, DOUBLE_VECTOR::sin, Math::sin, 2);
    requireAccuracy(VECTOR::cos, DOUBLE_VECTOR::cos, Math::cos, 2);
  }

  /// Numbers of all sizes: in rows of their own, since a row with large ones takes another way.
  private static void requireAccuracy(
      FloatUnary floats, DoubleUnary doubles, DoubleUnaryOperator exact, double ulps) {
    int n = 300;
    float[] x = new float[n];
    float[] y = new float[n];
    double[] wide = new double[n];
    double[] wideY = new double[n];
    var random = new Random(1);
    for (int exponent = -149; exponent < 128; exponent++) {
      for (int i = 0; i < n; i++) {
        wide[i] = Math.scalb(1 + random.nextDouble(), exponent) * (i % 2 == 0 ? 1 : -1);
        x[i] = (float) wide[i];
      }
      floats.apply(x, 0, y, 0, n);
      doubles.apply(wide, 0, wideY, 0, n);
      for (int i = 0; i < n; i++) {
        double right = exact.applyAsDouble(x[i]);
        float nearest = (float) right;
        if (Float.compare(y[i], nearest) != 0) {
          assertThat((double) y[i]).isCloseTo(right, within(ulps * Math.ulp(nearest)));
        }
        right = exact.applyAsDouble(wide[i]);
        if (Double.compare(wideY[i], right) != 0) {
          assertThat(wideY[i]).isCloseTo(right, within((ulps + 1) * Math.ulp(right)));
        }
      }
    }
  }

  @Test
  void theSignOfZeroIsKept() {
    float[] x = new float[300];
    double[] wide = new double[300];
    Arrays.fill(x, -0.0f);
    Arrays.fill(wide, -0.0);
    for (var floats : new FloatUnary[] {VECTOR::expm1, VECTOR::log1p, VECTOR::sin, VECTOR::tanh}) {
      float[] y = new float[300];
      floats.apply(x, 0, y, 0, 300);
      assertThat(y).containsExactly(x);
    }
    for (var doubles :
        new DoubleUnary[] {
          DOUBLE_VECTOR::expm1, DOUBLE_VECTOR::log1p, DOUBLE_VECTOR::sin, DOUBLE_VECTOR::tanh
        }) {
      double[] y = new double[300];
      doubles.apply(wide, 0, y, 0, 300);
      assertThat(y).containsExactly(wide);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void specialValuesAgree(Function function) {
    double inf = Double.POSITIVE_INFINITY;
    double[] special = {
      Double.NaN,
      Double.longBitsToDouble(0xfff8000000000000L), // as processors make it
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
}
