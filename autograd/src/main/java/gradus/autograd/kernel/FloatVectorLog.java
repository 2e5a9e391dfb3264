package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The natural logarithm on whole vectors, each step with one right result, as in [FloatVectorExp].
///
/// `x = 2ᵏ (1 + f)` with `1 + f` in [⅔, 1⅓), and `ln x = k ln 2 + ln(1 + f)`. For the latter stands
/// a polynomial `f - f² / 2 + f³ (C3 + C4 f + …)`, whose coefficients minimize the greatest
/// relative error, 5·10⁻⁹.
///
/// What has no such form is mended by what is added at the end: 0, ∞ or NaN.
final class FloatVectorLog {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int FRACTION_BITS = 23;
  private static final int BIAS = 127;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int SIGN_BIT = 31;

  private static final int ONE = BIAS << FRACTION_BITS;
  private static final int TWO_THIRDS = Float.floatToRawIntBits(2f / 3);
  private static final int GREATEST = Float.floatToRawIntBits(Float.MAX_VALUE);
  private static final int LEAST_NORMAL = 1 << FRACTION_BITS;

  /// The bits of a number that has whole numbers in its last bits.
  private static final float WHOLE = 0x1p23f;

  /// Makes of numbers up to 1 normal ones, subnormal numbers included.
  private static final float LIFT = 0x1p127f;

  private static final float LN2 = (float) 0.6931471805599453;
  private static final float C3 = 0x1.55550cp-2f;
  private static final float C4 = -0x1.fffe5ep-3f;
  private static final float C5 = 0x1.99ce42p-3f;
  private static final float C6 = -0x1.55b7e6p-3f;
  private static final float C7 = 0x1.1ef19cp-3f;
  private static final float C8 = -0x1.f03c18p-4f;
  private static final float C9 = 0x1.1df346p-3f;
  private static final float C10 = -0x1.0e2ac2p-3f;

  private FloatVectorLog() {}

  /// Whether all of at least [#LANES] elements are positive normal numbers, which [#logNormal]
  /// takes. `turn` makes the bits of those the least of all.
  static boolean isNormal(float[] x, int xo, int n) {
    int turn = Integer.MIN_VALUE - LEAST_NORMAL;
    int end = n - LANES;
    IntVector greatest = FloatVector.fromArray(SPECIES, x, xo + end).reinterpretAsInts().add(turn);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          FloatVector.fromArray(SPECIES, x, xo + i).reinterpretAsInts().add(turn).max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= GREATEST + turn;
  }

