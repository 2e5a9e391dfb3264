package gradus.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
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
/// greatest relative error, 1.8·10⁻¹⁷.
///
/// A method computes vectors of [#LANES] elements, as long as they begin before `end`.
final class DoubleVectorExp {
  private static final VectorSpecies<Double> SPECIES = DoubleVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1023;

  /// Added to a number, it leaves the nearest whole number in the last bits.
  private static final double ROUNDING = 0x1.8p52;

  private static final double PER_LN2 = 1.4426950408889634;

  /// `ln 2` in two parts, both positive: -0 stays -0.
  private static final double LN2 = 0x1.62e42fefa39efp-1;

  private static final double REST_OF_LN2 = 0x1.abc9e3b39803fp-56;

  private static final double C2 = 0x1.0000000000005p-1;
  private static final double C3 = 0x1.555555555555cp-3;
  private static final double C4 = 0x1.555555555207ap-5;
  private static final double C5 = 0x1.111111110e681p-7;
  private static final double C6 = 0x1.6c16c17f58b13p-10;
  private static final double C7 = 0x1.a01a01b5f8936p-13;
  private static final double C8 = 0x1.a019a61c5b549p-16;
  private static final double C9 = 0x1.71dde9b526674p-19;
  private static final double C10 = 0x1.28a3193ef56a0p-22;
  private static final double C11 = 0x1.af7735c5f5271p-26;

  /// The exponential of anything nearer to 0 is a normal number.
  private static final double NEAR = 708;

  /// Below it, the exponential is 0, and above it at least half of the least number.
  private static final double LEAST = -746;

  /// From here downwards `eˣ - 1` is -1.
  private static final double LEAST_EXPM1 = -40;

  /// From here on the hyperbolic tangent is 1.
  private static final double GREATEST_TANH = 20;

  /// Added to the bits of a number, it leaves the negative ones on top, the farthest from 0 last,
  /// so that a minimum cuts off those alone; NaNs of either sign are beneath.
  private static final long NEGATIVE_LAST = Long.MIN_VALUE + (1L << FRACTION_BITS) - 1;

  /// The same for bits without the sign: it leaves infinity on top.
  private static final long INFINITY_LAST = (1L << FRACTION_BITS) - 1;

  private DoubleVectorExp() {}

  /// Whether [#expNear] can find `e^(factor x - shift)` for all of at least [#LANES] elements.
  static boolean isNear(double[] x, int xo, double factor, double shift, int n) {
    DoubleVector times = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector minus = DoubleVector.broadcast(SPECIES, -shift);
    int end = n - LANES;
    LongVector greatest =
        DoubleVector.fromArray(SPECIES, x, xo + end)
            .fma(times, minus)
            .reinterpretAsLongs()
            .and(Long.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      greatest =
          DoubleVector.fromArray(SPECIES, x, xo + i)
              .fma(times, minus)
              .reinterpretAsLongs()
              .and(Long.MAX_VALUE)
              .max(greatest);
    }
    return greatest.reduceLanes(VectorOperators.MAX) <= Double.doubleToRawLongBits(NEAR);
  }

