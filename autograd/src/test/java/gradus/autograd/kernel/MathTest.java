package gradus.autograd.kernel;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of one number against [StrictMath].
class MathTest {

  record Known(String name, BothPrecisions function, DoubleUnaryOperator reference) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Known known(
      String name, FloatUnary inFloat, DoubleUnary inDouble, DoubleUnaryOperator reference) {
    return new Known(name, new BothPrecisions(inFloat, inDouble), reference);
  }

  static Stream<Known> knownFunctions() {
    return Stream.of(
        known("neg", FloatMath::neg, DoubleMath::neg, x -> -x),
        known("abs", FloatMath::abs, DoubleMath::abs, StrictMath::abs),
        known("sign", FloatMath::sign, DoubleMath::sign, StrictMath::signum),
        known("square", FloatMath::square, DoubleMath::square, x -> x * x),
        known("sqrt", FloatMath::sqrt, DoubleMath::sqrt, StrictMath::sqrt),
        known("rsqrt", FloatMath::rsqrt, DoubleMath::rsqrt, x -> 1 / StrictMath.sqrt(x)),
        known("reciprocal", FloatMath::reciprocal, DoubleMath::reciprocal, x -> 1 / x),
        known("exp", FloatMath::exp, DoubleMath::exp, StrictMath::exp),
        known("exp2", FloatMath::exp2, DoubleMath::exp2, x -> StrictMath.pow(2, x)),
        known("expm1", FloatMath::expm1, DoubleMath::expm1, StrictMath::expm1),
        known("log", FloatMath::log, DoubleMath::log, StrictMath::log),
        known("log10", FloatMath::log10, DoubleMath::log10, StrictMath::log10),
        known("log1p", FloatMath::log1p, DoubleMath::log1p, StrictMath::log1p),
        known("sin", FloatMath::sin, DoubleMath::sin, StrictMath::sin),
        known("cos", FloatMath::cos, DoubleMath::cos, StrictMath::cos),
        known("tan", FloatMath::tan, DoubleMath::tan, StrictMath::tan),
        known("asin", FloatMath::asin, DoubleMath::asin, StrictMath::asin),
        known("acos", FloatMath::acos, DoubleMath::acos, StrictMath::acos),
        known("atan", FloatMath::atan, DoubleMath::atan, StrictMath::atan),
        known("sinh", FloatMath::sinh, DoubleMath::sinh, StrictMath::sinh),
        known("cosh", FloatMath::cosh, DoubleMath::cosh, StrictMath::cosh),
        known("tanh", FloatMath::tanh, DoubleMath::tanh, StrictMath::tanh),
        known("relu", FloatMath::relu, DoubleMath::relu, x -> StrictMath.max(x, 0)),
        known("floor", FloatMath::floor, DoubleMath::floor, StrictMath::floor),
        known("ceil", FloatMath::ceil, DoubleMath::ceil, StrictMath::ceil),
        known("round", FloatMath::round, DoubleMath::round, StrictMath::rint),
        known(
            "trunc", FloatMath::trunc, DoubleMath::trunc, x -> x < 0 ? -0.0 - (long) -x : (long) x),
        known("frac", FloatMath::frac, DoubleMath::frac, x -> x % 1),
        known("deg2rad", FloatMath::deg2rad, DoubleMath::deg2rad, StrictMath::toRadians),
        known("rad2deg", FloatMath::rad2deg, DoubleMath::rad2deg, StrictMath::toDegrees));
  }

  private static final double[] POINTS = {
    -100.5, -2.5, -1.5, -1, -0.75, -0.5, -0x1p-12, 0, 0x1p-12, 0.25, 0.5, 1, 1.5, 2.5, 3, 20, 87.5
  };

  @ParameterizedTest
  @MethodSource("knownFunctions")
  void knownFunctionsAgreeWithStrictMath(Known known) {
    for (double x : POINTS) {
      double expected = known.reference.applyAsDouble(x);
      known.function.check(x, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("knownFunctions")
  void knownFunctionsKeepNaN(Known known) {
    known.function.checkExactly(Double.NaN, Double.NaN);
  }

  @Test
  void roundAndTruncKeepTheSignOfZero() {
    new BothPrecisions(FloatMath::trunc, DoubleMath::trunc).checkExactly(-0.5, -0.0);
    new BothPrecisions(FloatMath::round, DoubleMath::round).checkExactly(-0.5, -0.0);
  }

  @Test
  void roundGoesToTheEvenNeighbour() {
    var round = new BothPrecisions(FloatMath::round, DoubleMath::round);
    round.checkExactly(0.5, 0);
    round.checkExactly(1.5, 2);
    round.checkExactly(2.5, 2);
    round.checkExactly(-2.5, -2);
  }
}
