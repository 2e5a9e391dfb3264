package gradus.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The natural logarithm on whole vectors, each step with one right result, as in
/// [DoubleVectorExp].
///
/// `x = 2ᵏ (1 + f)` with `1 + f` in [√½, √2), and `ln x = k ln 2 + ln(1 + f)`. With `s = f / (2 +
/// f)`, the latter is `2s + s³ (C3 + C5 s² + …)`, a polynomial whose coefficients minimize the
/// greatest relative error, 2.5·10⁻¹⁸. As `2s = f - s f`, and `f - s f = f - (f² / 2 - s f² / 2)`,
/// no digit of `f` is lost.
///
/// What has no such form is mended by what is added at the end: 0, ∞ or NaN.
final class DoubleVectorLog {
  private static final VectorSpecies<Double> SPECIES = DoubleVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1023;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final int SIGN_BIT = 63;

  private static final long ONE = (long) BIAS << FRACTION_BITS;
  private static final long ROOT_HALF = Double.doubleToRawLongBits(0.7071067811865476);
  private static final long GREATEST = Double.doubleToRawLongBits(Double.MAX_VALUE);
  private static final long LEAST_NORMAL = 1L << FRACTION_BITS;

  /// The bits of a number that has whole numbers in its last bits.
  private static final double WHOLE = 0x1p52;

  /// Makes of numbers up to 1 normal ones, subnormal numbers included.
  private static final double LIFT = 0x1p1023;

  /// `ln 2` in two parts.
  private static final double LN2 = 0x1.62e42fefa39efp-1;

  private static final double REST_OF_LN2 = 0x1.abc9e3b39803fp-56;

  private static final double C3 = 0x1.5555555555593p-1;
  private static final double C5 = 0x1.999999997f8a7p-2;
  private static final double C7 = 0x1.249249423e568p-2;
  private static final double C9 = 0x1.c71c51c669fd4p-3;
  private static final double C11 = 0x1.74664d774e4eap-3;
  private static final double C13 = 0x1.39a02ece09f87p-3;
  private static final double C15 = 0x1.2f15bcc110531p-3;

  private DoubleVectorLog() {}

  /// Whether all of at least [#LANES] elements are positive normal numbers, which [#logNormal]
  /// takes. `turn` makes the bits of those the least of all.
  static boolean isNormal(double[] x, int xo, int n) {
    long turn = Long.MIN_VALUE - LEAST_NORMAL;
    int end = n - LANES;
    LongVector greatest =
        DoubleVector.fromArray(SPECIES, x, xo + end).reinterpretAsLongs().add(turn);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          DoubleVector.fromArray(SPECIES, x, xo + i).reinterpretAsLongs().add(turn).max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= GREATEST + turn;
  }