  /// The same as [#log], to the last bit, where [#isNormal] has found it possible.
  static void logNormal(float[] x, int xo, float[] y, int yo, int end) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector minusHalf = FloatVector.broadcast(SPECIES, -1f / 2);
    FloatVector start = FloatVector.broadcast(SPECIES, WHOLE + BIAS);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, LN2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    FloatVector c7 = FloatVector.broadcast(SPECIES, C7);
    FloatVector c8 = FloatVector.broadcast(SPECIES, C8);
    FloatVector c9 = FloatVector.broadcast(SPECIES, C9);
    FloatVector c10 = FloatVector.broadcast(SPECIES, C10);
    for (int i = 0; i < end; i += LANES) {
      IntVector parts =
          FloatVector.fromArray(SPECIES, x, xo + i).reinterpretAsInts().add(ONE - TWO_THIRDS);
      FloatVector k =
          parts
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .add(Float.floatToRawIntBits(WHOLE))
              .reinterpretAsFloats()
              .sub(start);
      FloatVector f = parts.and(FRACTION).add(TWO_THIRDS).reinterpretAsFloats().sub(one);
      FloatVector p = c10.fma(f, c9).fma(f, c8).fma(f, c7).fma(f, c6).fma(f, c5).fma(f, c4);
      FloatVector log1p = p.fma(f, c3).fma(f, minusHalf).fma(f.mul(f), f);
      k.fma(ln2, log1p).intoArray(y, yo + i);
    }
  }

  /// `y = ln x`, at most one unit in the last place off.
  static void log(float[] x, int xo, float[] y, int yo, int end) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector minusHalf = FloatVector.broadcast(SPECIES, -1f / 2);
    FloatVector lift = FloatVector.broadcast(SPECIES, LIFT);
    IntVector infinity =
        FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY).reinterpretAsInts();
    FloatVector ln2 = FloatVector.broadcast(SPECIES, LN2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    FloatVector c7 = FloatVector.broadcast(SPECIES, C7);
    FloatVector c8 = FloatVector.broadcast(SPECIES, C8);
    FloatVector c9 = FloatVector.broadcast(SPECIES, C9);
    FloatVector c10 = FloatVector.broadcast(SPECIES, C10);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      IntVector bits = v.reinterpretAsInts();
      IntVector atMostOne = bits.min(ONE);
      IntVector lifted =
          atMostOne.reinterpretAsFloats().fma(lift, zero).reinterpretAsInts(); // 0 of -0
      IntVector parts = bits.sub(atMostOne).add(lifted).add(ONE - TWO_THIRDS);
      FloatVector start =
          infinity
              .sub(lifted)
              .max(Float.floatToRawIntBits(WHOLE + 2 * BIAS))
              .reinterpretAsFloats(); // ∞ for 0
      FloatVector k =
          parts
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .add(Float.floatToRawIntBits(WHOLE))
              .reinterpretAsFloats()
              .sub(start);
      FloatVector f = parts.and(FRACTION).add(TWO_THIRDS).reinterpretAsFloats().sub(one);
      FloatVector p = c10.fma(f, c9).fma(f, c8).fma(f, c7).fma(f, c6).fma(f, c5).fma(f, c4);
      FloatVector log1p = p.fma(f, c3).fma(f, minusHalf).fma(f.mul(f), f);
      FloatVector ofInfinity = v.sub(bits.min(GREATEST).reinterpretAsFloats());
      k.fma(ln2, log1p)
          .add(ofInfinity)
          .reinterpretAsInts()
          .or(lifted.lanewise(VectorOperators.ASHR, SIGN_BIT))
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
  }

  /// `y = ln(1 + x)`, at most two units in the last place off: what `1 + x` loses by rounding is
  /// added to `f`.
  static void log1p(float[] x, int xo, float[] y, int yo, int end) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector minusHalf = FloatVector.broadcast(SPECIES, -1f / 2);
    FloatVector start = FloatVector.broadcast(SPECIES, WHOLE + BIAS);
    IntVector square = FloatVector.broadcast(SPECIES, 1).reinterpretAsInts().add(ONE);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, LN2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    FloatVector c7 = FloatVector.broadcast(SPECIES, C7);
    FloatVector c8 = FloatVector.broadcast(SPECIES, C8);
    FloatVector c9 = FloatVector.broadcast(SPECIES, C9);
    FloatVector c10 = FloatVector.broadcast(SPECIES, C10);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      IntVector bits = v.reinterpretAsInts();
      FloatVector finite = bits.min(GREATEST).reinterpretAsFloats();
      FloatVector u = finite.add(one);
      FloatVector lost = finite.sub(u.sub(one));
      IntVector sum = u.reinterpretAsInts();
      IntVector parts = sum.add(ONE - TWO_THIRDS);
      IntVector exponent = parts.lanewise(VectorOperators.LSHR, FRACTION_BITS);
      FloatVector k = exponent.add(Float.floatToRawIntBits(WHOLE)).reinterpretAsFloats().sub(start);
      FloatVector inverse =
          square
              .sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS))
              .max(0)
              .reinterpretAsFloats();
      FloatVector f =
          lost.fma(inverse, parts.and(FRACTION).add(TWO_THIRDS).reinterpretAsFloats().sub(one));
      FloatVector p = c10.fma(f, c9).fma(f, c8).fma(f, c7).fma(f, c6).fma(f, c5).fma(f, c4);
      FloatVector log1p = p.fma(f, c3).fma(f, minusHalf).fma(f.mul(f), f);
      FloatVector ofMinusOne = sum.sub(LEAST_NORMAL).min(0).reinterpretAsFloats();
      FloatVector ofInfinity = v.sub(finite);
      k.fma(ln2, log1p)
          .add(ofMinusOne.add(ofInfinity))
          .reinterpretAsInts()
          .or(sum.lanewise(VectorOperators.ASHR, SIGN_BIT))
          .or(bits.and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
  }
}
