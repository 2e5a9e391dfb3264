package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of a matrix and a vector with the Vector API, on one thread: what a matrix product
/// is when one of its outer dimensions is 1. Every number of the matrix is used once, so reading it
/// is all that counts, and it is read in the order in which it lies.
final class FloatVectorMatvec {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /// Sums that are kept in the first-level cache while the columns are added up.
  private static final int BLOCK = 2048;

  private static final ThreadLocal<FloatVectorMatvec> OF_THREAD =
      ThreadLocal.withInitial(FloatVectorMatvec::new);

  private final float[] lanes = new float[4 * LANES];
  private final float[] sums = new float[BLOCK];
  private float[] gathered = {};

  private FloatVectorMatvec() {}

  /// `y = y + M x`. Element `M[r, p]` lies at `m[mo + r * mrs + p * mcs]`, `x[p]` at `xo + p * xs`
  /// and `y[r]` at `yo + r * ys`.
  static void add(
      int rows,
      int k,
      float[] m,
      int mo,
      int mrs,
      int mcs,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    FloatVectorMatvec scratch = OF_THREAD.get();
    if (mcs == 1 && xs == 1) {
      scratch.addDots(rows, k, m, mo, mrs, x, xo, y, yo, ys);
    } else if (mcs == 1) {
      scratch.addDots(rows, k, m, mo, mrs, scratch.gather(k, x, xo, xs), 0, y, yo, ys);
    } else if (mrs == 1) {
      scratch.addColumns(rows, k, m, mo, mcs, x, xo, xs, y, yo, ys);
    } else {
      addScattered(rows, k, m, mo, mrs, mcs, x, xo, xs, y, yo, ys);
    }
  }

  private float[] gather(int k, float[] x, int xo, int xs) {
    if (gathered.length < k) {
      gathered = new float[Math.max(k, 2 * gathered.length)];
    }
    for (int p = 0; p < k; p++) {
      gathered[p] = x[xo + p * xs];
    }
    return gathered;
  }

  /// Rows that lie in one piece: a dot product each, four at a time, in as many chains as a vector
  /// has lanes. The lanes are added up in an order of our own, since that of `reduceLanes` may
  /// change once a method has been compiled.
  private void addDots(
      int rows, int k, float[] m, int mo, int mrs, float[] x, int xo, float[] y, int yo, int ys) {
    int whole = SPECIES.loopBound(k);
    int r = 0;
    for (; r <= rows - 4; r += 4) {
      int row = mo + r * mrs;
      fourDots(whole, m, row, mrs, x, xo, lanes);
      for (int i = 0; i < 4; i++) {
        float rest = rest(whole, k, m, row + i * mrs, x, xo);
        y[yo + (r + i) * ys] += sum(lanes, i * LANES) + rest;
      }
    }
    for (; r < rows; r++) {
      int row = mo + r * mrs;
      dot(whole, m, row, x, xo, lanes);
      y[yo + r * ys] += sum(lanes, 0) + rest(whole, k, m, row, x, xo);
    }
  }

  private static void fourDots(
      int k, float[] m, int mo, int mrs, float[] x, int xo, float[] lanes) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + p);
      s0 = FloatVector.fromArray(SPECIES, m, mo + p).fma(v, s0);
      s1 = FloatVector.fromArray(SPECIES, m, mo + mrs + p).fma(v, s1);
      s2 = FloatVector.fromArray(SPECIES, m, mo + 2 * mrs + p).fma(v, s2);
      s3 = FloatVector.fromArray(SPECIES, m, mo + 3 * mrs + p).fma(v, s3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, LANES);
    s2.intoArray(lanes, 2 * LANES);
    s3.intoArray(lanes, 3 * LANES);
  }

  private static void dot(int k, float[] m, int mo, float[] x, int xo, float[] lanes) {
    FloatVector s = FloatVector.zero(SPECIES);
    for (int p = 0; p < k; p += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + p);
      s = FloatVector.fromArray(SPECIES, m, mo + p).fma(v, s);
    }
    s.intoArray(lanes, 0);
  }

  private static float rest(int from, int k, float[] m, int mo, float[] x, int xo) {
    float sum = 0;
    for (int p = from; p < k; p++) {
      sum += m[mo + p] * x[xo + p];
    }
    return sum;
  }

  /// Adds up a vector's lanes pair by pair.
  private static float sum(float[] lanes, int from) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = from; i < from + half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[from];
  }

  /// Columns that lie in one piece: multiples of them are added up, four at a time.
  private void addColumns(
      int rows,
      int k,
      float[] m,
      int mo,
      int mcs,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    for (int r = 0; r < rows; r += BLOCK) {
      int n = Math.min(BLOCK, rows - r);
      for (int i = 0; i < n; i++) {
        sums[i] = y[yo + (r + i) * ys];
      }
      int p = 0;
      for (; p <= k - 4; p += 4) {
        addFour(n, m, mo + r + p * mcs, mcs, x, xo + p * xs, xs, sums);
      }
      for (; p < k; p++) {
        addOne(n, m, mo + r + p * mcs, x[xo + p * xs], sums);
      }
      for (int i = 0; i < n; i++) {
        y[yo + (r + i) * ys] = sums[i];
      }
    }
  }

  private static void addFour(
      int n, float[] m, int mo, int mcs, float[] x, int xo, int xs, float[] sums) {
    float x0 = x[xo];
    float x1 = x[xo + xs];
    float x2 = x[xo + 2 * xs];
    float x3 = x[xo + 3 * xs];
    FloatVector v0 = FloatVector.broadcast(SPECIES, x0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, x1);
    FloatVector v2 = FloatVector.broadcast(SPECIES, x2);
    FloatVector v3 = FloatVector.broadcast(SPECIES, x3);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, sums, i);
      s = FloatVector.fromArray(SPECIES, m, mo + i).fma(v0, s);
      s = FloatVector.fromArray(SPECIES, m, mo + mcs + i).fma(v1, s);
      s = FloatVector.fromArray(SPECIES, m, mo + 2 * mcs + i).fma(v2, s);
      s = FloatVector.fromArray(SPECIES, m, mo + 3 * mcs + i).fma(v3, s);
      s.intoArray(sums, i);
    }
    for (; i < n; i++) {
      float s = sums[i] + m[mo + i] * x0 + m[mo + mcs + i] * x1;
      sums[i] = s + m[mo + 2 * mcs + i] * x2 + m[mo + 3 * mcs + i] * x3;
    }
  }

  private static void addOne(int n, float[] m, int mo, float x, float[] sums) {
    FloatVector v = FloatVector.broadcast(SPECIES, x);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, sums, i);
      FloatVector.fromArray(SPECIES, m, mo + i).fma(v, s).intoArray(sums, i);
    }
    for (; i < n; i++) {
      sums[i] += m[mo + i] * x;
    }
  }

  private static void addScattered(
      int rows,
      int k,
      float[] m,
      int mo,
      int mrs,
      int mcs,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    for (int r = 0; r < rows; r++) {
      int row = mo + r * mrs;
      float sum = y[yo + r * ys];
      for (int p = 0; p < k; p++) {
        sum += m[row + p * mcs] * x[xo + p * xs];
      }
      y[yo + r * ys] = sum;
    }
  }
}
