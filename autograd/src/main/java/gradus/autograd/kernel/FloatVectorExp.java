package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential function and its kin, on whole vectors.
///
/// Every step is an operation with one right result, so that the interpreter and the compiler agree
/// to the last bit. The Vector API's own `EXP` is no such operation: it is [Math#exp] until the
/// compiler makes a call of another library of it.
///
/// With `k` the whole number nearest to `x / ln 2`, `eˣ = 2ᵏ eʳ`, and `r = x - k ln 2` is within ±½
/// ln 2. There, a polynomial `r + r² (C2 + C3 r + …)` is `eʳ - 1`; its coefficients minimize the
/// greatest relative error, 1.4·10⁻⁸.
///
/// A method computes vectors of [#LANES] elements, as long as they begin before `end`.
final class FloatVectorExp {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int FRACTION_BITS = 23;
  private static final int BIAS = 127;

  /// Added to a number, it leaves the nearest whole number in the last bits.
  private static final float ROUNDING = 0x1.8p23f;

  private static final float PER_LN2 = (float) 1.4426950408889634;

  /// `ln 2` in two parts, both positive: -0 stays -0.
  private static final float LN2 = 0x1.62e42ep-1f;

  private static final float REST_OF_LN2 = 0x1.efa39ep-25f;

  private static final float C2 = 0x1p-1f;
  private static final float C3 = 0x1.5554aep-3f;
  private static final float C4 = 0x1.555486p-5f;
  private static final float C5 = 0x1.1228ap-7f;
  private static final float C6 = 0x1.6d99ecp-10f;

  /// The exponential of anything nearer to 0 is a normal number.
  private static final float NEAR = 87;

  /// Below it, the exponential is 0, and above it at least half of the least number.
  private static final float LEAST = -104;

  /// From here downwards `eˣ - 1` is -1.
  private static final float LEAST_EXPM1 = -18;

  /// From here on the hyperbolic tangent is 1.
  private static final float GREATEST_TANH = 10;

  /// Added to the bits of a number, it leaves the negative ones on top, the farthest from 0 last,
  /// so that a minimum cuts off those alone; NaNs of either sign are beneath.
  private static final int NEGATIVE_LAST = Integer.MIN_VALUE + (1 << FRACTION_BITS) - 1;

  /// The same for bits without the sign: it leaves infinity on top.
  private static final int INFINITY_LAST = (1 << FRACTION_BITS) - 1;

  private FloatVectorExp() {}

