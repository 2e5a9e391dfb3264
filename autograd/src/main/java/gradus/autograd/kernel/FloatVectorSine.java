package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sine and cosine on whole vectors, each step with one right result, as in [FloatVectorExp].
///
/// With `k` the whole number nearest to `x / π`, `sin x` is `sin r` or `-sin r`, as `k` is even or
/// odd, and `r = x - k π` is within ±½ π. There stands a polynomial `r + r³ (C3 + C5 r² + …)`,
/// whose coefficients minimize the greatest relative error, 6·10⁻⁹.
final class FloatVectorSine {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int SIGN_BIT = 31;

  /// Added to a number, it leaves the nearest whole number in the last bits.
  private static final float ROUNDING = 0x1.8p23f;

  /// Up to here, the three parts of π are enough for every `r`.
  private static final float FAR = 0x1p13f;

  private static final float PER_PI = (float) 0.3183098861837907;

  /// π in three parts, all positive: -0 stays -0.
  private static final float PI = 0x1.921fb4p1f;

  private static final float REST_OF_PI = 0x1.4442dp-23f;
  private static final float LAST_OF_PI = 0x1.84698ap-47f;

  private static final float C3 = -0x1.55554cp-3f;
  private static final float C5 = 0x1.110ed2p-7f;
  private static final float C7 = -0x1.9f6fa8p-13f;
  private static final float C9 = 0x1.5db8cep-19f;

  private FloatVectorSine() {}

  /// Whether the sine and the cosine of all elements can be found here. Pieces of rows that hold
  /// others, or NaN, are for [Math].
  static boolean isWithinReach(float[] x, int xo, int n) {
    int end = n - LANES;
    IntVector greatest =
        FloatVector.fromArray(SPECIES, x, xo + end).reinterpretAsInts().and(Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .reinterpretAsInts()
              .and(Integer.MAX_VALUE)
              .max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= Float.floatToRawIntBits(FAR);
  }

  /// `y = sin x`, at most two units in the last place off.
  static void sin(float[] x, int xo, float[] y, int yo, int end) {
    sin(0, x, xo, y, yo, end);
  }

  /// `y = cos x`, at most two units in the last place off.
  static void cos(float[] x, int xo, float[] y, int yo, int end) {
    sin(1f / 2, x, xo, y, yo, end);
  }

  /// `y = sin(x + shift π)`.
  private static void sin(float shift, float[] x, int xo, float[] y, int yo, int end) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector ahead = FloatVector.broadcast(SPECIES, shift);
    FloatVector perPi = FloatVector.broadcast(SPECIES, PER_PI);
    FloatVector rounding = FloatVector.broadcast(SPECIES, ROUNDING);
    FloatVector pi = FloatVector.broadcast(SPECIES, -PI);
    FloatVector restOfPi = FloatVector.broadcast(SPECIES, -REST_OF_PI);
    FloatVector lastOfPi = FloatVector.broadcast(SPECIES, -LAST_OF_PI);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c7 = FloatVector.broadcast(SPECIES, C7);
    FloatVector c9 = FloatVector.broadcast(SPECIES, C9);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector rounded = v.fma(perPi, ahead).add(rounding);
      FloatVector k = rounded.sub(rounding).sub(ahead);
      FloatVector r = k.fma(lastOfPi, k.fma(restOfPi, k.fma(pi, v)));
      FloatVector square = r.mul(r);
      FloatVector p = c9.fma(square, c7).fma(square, c5).fma(square, c3).fma(square, zero);
      p.fma(r, r)
          .reinterpretAsInts()
          .lanewise(
              VectorOperators.XOR,
              rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, SIGN_BIT))
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
  }
}
