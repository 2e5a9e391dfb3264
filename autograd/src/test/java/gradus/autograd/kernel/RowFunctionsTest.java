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

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of the vector rows against the plain ones, in both precisions.
///
/// The vector forms of exp and its like run in the compiler's form only after many calls, and may
/// differ from the interpreter's in the last bit: [RowSamples#WARM_UP] sees to both being tested.
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
}
