package gradus.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sine and cosine on whole vectors, each step with one right result, as in [DoubleVectorExp].
///
/// With `k` the whole number nearest to `x / π`, `sin x` is `sin r` or `-sin r`, as `k` is even or
/// odd, and `r = x - k π` is within ±½ π. There stands a polynomial `r + r³ (C3 + C5 r² + …)`,
/// whose coefficients minimize the greatest relative error, 3·10⁻¹⁹.
final class DoubleVectorSine {
  private static final VectorSpecies<Double> SPECIES = DoubleVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int SIGN_BIT = 63;

  /// Added to a number, it leaves the nearest whole number in the last bits.
  private static final double ROUNDING = 0x1.8p52;

  /// Up to here, the three parts of π are enough for every `r`.
  private static final double FAR = 0x1p13;

  private static final double PER_PI = 0.3183098861837907;

  /// π in three parts, all positive: -0 stays -0.
  private static final double PI = 0x1.921fb54442d18p1;

  private static final double REST_OF_PI = 0x1.1a62633145c06p-53;
  private static final double LAST_OF_PI = 0x1.c1cd129024e09p-106;

  private static final double C3 = -0x1.5555555555555p-3;
  private static final double C5 = 0x1.11111111110c0p-7;
  private static final double C7 = -0x1.a01a01a014834p-13;
  private static final double C9 = 0x1.71de3a5284056p-19;
  private static final double C11 = -0x1.ae6454c9938dcp-26;
  private static final double C13 = 0x1.6123cab4c30eep-33;
  private static final double C15 = -0x1.ae42feab4f68ap-41;
  private static final double C17 = 0x1.88264ff484d75p-49;

  private DoubleVectorSine() {}

  /// Whether the sine and the cosine of all elements can be found here. Pieces of rows that hold
  /// others, or NaN, are for [Math].
  static boolean isWithinReach(double[] x, int xo, int n) {
    int end = n - LANES;
    LongVector greatest =
        DoubleVector.fromArray(SPECIES, x, xo + end).reinterpretAsLongs().and(Long.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          DoubleVector.fromArray(SPECIES, x, xo + i)
              .reinterpretAsLongs()
              .and(Long.MAX_VALUE)
              .max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= Double.doubleToRawLongBits(FAR);
  }

  /// `y = sin x`, at most two units in the last place off.
  static void sin(double[] x, int xo, double[] y, int yo, int end) {
    sin(0, x, xo, y, yo, end);
  }

  /// `y = cos x`, at most two units in the last place off.
  static void cos(double[] x, int xo, double[] y, int yo, int end) {
    sin(1.0 / 2, x, xo, y, yo, end);
  }

  /// `y = sin(x + shift π)`.
  private static void sin(double shift, double[] x, int xo, double[] y, int yo, int end) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector ahead = DoubleVector.broadcast(SPECIES, shift);
    DoubleVector perPi = DoubleVector.broadcast(SPECIES, PER_PI);
    DoubleVector rounding = DoubleVector.broadcast(SPECIES, ROUNDING);
    DoubleVector pi = DoubleVector.broadcast(SPECIES, -PI);
    DoubleVector restOfPi = DoubleVector.broadcast(SPECIES, -REST_OF_PI);
    DoubleVector lastOfPi = DoubleVector.broadcast(SPECIES, -LAST_OF_PI);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    DoubleVector c13 = DoubleVector.broadcast(SPECIES, C13);
    DoubleVector c15 = DoubleVector.broadcast(SPECIES, C15);
    DoubleVector c17 = DoubleVector.broadcast(SPECIES, C17);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + i);
      DoubleVector rounded = v.fma(perPi, ahead).add(rounding);
      DoubleVector k = rounded.sub(rounding).sub(ahead);
      DoubleVector r = k.fma(lastOfPi, k.fma(restOfPi, k.fma(pi, v)));
      DoubleVector square = r.mul(r);
      DoubleVector p = c17.fma(square, c15).fma(square, c13).fma(square, c11).fma(square, c9);
      p = p.fma(square, c7).fma(square, c5).fma(square, c3).fma(square, zero);
      p.fma(r, r)
          .reinterpretAsLongs()
          .lanewise(
              VectorOperators.XOR,
              rounded.reinterpretAsLongs().lanewise(VectorOperators.LSHL, SIGN_BIT))
          .reinterpretAsDoubles()
          .intoArray(y, yo + i);
    }
  }
}