  /// The same as [#log], to the last bit, where [#isNormal] has found it possible.
  static void logNormal(double[] x, int xo, double[] y, int yo, int end) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector oneHalf = DoubleVector.broadcast(SPECIES, 1.0 / 2);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, WHOLE + BIAS);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, REST_OF_LN2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    DoubleVector c13 = DoubleVector.broadcast(SPECIES, C13);
    DoubleVector c15 = DoubleVector.broadcast(SPECIES, C15);
    for (int i = 0; i < end; i += LANES) {
      LongVector parts =
          DoubleVector.fromArray(SPECIES, x, xo + i).reinterpretAsLongs().add(ONE - ROOT_HALF);
      DoubleVector k =
          parts
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .add(Double.doubleToRawLongBits(WHOLE))
              .reinterpretAsDoubles()
              .sub(start);
      DoubleVector f = parts.and(FRACTION).add(ROOT_HALF).reinterpretAsDoubles().sub(one);
      DoubleVector s = f.div(f.add(two));
      DoubleVector z = s.mul(s);
      DoubleVector p = c15.fma(z, c13).fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3);
      DoubleVector halfSquare = f.mul(f).mul(oneHalf);
      DoubleVector rest = k.fma(restOfLn2, p.fma(z, halfSquare).mul(s));
      DoubleVector log1p = f.add(rest.sub(halfSquare));
      k.fma(ln2, log1p).intoArray(y, yo + i);
    }
  }

  /// `y = ln x`, at most one unit in the last place off.
  static void log(double[] x, int xo, double[] y, int yo, int end) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector oneHalf = DoubleVector.broadcast(SPECIES, 1.0 / 2);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector lift = DoubleVector.broadcast(SPECIES, LIFT);
    LongVector infinity =
        DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY).reinterpretAsLongs();
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, REST_OF_LN2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    DoubleVector c13 = DoubleVector.broadcast(SPECIES, C13);
    DoubleVector c15 = DoubleVector.broadcast(SPECIES, C15);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + i);
      LongVector bits = v.reinterpretAsLongs();
      LongVector atMostOne = bits.min(ONE);
      LongVector lifted =
          atMostOne.reinterpretAsDoubles().fma(lift, zero).reinterpretAsLongs(); // 0 of -0
      LongVector parts = bits.sub(atMostOne).add(lifted).add(ONE - ROOT_HALF);
      DoubleVector start =
          infinity
              .sub(lifted)
              .max(Double.doubleToRawLongBits(WHOLE + 2 * BIAS))
              .reinterpretAsDoubles(); // ∞ for 0
      DoubleVector k =
          parts
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .add(Double.doubleToRawLongBits(WHOLE))
              .reinterpretAsDoubles()
              .sub(start);
      DoubleVector f = parts.and(FRACTION).add(ROOT_HALF).reinterpretAsDoubles().sub(one);
      DoubleVector s = f.div(f.add(two));
      DoubleVector z = s.mul(s);
      DoubleVector p = c15.fma(z, c13).fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3);
      DoubleVector halfSquare = f.mul(f).mul(oneHalf);
      DoubleVector rest = k.fma(restOfLn2, p.fma(z, halfSquare).mul(s));
      DoubleVector log1p = f.add(rest.sub(halfSquare));
      DoubleVector ofInfinity = v.sub(bits.min(GREATEST).reinterpretAsDoubles());
      k.fma(ln2, log1p)
          .add(ofInfinity)
          .reinterpretAsLongs()
          .or(lifted.lanewise(VectorOperators.ASHR, SIGN_BIT))
          .reinterpretAsDoubles()
          .intoArray(y, yo + i);
    }
  }

  /// `y = ln(1 + x)`, at most two units in the last place off: what `1 + x` loses by rounding is
  /// added to `f`.
  static void log1p(double[] x, int xo, double[] y, int yo, int end) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector oneHalf = DoubleVector.broadcast(SPECIES, 1.0 / 2);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, WHOLE + BIAS);
    LongVector square = DoubleVector.broadcast(SPECIES, 1).reinterpretAsLongs().add(ONE);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, REST_OF_LN2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    DoubleVector c13 = DoubleVector.broadcast(SPECIES, C13);
    DoubleVector c15 = DoubleVector.broadcast(SPECIES, C15);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + i);
      LongVector bits = v.reinterpretAsLongs();
      DoubleVector finite = bits.min(GREATEST).reinterpretAsDoubles();
      DoubleVector u = finite.add(one);
      DoubleVector lost = finite.sub(u.sub(one));
      LongVector sum = u.reinterpretAsLongs();
      LongVector parts = sum.add(ONE - ROOT_HALF);
      LongVector exponent = parts.lanewise(VectorOperators.LSHR, FRACTION_BITS);
      DoubleVector k =
          exponent.add(Double.doubleToRawLongBits(WHOLE)).reinterpretAsDoubles().sub(start);
      DoubleVector inverse =
          square
              .sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS))
              .max(0)
              .reinterpretAsDoubles();
      DoubleVector f =
          lost.fma(inverse, parts.and(FRACTION).add(ROOT_HALF).reinterpretAsDoubles().sub(one));
      DoubleVector s = f.div(f.add(two));
      DoubleVector z = s.mul(s);
      DoubleVector p = c15.fma(z, c13).fma(z, c11).fma(z, c9).fma(z, c7).fma(z, c5).fma(z, c3);
      DoubleVector halfSquare = f.mul(f).mul(oneHalf);
      DoubleVector rest = k.fma(restOfLn2, p.fma(z, halfSquare).mul(s));
      DoubleVector log1p = f.add(rest.sub(halfSquare));
      DoubleVector ofMinusOne = sum.sub(LEAST_NORMAL).min(0).reinterpretAsDoubles();
      DoubleVector ofInfinity = v.sub(finite);
      k.fma(ln2, log1p)
          .add(ofMinusOne.add(ofInfinity))
          .reinterpretAsLongs()
          .or(sum.lanewise(VectorOperators.ASHR, SIGN_BIT))
          .or(bits.and(Long.MIN_VALUE))
          .reinterpretAsDoubles()
          .intoArray(y, yo + i);
    }
  }
}