  /// The same as [#exp], to the last bit, where [#isNear] has found it possible: `k` is added to
  /// the exponent.
  static void expNear(
      double[] x, int xo, double factor, double shift, double[] y, int yo, int end) {
    DoubleVector times = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector minus = DoubleVector.broadcast(SPECIES, -shift);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector perLn2 = DoubleVector.broadcast(SPECIES, PER_LN2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, ROUNDING);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, -LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, -REST_OF_LN2);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, C2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c4 = DoubleVector.broadcast(SPECIES, C4);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c6 = DoubleVector.broadcast(SPECIES, C6);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c8 = DoubleVector.broadcast(SPECIES, C8);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c10 = DoubleVector.broadcast(SPECIES, C10);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + i).fma(times, minus);
      DoubleVector rounded = v.fma(perLn2, start);
      DoubleVector k = rounded.sub(start);
      DoubleVector r = k.fma(restOfLn2, k.fma(ln2, v));
      DoubleVector p = c11.fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6);
      p = p.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      rounded
          .reinterpretAsLongs()
          .lanewise(VectorOperators.LSHL, FRACTION_BITS)
          .add(p.reinterpretAsLongs())
          .reinterpretAsDoubles()
          .intoArray(y, yo + i);
    }
  }

  /// `y = e^(factor x - shift)`, at most one unit in the last place off.
  ///
  /// 2ᵏ is multiplied in as two factors, since it may be no number where the result is one. The
  /// first product is exact.
  static void exp(double[] x, int xo, double factor, double shift, double[] y, int yo, int end) {
    long greatest = Double.doubleToRawLongBits(ROUNDING + 3 * BIAS + 2);
    long least = Double.doubleToRawLongBits(LEAST) + NEGATIVE_LAST;
    DoubleVector times = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector minus = DoubleVector.broadcast(SPECIES, -shift);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector perLn2 = DoubleVector.broadcast(SPECIES, PER_LN2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, ROUNDING + 2 * BIAS);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, -LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, -REST_OF_LN2);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, C2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c4 = DoubleVector.broadcast(SPECIES, C4);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c6 = DoubleVector.broadcast(SPECIES, C6);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c8 = DoubleVector.broadcast(SPECIES, C8);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c10 = DoubleVector.broadcast(SPECIES, C10);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v =
          DoubleVector.fromArray(SPECIES, x, xo + i)
              .fma(times, minus)
              .reinterpretAsLongs()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsDoubles();
      LongVector exponents = v.fma(perLn2, start).reinterpretAsLongs().min(greatest);
      DoubleVector k = exponents.reinterpretAsDoubles().sub(start);
      DoubleVector r = k.fma(restOfLn2, k.fma(ln2, v));
      DoubleVector p = c11.fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6);
      p = p.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      LongVector half = exponents.lanewise(VectorOperators.LSHR, 1);
      LongVector otherHalf = exponents.sub(half);
      p.mul(half.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles())
          .mul(otherHalf.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles())
          .intoArray(y, yo + i);
    }
  }

  /// `y = eˣ - 1 = 2ᵏ (eʳ - 1) + (2ᵏ - 1)`, at most two units in the last place off.
  ///
  /// It is computed by halves, since `2ᵏ` may be no number where the result is one. The negated
  /// difference keeps the sign of -0.
  static void expm1(double[] x, int xo, double[] y, int yo, int end) {
    double rounding = ROUNDING + BIAS - 1;
    long greatest = Double.doubleToRawLongBits(rounding + BIAS + 1);
    long least = Double.doubleToRawLongBits(LEAST_EXPM1) + NEGATIVE_LAST;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector oneHalf = DoubleVector.broadcast(SPECIES, 1.0 / 2);
    DoubleVector perLn2 = DoubleVector.broadcast(SPECIES, PER_LN2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, rounding);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, -LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, -REST_OF_LN2);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, C2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c4 = DoubleVector.broadcast(SPECIES, C4);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c6 = DoubleVector.broadcast(SPECIES, C6);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c8 = DoubleVector.broadcast(SPECIES, C8);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c10 = DoubleVector.broadcast(SPECIES, C10);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v =
          DoubleVector.fromArray(SPECIES, x, xo + i)
              .reinterpretAsLongs()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsDoubles();
      LongVector exponents = v.fma(perLn2, start).reinterpretAsLongs().min(greatest);
      DoubleVector k = exponents.reinterpretAsDoubles().sub(start);
      DoubleVector r = k.fma(restOfLn2, k.fma(ln2, v));
      DoubleVector p = c11.fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6);
      p = p.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, zero).fma(r, r);
      DoubleVector scale =
          exponents.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles();
      DoubleVector result = p.fma(scale, oneHalf.sub(scale).neg());
      result.add(result).intoArray(y, yo + i);
    }
  }

  /// `y = 1 / (1 + e⁻ˣ)`, at most two units in the last place off; where that is next to the least
  /// normal number, or less, it may be as much as that off.
  static void sigmoid(double[] x, int xo, double[] y, int yo, int end) {
    long greatest = Double.doubleToRawLongBits(ROUNDING + 2 * BIAS);
    long least = Double.doubleToRawLongBits(LEAST_EXPM1) + NEGATIVE_LAST;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector perLn2 = DoubleVector.broadcast(SPECIES, PER_LN2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, ROUNDING + BIAS);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, -LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, -REST_OF_LN2);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, C2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c4 = DoubleVector.broadcast(SPECIES, C4);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c6 = DoubleVector.broadcast(SPECIES, C6);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c8 = DoubleVector.broadcast(SPECIES, C8);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c10 = DoubleVector.broadcast(SPECIES, C10);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector v =
          DoubleVector.fromArray(SPECIES, x, xo + i)
              .neg()
              .reinterpretAsLongs()
              .add(NEGATIVE_LAST)
              .min(least)
              .sub(NEGATIVE_LAST)
              .reinterpretAsDoubles();
      LongVector exponents = v.fma(perLn2, start).reinterpretAsLongs().min(greatest);
      DoubleVector k = exponents.reinterpretAsDoubles().sub(start);
      DoubleVector r = k.fma(restOfLn2, k.fma(ln2, v));
      DoubleVector p = c11.fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6);
      p = p.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, one).fma(r, one);
      DoubleVector scale =
          exponents.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles();
      one.div(p.fma(scale, one)).intoArray(y, yo + i);
    }
  }

  /// `y = tanh x`, at most three units in the last place off: `e / (e + 2)` with `e = e^(2|x|) -
  /// 1`, and the sign of `x`.
  static void tanh(double[] x, int xo, double[] y, int yo, int end) {
    long greatest = Double.doubleToRawLongBits(GREATEST_TANH) + INFINITY_LAST;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector perLn2 = DoubleVector.broadcast(SPECIES, PER_LN2);
    DoubleVector start = DoubleVector.broadcast(SPECIES, ROUNDING + BIAS);
    DoubleVector ln2 = DoubleVector.broadcast(SPECIES, -LN2);
    DoubleVector restOfLn2 = DoubleVector.broadcast(SPECIES, -REST_OF_LN2);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, C2);
    DoubleVector c3 = DoubleVector.broadcast(SPECIES, C3);
    DoubleVector c4 = DoubleVector.broadcast(SPECIES, C4);
    DoubleVector c5 = DoubleVector.broadcast(SPECIES, C5);
    DoubleVector c6 = DoubleVector.broadcast(SPECIES, C6);
    DoubleVector c7 = DoubleVector.broadcast(SPECIES, C7);
    DoubleVector c8 = DoubleVector.broadcast(SPECIES, C8);
    DoubleVector c9 = DoubleVector.broadcast(SPECIES, C9);
    DoubleVector c10 = DoubleVector.broadcast(SPECIES, C10);
    DoubleVector c11 = DoubleVector.broadcast(SPECIES, C11);
    for (int i = 0; i < end; i += LANES) {
      LongVector bits = DoubleVector.fromArray(SPECIES, x, xo + i).reinterpretAsLongs();
      LongVector sign = bits.and(Long.MIN_VALUE);
      DoubleVector size =
          bits.and(Long.MAX_VALUE)
              .add(INFINITY_LAST)
              .min(greatest)
              .sub(INFINITY_LAST)
              .reinterpretAsDoubles();
      DoubleVector v = size.add(size);
      DoubleVector rounded = v.fma(perLn2, start);
      DoubleVector k = rounded.sub(start);
      DoubleVector r = k.fma(restOfLn2, k.fma(ln2, v));
      DoubleVector p = c11.fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6);
      p = p.fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2).fma(r, zero).fma(r, r);
      DoubleVector scale =
          rounded
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .reinterpretAsDoubles();
      DoubleVector e = p.fma(scale, scale.sub(one));
      e.div(e.add(two)).reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(y, yo + i);
    }
  }
}
