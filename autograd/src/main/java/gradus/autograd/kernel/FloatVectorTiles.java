package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product: a tile of C, a few rows high and two vectors wide,
/// that stays in registers while the inner dimension runs by.
///
/// For every height there is a method of its own, with one local variable per register: whatever
/// holds the sums in an array, or cuts off a narrow tile by a mask, is several times slower. The
/// numbers of A for a tile lie side by side in memory, since only then can the compiler prove with
/// one check that all of them are inside the array. The highest tiles, which nearly all the work
/// goes through, take two steps of the inner dimension at a time: counting and checking then cost
/// half as much.
final class FloatVectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /// 32 vector registers hold 12 rows of two sums, two vectors of B and a number of A; 16 hold 6.
  private static final boolean MANY_REGISTERS =
      SPECIES.vectorBitSize() == 512 || System.getProperty("os.arch").equals("aarch64");

  /// The height of the highest tile.
  static final int HEIGHT = MANY_REGISTERS ? 12 : 6;

  /// The width of a tile.
  static final int WIDTH = 2 * LANES;

  private FloatVectorTiles() {}

  /// `C = S + A B` for `rows` rows, at most [#HEIGHT], and [#WIDTH] columns.
  ///
  /// @param rows rows of A and C
  /// @param k columns of A, rows of B
  /// @param acs step from column to column of A, whose rows lie side by side
  /// @param brs step from row to row of B, whose columns lie side by side
  /// @param s what the sums start from, its rows `srs` apart; may be C
  /// @param crs step from row to row of C
  static void multiply(
      int rows,
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    int row = 0;
    while (row < rows) {
      int left = rows - row;
      if (MANY_REGISTERS && left >= 12) {
        tile12(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 12;
      } else if (MANY_REGISTERS && left >= 8) {
        tile8(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 8;
      } else if (!MANY_REGISTERS && left >= 6) {
        tile6(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 6;
      } else if (left >= 4) {
        tile4(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 4;
      } else if (left >= 2) {
        tile2(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 2;
      } else {
        tile1(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 1;
      }
    }
  }

  private static void tile12(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1_0 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c1_1 = FloatVector.fromArray(SPECIES, s, so + srs + LANES);
    FloatVector c2_0 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c2_1 = FloatVector.fromArray(SPECIES, s, so + 2 * srs + LANES);
    FloatVector c3_0 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c3_1 = FloatVector.fromArray(SPECIES, s, so + 3 * srs + LANES);
    FloatVector c4_0 = FloatVector.fromArray(SPECIES, s, so + 4 * srs);
    FloatVector c4_1 = FloatVector.fromArray(SPECIES, s, so + 4 * srs + LANES);
    FloatVector c5_0 = FloatVector.fromArray(SPECIES, s, so + 5 * srs);
    FloatVector c5_1 = FloatVector.fromArray(SPECIES, s, so + 5 * srs + LANES);
    FloatVector c6_0 = FloatVector.fromArray(SPECIES, s, so + 6 * srs);
    FloatVector c6_1 = FloatVector.fromArray(SPECIES, s, so + 6 * srs + LANES);
    FloatVector c7_0 = FloatVector.fromArray(SPECIES, s, so + 7 * srs);
    FloatVector c7_1 = FloatVector.fromArray(SPECIES, s, so + 7 * srs + LANES);
    FloatVector c8_0 = FloatVector.fromArray(SPECIES, s, so + 8 * srs);
    FloatVector c8_1 = FloatVector.fromArray(SPECIES, s, so + 8 * srs + LANES);
    FloatVector c9_0 = FloatVector.fromArray(SPECIES, s, so + 9 * srs);
    FloatVector c9_1 = FloatVector.fromArray(SPECIES, s, so + 9 * srs + LANES);
    FloatVector c10_0 = FloatVector.fromArray(SPECIES, s, so + 10 * srs);
    FloatVector c10_1 = FloatVector.fromArray(SPECIES, s, so + 10 * srs + LANES);
    FloatVector c11_0 = FloatVector.fromArray(SPECIES, s, so + 11 * srs);
    FloatVector c11_1 = FloatVector.fromArray(SPECIES, s, so + 11 * srs + LANES);
    for (int p = 0; p < k - 1; p += 2) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6_0 = x.fma(y0, c6_0);
      c6_1 = x.fma(y1, c6_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7_0 = x.fma(y0, c7_0);
      c7_1 = x.fma(y1, c7_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 8]);
      c8_0 = x.fma(y0, c8_0);
      c8_1 = x.fma(y1, c8_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 9]);
      c9_0 = x.fma(y0, c9_0);
      c9_1 = x.fma(y1, c9_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 10]);
      c10_0 = x.fma(y0, c10_0);
      c10_1 = x.fma(y1, c10_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 11]);
      c11_0 = x.fma(y0, c11_0);
      c11_1 = x.fma(y1, c11_1);
      pa = ao + (p + 1) * acs;
      pb = bo + (p + 1) * brs;
      y0 = FloatVector.fromArray(SPECIES, b, pb);
      y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6_0 = x.fma(y0, c6_0);
      c6_1 = x.fma(y1, c6_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7_0 = x.fma(y0, c7_0);
      c7_1 = x.fma(y1, c7_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 8]);
      c8_0 = x.fma(y0, c8_0);
      c8_1 = x.fma(y1, c8_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 9]);
      c9_0 = x.fma(y0, c9_0);
      c9_1 = x.fma(y1, c9_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 10]);
      c10_0 = x.fma(y0, c10_0);
      c10_1 = x.fma(y1, c10_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 11]);
      c11_0 = x.fma(y0, c11_0);
      c11_1 = x.fma(y1, c11_1);
    }
    if (k % 2 == 1) {
      int pa = ao + (k - 1) * acs;
      int pb = bo + (k - 1) * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6_0 = x.fma(y0, c6_0);
      c6_1 = x.fma(y1, c6_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7_0 = x.fma(y0, c7_0);
      c7_1 = x.fma(y1, c7_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 8]);
      c8_0 = x.fma(y0, c8_0);
      c8_1 = x.fma(y1, c8_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 9]);
      c9_0 = x.fma(y0, c9_0);
      c9_1 = x.fma(y1, c9_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 10]);
      c10_0 = x.fma(y0, c10_0);
      c10_1 = x.fma(y1, c10_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 11]);
      c11_0 = x.fma(y0, c11_0);
      c11_1 = x.fma(y1, c11_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
    c1_0.intoArray(c, co + crs);
    c1_1.intoArray(c, co + crs + LANES);
    c2_0.intoArray(c, co + 2 * crs);
    c2_1.intoArray(c, co + 2 * crs + LANES);
    c3_0.intoArray(c, co + 3 * crs);
    c3_1.intoArray(c, co + 3 * crs + LANES);
    c4_0.intoArray(c, co + 4 * crs);
    c4_1.intoArray(c, co + 4 * crs + LANES);
    c5_0.intoArray(c, co + 5 * crs);
    c5_1.intoArray(c, co + 5 * crs + LANES);
    c6_0.intoArray(c, co + 6 * crs);
    c6_1.intoArray(c, co + 6 * crs + LANES);
    c7_0.intoArray(c, co + 7 * crs);
    c7_1.intoArray(c, co + 7 * crs + LANES);
    c8_0.intoArray(c, co + 8 * crs);
    c8_1.intoArray(c, co + 8 * crs + LANES);
    c9_0.intoArray(c, co + 9 * crs);
    c9_1.intoArray(c, co + 9 * crs + LANES);
    c10_0.intoArray(c, co + 10 * crs);
    c10_1.intoArray(c, co + 10 * crs + LANES);
    c11_0.intoArray(c, co + 11 * crs);
    c11_1.intoArray(c, co + 11 * crs + LANES);
  }

  private static void tile8(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1_0 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c1_1 = FloatVector.fromArray(SPECIES, s, so + srs + LANES);
    FloatVector c2_0 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c2_1 = FloatVector.fromArray(SPECIES, s, so + 2 * srs + LANES);
    FloatVector c3_0 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c3_1 = FloatVector.fromArray(SPECIES, s, so + 3 * srs + LANES);
    FloatVector c4_0 = FloatVector.fromArray(SPECIES, s, so + 4 * srs);
    FloatVector c4_1 = FloatVector.fromArray(SPECIES, s, so + 4 * srs + LANES);
    FloatVector c5_0 = FloatVector.fromArray(SPECIES, s, so + 5 * srs);
    FloatVector c5_1 = FloatVector.fromArray(SPECIES, s, so + 5 * srs + LANES);
    FloatVector c6_0 = FloatVector.fromArray(SPECIES, s, so + 6 * srs);
    FloatVector c6_1 = FloatVector.fromArray(SPECIES, s, so + 6 * srs + LANES);
    FloatVector c7_0 = FloatVector.fromArray(SPECIES, s, so + 7 * srs);
    FloatVector c7_1 = FloatVector.fromArray(SPECIES, s, so + 7 * srs + LANES);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6_0 = x.fma(y0, c6_0);
      c6_1 = x.fma(y1, c6_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7_0 = x.fma(y0, c7_0);
      c7_1 = x.fma(y1, c7_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
    c1_0.intoArray(c, co + crs);
    c1_1.intoArray(c, co + crs + LANES);
    c2_0.intoArray(c, co + 2 * crs);
    c2_1.intoArray(c, co + 2 * crs + LANES);
    c3_0.intoArray(c, co + 3 * crs);
    c3_1.intoArray(c, co + 3 * crs + LANES);
    c4_0.intoArray(c, co + 4 * crs);
    c4_1.intoArray(c, co + 4 * crs + LANES);
    c5_0.intoArray(c, co + 5 * crs);
    c5_1.intoArray(c, co + 5 * crs + LANES);
    c6_0.intoArray(c, co + 6 * crs);
    c6_1.intoArray(c, co + 6 * crs + LANES);
    c7_0.intoArray(c, co + 7 * crs);
    c7_1.intoArray(c, co + 7 * crs + LANES);
  }

  private static void tile6(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1_0 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c1_1 = FloatVector.fromArray(SPECIES, s, so + srs + LANES);
    FloatVector c2_0 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c2_1 = FloatVector.fromArray(SPECIES, s, so + 2 * srs + LANES);
    FloatVector c3_0 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c3_1 = FloatVector.fromArray(SPECIES, s, so + 3 * srs + LANES);
    FloatVector c4_0 = FloatVector.fromArray(SPECIES, s, so + 4 * srs);
    FloatVector c4_1 = FloatVector.fromArray(SPECIES, s, so + 4 * srs + LANES);
    FloatVector c5_0 = FloatVector.fromArray(SPECIES, s, so + 5 * srs);
    FloatVector c5_1 = FloatVector.fromArray(SPECIES, s, so + 5 * srs + LANES);
    for (int p = 0; p < k - 1; p += 2) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
      pa = ao + (p + 1) * acs;
      pb = bo + (p + 1) * brs;
      y0 = FloatVector.fromArray(SPECIES, b, pb);
      y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
    }
    if (k % 2 == 1) {
      int pa = ao + (k - 1) * acs;
      int pb = bo + (k - 1) * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4_0 = x.fma(y0, c4_0);
      c4_1 = x.fma(y1, c4_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5_0 = x.fma(y0, c5_0);
      c5_1 = x.fma(y1, c5_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
    c1_0.intoArray(c, co + crs);
    c1_1.intoArray(c, co + crs + LANES);
    c2_0.intoArray(c, co + 2 * crs);
    c2_1.intoArray(c, co + 2 * crs + LANES);
    c3_0.intoArray(c, co + 3 * crs);
    c3_1.intoArray(c, co + 3 * crs + LANES);
    c4_0.intoArray(c, co + 4 * crs);
    c4_1.intoArray(c, co + 4 * crs + LANES);
    c5_0.intoArray(c, co + 5 * crs);
    c5_1.intoArray(c, co + 5 * crs + LANES);
  }

  private static void tile4(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1_0 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c1_1 = FloatVector.fromArray(SPECIES, s, so + srs + LANES);
    FloatVector c2_0 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c2_1 = FloatVector.fromArray(SPECIES, s, so + 2 * srs + LANES);
    FloatVector c3_0 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c3_1 = FloatVector.fromArray(SPECIES, s, so + 3 * srs + LANES);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2_0 = x.fma(y0, c2_0);
      c2_1 = x.fma(y1, c2_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3_0 = x.fma(y0, c3_0);
      c3_1 = x.fma(y1, c3_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
    c1_0.intoArray(c, co + crs);
    c1_1.intoArray(c, co + crs + LANES);
    c2_0.intoArray(c, co + 2 * crs);
    c2_1.intoArray(c, co + 2 * crs + LANES);
    c3_0.intoArray(c, co + 3 * crs);
    c3_1.intoArray(c, co + 3 * crs + LANES);
  }

  private static void tile2(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c1_0 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c1_1 = FloatVector.fromArray(SPECIES, s, so + srs + LANES);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
    c1_0.intoArray(c, co + crs);
    c1_1.intoArray(c, co + crs + LANES);
  }

  private static void tile1(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] s,
      int so,
      int srs,
      float[] c,
      int co,
      int crs) {
    FloatVector c0_0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c0_1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, pb + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
    }
    c0_0.intoArray(c, co);
    c0_1.intoArray(c, co + LANES);
  }
}
