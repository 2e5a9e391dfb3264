package gradus.autograd.kernel;

import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Copies strips of a matrix into *panels*, the order in which the product reads them.
///
/// A panel of width `w` and depth `k` holds line after line, `k` of them, each `stride` long and
/// filled with `w` numbers (columns of B or rows of A), where `stride` is `w` rounded up to whole
/// vectors. What follows the `w` numbers in a line is arbitrary: it is multiplied, and the result
/// dropped.
final class FloatVectorPanels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /// Lanes change places with their neighbours, or pairs of lanes with the next pair.
  private static final VectorShuffle<Float> SWAP_LANES = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);

  private static final VectorShuffle<Float> SWAP_PAIRS = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);

  /// The second of two lanes, or the second pair of two.
  private static final VectorMask<Float> SECOND_LANES = lanes(i -> i % 2 == 1);

  private static final VectorMask<Float> SECOND_PAIRS = lanes(i -> i % 4 > 1);

  private static final VectorMask<Float> FROM_4 = lanes(i -> i >= 4);
  private static final VectorMask<Float> FROM_8 = lanes(i -> i >= 8);
  private static final VectorMask<Float> FROM_12 = lanes(i -> i >= 12);

  private FloatVectorPanels() {}

  private static VectorMask<Float> lanes(IntPredicate chosen) {
    boolean[] lanes = new boolean[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = chosen.test(i);
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  /// `width` rounded up to whole vectors.
  static int stride(int width) {
    return Math.ceilDiv(width, LANES) * LANES;
  }

  /// Fills a panel. Number `r` of line `p` lies at `x[xo + r * across + p * along]`.
  ///
  /// @param work scratch for as many rows as a vector has lanes, `LANES * depth` long
  static void pack(
      int width,
      int depth,
      float[] x,
      int xo,
      int across,
      int along,
      float[] panel,
      int po,
      float[] work) {
    int stride = stride(width);
    if (across == 1) {
      copyLines(width, depth, x, xo, along, panel, po, stride);
    } else if (along == 1 && across > 0 && depth >= 4 && LANES >= 4) {
      for (int r = 0; r < width; r += LANES) {
        int rows = Math.min(LANES, width - r);
        transpose(rows, depth, x, xo + r * across, across, panel, po + r, stride, work);
      }
    } else {
      gather(width, depth, x, xo, across, along, panel, po, stride);
    }
  }

  /// Whole vectors as long as they stay inside the source array: they copy more than `width`
  /// numbers.
  private static void copyLines(
      int width, int depth, float[] x, int xo, int along, float[] panel, int po, int stride) {
    int p = 0;
    for (; p < depth && xo + p * along <= x.length - stride; p++) {
      for (int r = 0; r < stride; r += LANES) {
        FloatVector.fromArray(SPECIES, x, xo + p * along + r).intoArray(panel, po + p * stride + r);
      }
    }
    for (; p < depth; p++) {
      System.arraycopy(x, xo + p * along, panel, po + p * stride, width);
    }
  }

  private static void gather(
      int width,
      int depth,
      float[] x,
      int xo,
      int across,
      int along,
      float[] panel,
      int po,
      int stride) {
    for (int r = 0; r < width; r++) {
      int from = xo + r * across;
      int to = po + r;
      for (int p = 0; p < depth; p++) {
        panel[to + p * stride] = x[from + p * along];
      }
    }
  }

  /// Transposes up to `LANES` rows, four columns at a time. The last four overlap the ones before
  /// them, and rows are copied if they are too few: where they end, the array may end.
  private static void transpose(
      int rows,
      int depth,
      float[] x,
      int xo,
      int rowStep,
      float[] panel,
      int po,
      int stride,
      float[] work) {
    if (rows < LANES) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(x, xo + r * rowStep, work, r * depth, depth);
      }
      transpose(LANES, depth, work, 0, depth, panel, po, stride, work);
      return;
    }
    transposeFours(depth - 3, x, xo, rowStep, panel, po, stride);
    if (depth % 4 > 0) {
      transposeFours(1, x, xo + depth - 4, rowStep, panel, po + (depth - 4) * stride, stride);
    }
  }

  /// Transposes `LANES` rows, four columns at a time as long as they begin before column `end`.
  ///
  /// First, lane `i` of four vectors gets four numbers of row `i - i % 4` and of the three rows
  /// after it: the vectors that are put together for that begin so far before the four columns that
  /// their lanes fit. They stay between the first and the last number that is transposed. What is
  /// left are squares of four by four lanes, which are transposed by exchanging pairs, then lanes.
  private static void transposeFours(
      int end, float[] x, int xo, int rowStep, float[] y, int yo, int yStep) {
    int nextFour = 4 * rowStep - 4;
    for (int p = 0; p < end; p += 4) {
      int at = xo + p;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + rowStep);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + 2 * rowStep);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + 3 * rowStep);
      if (LANES > 4) {
        at += nextFour;
        a = a.blend(FloatVector.fromArray(SPECIES, x, at), FROM_4);
        b = b.blend(FloatVector.fromArray(SPECIES, x, at + rowStep), FROM_4);
        c = c.blend(FloatVector.fromArray(SPECIES, x, at + 2 * rowStep), FROM_4);
        d = d.blend(FloatVector.fromArray(SPECIES, x, at + 3 * rowStep), FROM_4);
      }
      if (LANES > 8) {
        at += nextFour;
        a = a.blend(FloatVector.fromArray(SPECIES, x, at), FROM_8);
        b = b.blend(FloatVector.fromArray(SPECIES, x, at + rowStep), FROM_8);
        c = c.blend(FloatVector.fromArray(SPECIES, x, at + 2 * rowStep), FROM_8);
        d = d.blend(FloatVector.fromArray(SPECIES, x, at + 3 * rowStep), FROM_8);
        at += nextFour;
        a = a.blend(FloatVector.fromArray(SPECIES, x, at), FROM_12);
        b = b.blend(FloatVector.fromArray(SPECIES, x, at + rowStep), FROM_12);
        c = c.blend(FloatVector.fromArray(SPECIES, x, at + 2 * rowStep), FROM_12);
        d = d.blend(FloatVector.fromArray(SPECIES, x, at + 3 * rowStep), FROM_12);
      }
      FloatVector ac = c.blend(a, SECOND_PAIRS).rearrange(SWAP_PAIRS);
      FloatVector bd = d.blend(b, SECOND_PAIRS).rearrange(SWAP_PAIRS);
      a = a.blend(ac, SECOND_PAIRS);
      b = b.blend(bd, SECOND_PAIRS);
      c = ac.blend(c, SECOND_PAIRS);
      d = bd.blend(d, SECOND_PAIRS);
      FloatVector ab = b.blend(a, SECOND_LANES).rearrange(SWAP_LANES);
      FloatVector cd = d.blend(c, SECOND_LANES).rearrange(SWAP_LANES);
      int line = yo + p * yStep;
      a.blend(ab, SECOND_LANES).intoArray(y, line);
      ab.blend(b, SECOND_LANES).intoArray(y, line + yStep);
      c.blend(cd, SECOND_LANES).intoArray(y, line + 2 * yStep);
      cd.blend(d, SECOND_LANES).intoArray(y, line + 3 * yStep);
    }
  }
}
