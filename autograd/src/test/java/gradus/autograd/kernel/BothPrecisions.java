package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A function of one number in both precisions.
record BothPrecisions(FloatUnary floats, DoubleUnary doubles) {

  /// What a result may be off, in units of its last place: the functions promise one or two, and
  /// the composed ones add the roundings of their parts.
  private static final double ULPS = 4;

  double inFloat(double x) {
    float[] y = {7, 7, 7};
    floats.apply(new float[] {0, (float) x}, 1, y, 1, 1);
    assertThat(y[0] + y[2]).isEqualTo(14);
    return y[1];
  }

  double inDouble(double x) {
    double[] y = {7, 7, 7};
    doubles.apply(new double[] {0, x}, 1, y, 1, 1);
    assertThat(y[0] + y[2]).isEqualTo(14);
    return y[1];
  }

  void check(double x, double expected) {
    assertClose("double at " + x, inDouble(x), expected, Math.ulp(expected));
    assertClose("float at " + x, inFloat(x), expected, Math.ulp((float) expected));
  }

  /// Both precisions give exactly this, the sign of a zero included.
  void checkExactly(double x, double expected) {
    assertThat(inDouble(x)).as("double at %s", x).isEqualTo(Double.valueOf(expected));
    assertThat(inFloat(x)).as("float at %s", x).isEqualTo(Double.valueOf((float) expected));
  }

  static void assertClose(String at, double actual, double expected, double unit) {
    if (Double.isFinite(expected)) {
      assertThat(actual).as(at).isCloseTo(expected, within(ULPS * unit));
    } else {
      assertThat(actual).as(at).isEqualTo(Double.valueOf(expected));
    }
  }
}
