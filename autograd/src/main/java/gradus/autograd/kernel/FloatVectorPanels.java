package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
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
  private static final VectorShuffle<Float> FIRST_HALVES = VectorShuffle.makeZip(SPECIES, 0);
  private static final VectorShuffle<Float> SECOND_HALVES = VectorShuffle.makeZip(SPECIES, 1);

  private FloatVectorPanels() {}

  /// `width` rounded up to whole vectors.
  static int stride(int width) {
    return Math.ceilDiv(width, LANES) * LANES;
  }

  /// Fills a panel. Number `r` of line `p` lies at `x[xo + r * across + p * along]`.
  ///
  /// @param work scratch for a square of vectors, `2 * LANES * LANES` long
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
    } else if (along == 1 && depth >= LANES) {
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

  /// Transposes up to `LANES` rows, square by square. The last square overlaps the one before it,
  /// and rows missing from a square are made up by repeating the last one.
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
    for (int p = 0; p < depth; p += LANES) {
      int first = Math.min(p, depth - LANES);
      if (rows == LANES) {
        transposeSquare(x, xo + first, rowStep, panel, po + first * stride, stride, work);
      } else {
        copyRows(rows, x, xo + first, rowStep, work);
        transposeSquare(work, 0, LANES, panel, po + first * stride, stride, work);
      }
    }
  }

  private static void copyRows(int rows, float[] x, int xo, int rowStep, float[] work) {
    for (int r = 0; r < LANES; r++) {
      int row = xo + Math.min(r, rows - 1) * rowStep;
      FloatVector.fromArray(SPECIES, x, row).intoArray(work, r * LANES);
    }
  }

  /// Dealing the lines of a square like two halves of a pack of cards, `log2(LANES)` times,
  /// transposes it: each time the bits of every number's position turn by one, until row and column
  /// have changed places. Two deals are made at once as long as two remain.
  private static void transposeSquare(
      float[] x, int xo, int xStep, float[] y, int yo, int yStep, float[] work) {
    int deals = Integer.numberOfTrailingZeros(LANES);
    int free = LANES * LANES;
    while (deals > 2) {
      dealTwice(x, xo, xStep, work, free, LANES);
      deals -= 2;
      x = work;
      xo = free;
      xStep = LANES;
      free = LANES * LANES - free;
    }
    if (deals == 2) {
      dealTwice(x, xo, xStep, y, yo, yStep);
    } else {
      dealOnce(x, xo, xStep, y, yo, yStep);
    }
  }

  private static void dealOnce(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    int half = LANES / 2 * xStep;
    for (int r = 0; r < LANES / 2; r++) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xo + r * xStep);
      FloatVector b = FloatVector.fromArray(SPECIES, x, xo + r * xStep + half);
      a.rearrange(FIRST_HALVES, b).intoArray(y, yo + 2 * r * yStep);
      a.rearrange(SECOND_HALVES, b).intoArray(y, yo + (2 * r + 1) * yStep);
    }
  }

  private static void dealTwice(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    int quarter = LANES / 4 * xStep;
    for (int r = 0; r < LANES / 4; r++) {
      int at = xo + r * xStep;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + quarter);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + 2 * quarter);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + 3 * quarter);
      FloatVector ac0 = a.rearrange(FIRST_HALVES, c);
      FloatVector ac1 = a.rearrange(SECOND_HALVES, c);
      FloatVector bd0 = b.rearrange(FIRST_HALVES, d);
      FloatVector bd1 = b.rearrange(SECOND_HALVES, d);
      int line = yo + 4 * r * yStep;
      ac0.rearrange(FIRST_HALVES, bd0).intoArray(y, line);
      ac0.rearrange(SECOND_HALVES, bd0).intoArray(y, line + yStep);
      ac1.rearrange(FIRST_HALVES, bd1).intoArray(y, line + 2 * yStep);
      ac1.rearrange(SECOND_HALVES, bd1).intoArray(y, line + 3 * yStep);
    }
  }
}
