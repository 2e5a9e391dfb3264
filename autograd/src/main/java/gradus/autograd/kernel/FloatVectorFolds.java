package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The part of [FloatVectorRows] that makes one number of a row.
///
/// Where an addition waits for the one before, four accumulators keep four under way. A sum is
/// taken in blocks, whose results are added up in `double`: its error does not grow with the row.
abstract class FloatVectorFolds implements FloatRows {
  /// The widest vectors of this machine, up to the sixteen lanes that [#across] adds up.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);

  /// Rows below this length are left to plain loops: until the compiler has seen a vector loop
  /// often, it is about a thousand times slower than afterwards, and a program with small tensors
  /// would be over by then.
  static final int SHORT = 256;

  private static final int BLOCK = 4096;

  /// What takes several passes is done in pieces of a row, which stay in the nearest cache.
  private static final int PIECE = 2048;

  final FloatPlainRows plain = new FloatPlainRows();

  @Override
  public float expOfDifference(float[] x, int xo, float shift, float[] y, int yo, int n) {
    if (n < SHORT) {
      return plain.expOfDifference(x, xo, shift, y, yo, n);
    }
    double total = 0;
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      exp(x, xo + i, 1, shift, y, yo + i, length);
      total += blockSum(y, yo + i, length);
    }
    return (float) total;
  }

  @Override
  public float sumOfExp(float[] x, int xo, float shift, int n) {
    if (n < SHORT) {
      return plain.sumOfExp(x, xo, shift, n);
    }
    float[] exp = pieceOf(n);
    double total = 0;
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      exp(x, xo + i, 1, shift, exp, 0, length);
      total += blockSum(exp, 0, length);
    }
    return (float) total;
  }

  /// `y = e^(factor x - shift)`, for at least [#LANES] elements.
  static void exp(float[] x, int xo, float factor, float shift, float[] y, int yo, int n) {
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      FloatUnary vectors =
          FloatVectorExp.isNear(x, xo + i, factor, shift, length)
              ? (in, from, out, to, end) ->
                  FloatVectorExp.expNear(in, from, factor, shift, out, to, end)
              : (in, from, out, to, end) ->
                  FloatVectorExp.exp(in, from, factor, shift, out, to, end);
      row(vectors, x, xo + i, y, yo + i, length);
    }
  }

  /// Applies a function that computes whole vectors, as long as they begin before the end that it
  /// is given, to a row of at least [#LANES] elements.
  ///
  /// What is left at the end of the row is a last vector that overlaps the one before; it is
  /// computed first, because the result may be written over the argument.
  static void row(FloatUnary vectors, float[] x, int xo, float[] y, int yo, int n) {
    float[] last = new float[LANES];
    int end = n - LANES;
    vectors.apply(x, xo + end, last, 0, 1);
    vectors.apply(x, xo, y, yo, end);
    System.arraycopy(last, 0, y, yo + end, LANES);
  }

  /// How many of the elements that are left make the next piece: all, if it would leave less than a
  /// vector.
  static int nextPiece(int left) {
    return left < PIECE + LANES ? left : PIECE;
  }

  /// Room for any piece of a row.
  static float[] pieceOf(int n) {
    return new float[Math.min(n, PIECE + LANES)];
  }

  @Override
  public float sum(float[] x, int xo, int n) {
    if (n < SHORT) {
      return plain.sum(x, xo, n);
    }
    double total = 0;
    for (int i = 0; i < n; i += BLOCK) {
      total += blockSum(x, xo + i, Math.min(BLOCK, n - i));
    }
    return (float) total;
  }

  private float blockSum(float[] x, int xo, int n) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
      b = b.add(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
      c = c.add(FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
      d = d.add(FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
    }
    for (; i <= n - LANES; i += LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
    }
    float rest = plain.sum(x, xo + i, n - i);
    return across(a.add(b).add(c.add(d))) + rest;
  }

  @Override
  public float sumOfSquares(float[] x, int xo, int n) {
    if (n < SHORT) {
      return plain.sumOfSquares(x, xo, n);
    }
    double total = 0;
    for (int i = 0; i < n; i += BLOCK) {
      total += blockSumOfSquares(x, xo + i, Math.min(BLOCK, n - i));
    }
    return (float) total;
  }

  private float blockSumOfSquares(float[] x, int xo, int n) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector ax = FloatVector.fromArray(SPECIES, x, xo + i);
      a = ax.fma(ax, a);
      FloatVector bx = FloatVector.fromArray(SPECIES, x, xo + i + LANES);
      b = bx.fma(bx, b);
      FloatVector cx = FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES);
      c = cx.fma(cx, c);
      FloatVector dx = FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES);
      d = dx.fma(dx, d);
    }
    for (; i <= n - LANES; i += LANES) {
      FloatVector ax = FloatVector.fromArray(SPECIES, x, xo + i);
      a = ax.fma(ax, a);
    }
    float rest = plain.sumOfSquares(x, xo + i, n - i);
    return across(a.add(b).add(c.add(d))) + rest;
  }

  @Override
  public float sumOfSquaredDifferences(float[] x, int xo, float mean, int n) {
    if (n < SHORT) {
      return plain.sumOfSquaredDifferences(x, xo, mean, n);
    }
    double total = 0;
    for (int i = 0; i < n; i += BLOCK) {
      total += blockSumOfSquaredDifferences(x, xo + i, mean, Math.min(BLOCK, n - i));
    }
    return (float) total;
  }

  private float blockSumOfSquaredDifferences(float[] x, int xo, float mean, int n) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector ax = FloatVector.fromArray(SPECIES, x, xo + i).sub(mean);
      a = ax.fma(ax, a);
      FloatVector bx = FloatVector.fromArray(SPECIES, x, xo + i + LANES).sub(mean);
      b = bx.fma(bx, b);
      FloatVector cx = FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES).sub(mean);
      c = cx.fma(cx, c);
      FloatVector dx = FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES).sub(mean);
      d = dx.fma(dx, d);
    }
    for (; i <= n - LANES; i += LANES) {
      FloatVector ax = FloatVector.fromArray(SPECIES, x, xo + i).sub(mean);
      a = ax.fma(ax, a);
    }
    float rest = plain.sumOfSquaredDifferences(x, xo + i, mean, n - i);
    return across(a.add(b).add(c.add(d))) + rest;
  }

  @Override
  public float dot(float[] l, int lo, float[] r, int ro, int n) {
    if (n < SHORT) {
      return plain.dot(l, lo, r, ro, n);
    }
    double total = 0;
    for (int i = 0; i < n; i += BLOCK) {
      total += blockDot(l, lo + i, r, ro + i, Math.min(BLOCK, n - i));
    }
    return (float) total;
  }

  private float blockDot(float[] l, int lo, float[] r, int ro, int n) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector al = FloatVector.fromArray(SPECIES, l, lo + i);
      a = al.fma(FloatVector.fromArray(SPECIES, r, ro + i), a);
      FloatVector bl = FloatVector.fromArray(SPECIES, l, lo + i + LANES);
      b = bl.fma(FloatVector.fromArray(SPECIES, r, ro + i + LANES), b);
      FloatVector cl = FloatVector.fromArray(SPECIES, l, lo + i + 2 * LANES);
      c = cl.fma(FloatVector.fromArray(SPECIES, r, ro + i + 2 * LANES), c);
      FloatVector dl = FloatVector.fromArray(SPECIES, l, lo + i + 3 * LANES);
      d = dl.fma(FloatVector.fromArray(SPECIES, r, ro + i + 3 * LANES), d);
    }
    for (; i <= n - LANES; i += LANES) {
      FloatVector al = FloatVector.fromArray(SPECIES, l, lo + i);
      a = al.fma(FloatVector.fromArray(SPECIES, r, ro + i), a);
    }
    float rest = plain.dot(l, lo + i, r, ro + i, n - i);
    return across(a.add(b).add(c.add(d))) + rest;
  }

  @Override
  public float max(float[] x, int xo, int n) {
    if (n < SHORT) {
      return plain.max(x, xo, n);
    }
    FloatVector a = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      a = a.max(FloatVector.fromArray(SPECIES, x, xo + i));
      b = b.max(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
    }
    float rest = plain.max(x, xo + i, n - i);
    return Math.max(a.max(b).reduceLanes(VectorOperators.MAX), rest);
  }

  @Override
  public float min(float[] x, int xo, int n) {
    if (n < SHORT) {
      return plain.min(x, xo, n);
    }
    FloatVector a = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
    FloatVector b = a;
    int i = 0;
    for (; i <= n - 2 * LANES; i += 2 * LANES) {
      a = a.min(FloatVector.fromArray(SPECIES, x, xo + i));
      b = b.min(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
    }
    float rest = plain.min(x, xo + i, n - i);
    return Math.min(a.min(b).reduceLanes(VectorOperators.MIN), rest);
  }

  /// The sum of a vector of `x`, of [#LANES] numbers.
  static float sumOfVector(float[] x, int xo) {
    return across(FloatVector.fromArray(SPECIES, x, xo));
  }

  /// The sum of the lanes, always in the same order: half onto half. `reduceLanes` leaves the order
  /// open, even from one call to the next.
  private static float across(FloatVector v) {
    FloatVector sum = v;
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return sum.lane(0) + sum.lane(1);
  }
}
