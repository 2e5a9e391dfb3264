package gradus.autograd.kernel;

import static gradus.autograd.kernel.BothPrecisions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of two numbers, and comparisons, against their formulas.
class ArithmeticTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] POINTS = {
    -INF, -7.5, -2, -1, -0.25, 0, 0.25, 1, 2, 7.5, 40, INF, Double.NaN
  };

  record KnownPair(
      String name, FloatBinary inFloat, DoubleBinary inDouble, DoubleBinaryOperator reference) {

    @Override
    public String toString() {
      return name;
    }

    double inFloat(double a, double b) {
      float[] y = new float[1];
      inFloat.apply(new float[] {(float) a}, 0, 1, new float[] {(float) b}, 0, 1, y, 0, 1);
      return y[0];
    }

    double inDouble(double a, double b) {
      double[] y = new double[1];
      inDouble.apply(new double[] {a}, 0, 1, new double[] {b}, 0, 1, y, 0, 1);
      return y[0];
    }
  }

  static Stream<KnownPair> pairs() {
    return Stream.of(
        pair("add", FloatArithmetic::add, DoubleArithmetic::add, (a, b) -> a + b),
        pair("sub", FloatArithmetic::sub, DoubleArithmetic::sub, (a, b) -> a - b),
        pair("mul", FloatArithmetic::mul, DoubleArithmetic::mul, (a, b) -> a * b),
        pair("div", FloatArithmetic::div, DoubleArithmetic::div, (a, b) -> a / b),
        pair("maximum", FloatArithmetic::maximum, DoubleArithmetic::maximum, StrictMath::max),
        pair("minimum", FloatArithmetic::minimum, DoubleArithmetic::minimum, StrictMath::min),
        pair("fmax", FloatArithmetic::fmax, DoubleArithmetic::fmax, ArithmeticTest::fmax),
        pair("fmin", FloatArithmetic::fmin, DoubleArithmetic::fmin, (a, b) -> -fmax(-a, -b)),
        pair("atan2", FloatArithmetic::atan2, DoubleArithmetic::atan2, StrictMath::atan2),
        pair("hypot", FloatArithmetic::hypot, DoubleArithmetic::hypot, StrictMath::hypot),
        pair("fmod", FloatArithmetic::fmod, DoubleArithmetic::fmod, (a, b) -> a % b),
        pair("copysign", FloatArithmetic::copysign, DoubleArithmetic::copysign, Math::copySign),
        pair(
            "tanhBackward",
            FloatArithmetic::tanhBackward,
            DoubleArithmetic::tanhBackward,
            (g, y) -> g * (1 - y * y)),
        pair(
            "sigmoidBackward",
            FloatArithmetic::sigmoidBackward,
            DoubleArithmetic::sigmoidBackward,
            (g, y) -> g * y * (1 - y)));
  }

  private static KnownPair pair(
      String name, FloatBinary inFloat, DoubleBinary inDouble, DoubleBinaryOperator reference) {
    return new KnownPair(name, inFloat, inDouble, reference);
  }

  private static double fmax(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void functionsOfTwoNumbersAgreeWithTheirFormulas(KnownPair pair) {
    requireAgreement(pair, POINTS);
  }

  private static void requireAgreement(KnownPair pair, double... seconds) {
    for (double a : POINTS) {
      for (double b : seconds) {
        double expected = pair.reference.applyAsDouble(a, b);
        String at = "%s, %s".formatted(a, b);
        assertClose("double at " + at, pair.inDouble(a, b), expected, Math.ulp(expected));
        assertClose("float at " + at, pair.inFloat(a, b), expected, Math.ulp((float) expected));
      }
    }
  }

  @Test
  void powFollowsC() {
    var pow = pair("pow", FloatArithmetic::pow, DoubleArithmetic::pow, Math::pow);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(pow.inFloat(2, 0.5)).isEqualTo((double) (float) Math.sqrt(2));
    assertThat(pow.inDouble(-2, 3)).isEqualTo(-8);
    assertThat(pow.inDouble(-2, 0.5)).isNaN();
    assertThat(pow.inDouble(0, 0)).isEqualTo(1);
    assertThat(pow.inDouble(Double.NaN, 0)).isEqualTo(1);
    assertThat(pow.inDouble(1, Double.NaN)).isEqualTo(1);
    assertThat(pow.inDouble(1, inf)).isEqualTo(1);
    assertThat(pow.inDouble(-1, -inf)).isEqualTo(1);
    assertThat(pow.inDouble(0, -1)).isEqualTo(inf);
  }

  @Test
  void divisionsFollowPython() {
    var floor = pair("", FloatArithmetic::floorDivide, DoubleArithmetic::floorDivide, Math::pow);
    var rest = pair("", FloatArithmetic::remainder, DoubleArithmetic::remainder, Math::pow);
    var trunc = pair("", FloatArithmetic::truncDivide, DoubleArithmetic::truncDivide, Math::pow);
    double[][] cases = { // a, b, a // b, a % b, trunc(a / b)
      {7, 2, 3, 1, 3},
      {-7, 2, -4, 1, -3},
      {7, -2, -4, -1, -3},
      {-7, -2, 3, -1, 3},
      {6, 3, 2, 0, 2},
      {-6, 3, -2, -0.0, -2},
      {0.5, 2, 0, 0.5, 0},
      {-0.5, 2, -1, 1.5, -0.0},
    };
    for (double[] c : cases) {
      assertThat(floor.inDouble(c[0], c[1])).isEqualTo(c[2]);
      assertThat(floor.inFloat(c[0], c[1])).isEqualTo(c[2]);
      assertThat(rest.inDouble(c[0], c[1])).isEqualTo(c[3]);
      assertThat(rest.inFloat(c[0], c[1])).isEqualTo(c[3]);
      assertThat(trunc.inDouble(c[0], c[1])).isEqualTo(c[4]);
      assertThat(trunc.inFloat(c[0], c[1])).isEqualTo(c[4]);
    }
    assertThat(floor.inDouble(1, 0.1)).isEqualTo(9); // 1 // 0.1 in Python
    assertThat(floor.inDouble(1, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(floor.inDouble(Double.POSITIVE_INFINITY, 2)).isNaN();
    assertThat(floor.inDouble(-1, Double.POSITIVE_INFINITY)).isEqualTo(-1);
    assertThat(rest.inDouble(1, 0)).isNaN();
  }

  @Test
  void logaddexpNeitherOverflowsNorCancels() {
    var function = pair("", FloatArithmetic::logaddexp, DoubleArithmetic::logaddexp, Math::pow);
    double inf = Double.POSITIVE_INFINITY;
    double[][] cases = { // a, b, the value to 20 digits
      {0, 0, 0.69314718055994530942},
      {1, 2, 2.3132616875182228340},
      {-7.5, 0, 0.00055293147536079641},
      {1000, 1000, 1000.6931471805599453},
      {1000, -1000, 1000},
      {inf, 3, inf},
      {-inf, 3, 3},
      {inf, inf, inf},
      {-inf, -inf, -inf},
      {inf, -inf, inf},
      {inf, Double.NaN, Double.NaN},
    };
    for (double[] c : cases) {
      String at = c[0] + ", " + c[1];
      assertClose(at, function.inDouble(c[0], c[1]), c[2], Math.ulp(c[2]));
      assertClose(at, function.inFloat(c[1], c[0]), c[2], Math.ulp((float) c[2]));
    }
  }

  @Test
  void xlogyIsZeroAtZero() {
    var xlogy = pair("", FloatArithmetic::xlogy, DoubleArithmetic::xlogy, Math::pow);
    assertThat(xlogy.inDouble(0, 0)).isZero();
    assertThat(xlogy.inDouble(0, Double.NaN)).isNaN();
    assertThat(xlogy.inDouble(2, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(xlogy.inFloat(2, 3)).isEqualTo((double) (float) (2 * Math.log(3)));
  }

  @Test
  void reluBackwardPassesOnWhereTheOutputIsPositive() {
    double[] outputs = Arrays.stream(POINTS).filter(y -> !(y < 0)).toArray();
    requireAgreement(
        pair(
            "reluBackward",
            FloatArithmetic::reluBackward,
            DoubleArithmetic::reluBackward,
            (g, y) -> g != g || y != y ? Double.NaN : y > 0 ? g : 0),
        outputs);
  }

  @Test
  void reluBackwardLetsNoInfinityThroughAClosedUnit() {
    var relu = pair("", FloatArithmetic::reluBackward, DoubleArithmetic::reluBackward, Math::pow);
    for (double g : new double[] {3, -3, 1e30, Double.POSITIVE_INFINITY}) {
      assertThat(Math.abs(relu.inFloat(g, 0))).isZero();
      assertThat(Math.abs(relu.inDouble(g, 0))).isZero();
      assertThat(relu.inFloat(g, Float.MIN_VALUE)).isEqualTo((double) (float) g);
      assertThat(relu.inDouble(g, Double.MIN_VALUE)).isEqualTo(g);
    }
  }

  @Test
  void comparisonsTakeNaNForUnequal() {
    float[] a = {1, 2, 3, Float.NaN, -0f};
    float[] b = {2, 2, 2, Float.NaN, 0f};
    assertThat(compared(FloatComparisons::eq, a, b))
        .containsExactly(false, true, false, false, true);
    assertThat(compared(FloatComparisons::ne, a, b))
        .containsExactly(true, false, true, true, false);
    assertThat(compared(FloatComparisons::lt, a, b))
        .containsExactly(true, false, false, false, false);
    assertThat(compared(FloatComparisons::le, a, b))
        .containsExactly(true, true, false, false, true);
    assertThat(compared(FloatComparisons::gt, a, b))
        .containsExactly(false, false, true, false, false);
    assertThat(compared(FloatComparisons::ge, a, b))
        .containsExactly(false, true, true, false, true);
  }

  private static boolean[] compared(FloatCompare compare, float[] a, float[] b) {
    boolean[] y = new boolean[a.length];
    compare.apply(a, 0, 1, b, 0, 1, y, 0, a.length);
    return y;
  }
}