  /// Whether [#expNear] can find `e^(factor x - shift)` for all of at least [#LANES] elements.
  static boolean isNear(float[] x, int xo, float factor, float shift, int n) {
    FloatVector times = FloatVector.broadcast(SPECIES, factor);
    FloatVector minus = FloatVector.broadcast(SPECIES, -shift);
    int end = n - LANES;
    IntVector greatest =
        FloatVector.fromArray(SPECIES, x, xo + end)
            .fma(times, minus)
            .reinterpretAsInts()
            .and(Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .fma(times, minus)
              .reinterpretAsInts()
              .and(Integer.MAX_VALUE)
              .max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= Float.floatToRawIntBits(NEAR);
  }

  /// The same as [#exp], to the last bit, where [#isNear] has found it possible: `k` is added to
  /// the exponent.
  static void expNear(float[] x, int xo, float factor, float shift, float[] y, int yo, int end) {
    FloatVector times = FloatVector.broadcast(SPECIES, factor);
    FloatVector minus = FloatVector.broadcast(SPECIES, -shift);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector perLn2 = FloatVector.broadcast(SPECIES, PER_LN2);
    FloatVector start = FloatVector.broadcast(SPECIES, ROUNDING);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, -LN2);
    FloatVector restOfLn2 = FloatVector.broadcast(SPECIES, -REST_OF_LN2);
    FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i).fma(times, minus);
      FloatVector rounded = v.fma(perLn2, start);
      FloatVector k = rounded.sub(start);
      FloatVector r = k.fma(restOfLn2, k.fma(ln2, v));
      FloatVector p = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      rounded
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHL, FRACTION_BITS)
          .add(p.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
  }

  /// `y = e^(factor x - shift)`, at most one unit in the last place off.
  ///
  /// 2ᵏ is multiplied in as two factors, since it may be no number where the result is one. The
  /// first product is exact.
  static void exp(float[] x, int xo, float factor, float shift, float[] y, int yo, int end) {
    int greatest = Float.floatToRawIntBits(ROUNDING + 3 * BIAS + 2);
    int least = Float.floatToRawIntBits(LEAST) + NEGATIVE_LAST;
    FloatVector times = FloatVector.broadcast(SPECIES, factor);
    FloatVector minus = FloatVector.broadcast(SPECIES, -shift);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector perLn2 = FloatVector.broadcast(SPECIES, PER_LN2);
    FloatVector start = FloatVector.broadcast(SPECIES, ROUNDING + 2 * BIAS);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, -LN2);
    FloatVector restOfLn2 = FloatVector.broadcast(SPECIES, -REST_OF_LN2);
    FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .fma(times, minus)
              .reinterpretAsInts()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsFloats();
      IntVector exponents = v.fma(perLn2, start).reinterpretAsInts().min(greatest);
      FloatVector k = exponents.reinterpretAsFloats().sub(start);
      FloatVector r = k.fma(restOfLn2, k.fma(ln2, v));
      FloatVector p = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      IntVector half = exponents.lanewise(VectorOperators.LSHR, 1);
      IntVector otherHalf = exponents.sub(half);
      p.mul(half.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats())
          .mul(otherHalf.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats())
          .intoArray(y, yo + i);
    }
  }

  /// `y = eˣ - 1 = 2ᵏ (eʳ - 1) + (2ᵏ - 1)`, at most two units in the last place off.
  ///
  /// It is computed by halves, since `2ᵏ` may be no number where the result is one. The negated
  /// difference keeps the sign of -0.
  static void expm1(float[] x, int xo, float[] y, int yo, int end) {
    float rounding = ROUNDING + BIAS - 1;
    int greatest = Float.floatToRawIntBits(rounding + BIAS + 1);
    int least = Float.floatToRawIntBits(LEAST_EXPM1) + NEGATIVE_LAST;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector oneHalf = FloatVector.broadcast(SPECIES, 1f / 2);
    FloatVector perLn2 = FloatVector.broadcast(SPECIES, PER_LN2);
    FloatVector start = FloatVector.broadcast(SPECIES, rounding);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, -LN2);
    FloatVector restOfLn2 = FloatVector.broadcast(SPECIES, -REST_OF_LN2);
    FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .reinterpretAsInts()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsFloats();
      IntVector exponents = v.fma(perLn2, start).reinterpretAsInts().min(greatest);
      FloatVector k = exponents.reinterpretAsFloats().sub(start);
      FloatVector r = k.fma(restOfLn2, k.fma(ln2, v));
      FloatVector p = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, zero).fma(r, r);
      FloatVector scale =
          exponents.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
      FloatVector result = p.fma(scale, oneHalf.sub(scale).neg());
      result.add(result).intoArray(y, yo + i);
    }
  }

  /// `y = 1 / (1 + e⁻ˣ)`, at most two units in the last place off; where that is next to the least
  /// normal number, or less, it may be as much as that off.
  static void sigmoid(float[] x, int xo, float[] y, int yo, int end) {
    int greatest = Float.floatToRawIntBits(ROUNDING + 2 * BIAS);
    int least = Float.floatToRawIntBits(LEAST_EXPM1) + NEGATIVE_LAST;
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector perLn2 = FloatVector.broadcast(SPECIES, PER_LN2);
    FloatVector start = FloatVector.broadcast(SPECIES, ROUNDING + BIAS);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, -LN2);
    FloatVector restOfLn2 = FloatVector.broadcast(SPECIES, -REST_OF_LN2);
    FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .neg()
              .reinterpretAsInts()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsFloats();
      IntVector exponents = v.fma(perLn2, start).reinterpretAsInts().min(greatest);
      FloatVector k = exponents.reinterpretAsFloats().sub(start);
      FloatVector r = k.fma(restOfLn2, k.fma(ln2, v));
      FloatVector p = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      FloatVector scale =
          exponents.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
      one.div(p.fma(scale, one)).intoArray(y, yo + i);
    }
  }

  /// `y = tanh x`, at most three units in the last place off: `e / (e + 2)` with `e = e^(2|x|) -
  /// 1`, and the sign of `x`.
  static void tanh(float[] x, int xo, float[] y, int yo, int end) {
    int greatest = Float.floatToRawIntBits(GREATEST_TANH) + INFINITY_LAST;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector perLn2 = FloatVector.broadcast(SPECIES, PER_LN2);
    FloatVector start = FloatVector.broadcast(SPECIES, ROUNDING + BIAS);
    FloatVector ln2 = FloatVector.broadcast(SPECIES, -LN2);
    FloatVector restOfLn2 = FloatVector.broadcast(SPECIES, -REST_OF_LN2);
    FloatVector c2 = FloatVector.broadcast(SPECIES, C2);
    FloatVector c3 = FloatVector.broadcast(SPECIES, C3);
    FloatVector c4 = FloatVector.broadcast(SPECIES, C4);
    FloatVector c5 = FloatVector.broadcast(SPECIES, C5);
    FloatVector c6 = FloatVector.broadcast(SPECIES, C6);
    for (int i = 0; i < end; i += LANES) {
      IntVector bits = FloatVector.fromArray(SPECIES, x, xo + i).reinterpretAsInts();
      IntVector sign = bits.and(Integer.MIN_VALUE);
      FloatVector size =
          bits.and(Integer.MAX_VALUE)
              .add(INFINITY_LAST)
              .min(greatest)
              .sub(INFINITY_LAST)
              .reinterpretAsFloats();
      FloatVector v = size.add(size);
      FloatVector rounded = v.fma(perLn2, start);
      FloatVector k = rounded.sub(start);
      FloatVector r = k.fma(restOfLn2, k.fma(ln2, v));
      FloatVector p = c6.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, zero).fma(r, r);
      FloatVector scale =
          rounded
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .reinterpretAsFloats();
      FloatVector e = p.fma(scale, scale.sub(one));
      e.div(e.add(two)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yo + i);
    }
  }
}
