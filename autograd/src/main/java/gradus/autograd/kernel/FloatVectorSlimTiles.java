package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product for what is left of C on the right: tiles that are a
/// single vector wide. See [FloatVectorTiles].
final class FloatVectorSlimTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// The width of a tile.
  static final int WIDTH = SPECIES.length();

  /// The height of the highest tile: a whole number of vectors, so that no row is copied for
  /// nothing when a strip of A is.
  static final int HEIGHT = FloatVectorPanels.stride(FloatVectorTiles.HEIGHT);

  private FloatVectorSlimTiles() {}

  /// `C = S + A B` for any number of rows and [#WIDTH] columns.
  ///
  /// @see FloatVectorTiles#multiply
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
      if (HEIGHT == 16 && left >= 16) {
        tile16(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 16;
      } else if (left >= 12) {
        tile12(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 12;
      } else if (left >= 4) {
        tile4(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 4;
      } else {
        tile1(k, a, ao + row, acs, b, bo, brs, s, so + row * srs, srs, c, co + row * crs, crs);
        row += 1;
      }
    }
  }

  private static void tile16(
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
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * srs);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * srs);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, so + 6 * srs);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, so + 7 * srs);
    FloatVector c8 = FloatVector.fromArray(SPECIES, s, so + 8 * srs);
    FloatVector c9 = FloatVector.fromArray(SPECIES, s, so + 9 * srs);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + 10 * srs);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + 11 * srs);
    FloatVector c12 = FloatVector.fromArray(SPECIES, s, so + 12 * srs);
    FloatVector c13 = FloatVector.fromArray(SPECIES, s, so + 13 * srs);
    FloatVector c14 = FloatVector.fromArray(SPECIES, s, so + 14 * srs);
    FloatVector c15 = FloatVector.fromArray(SPECIES, s, so + 15 * srs);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3 = x.fma(y, c3);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4 = x.fma(y, c4);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5 = x.fma(y, c5);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6 = x.fma(y, c6);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7 = x.fma(y, c7);
      x = FloatVector.broadcast(SPECIES, a[pa + 8]);
      c8 = x.fma(y, c8);
      x = FloatVector.broadcast(SPECIES, a[pa + 9]);
      c9 = x.fma(y, c9);
      x = FloatVector.broadcast(SPECIES, a[pa + 10]);
      c10 = x.fma(y, c10);
      x = FloatVector.broadcast(SPECIES, a[pa + 11]);
      c11 = x.fma(y, c11);
      x = FloatVector.broadcast(SPECIES, a[pa + 12]);
      c12 = x.fma(y, c12);
      x = FloatVector.broadcast(SPECIES, a[pa + 13]);
      c13 = x.fma(y, c13);
      x = FloatVector.broadcast(SPECIES, a[pa + 14]);
      c14 = x.fma(y, c14);
      x = FloatVector.broadcast(SPECIES, a[pa + 15]);
      c15 = x.fma(y, c15);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + crs);
    c2.intoArray(c, co + 2 * crs);
    c3.intoArray(c, co + 3 * crs);
    c4.intoArray(c, co + 4 * crs);
    c5.intoArray(c, co + 5 * crs);
    c6.intoArray(c, co + 6 * crs);
    c7.intoArray(c, co + 7 * crs);
    c8.intoArray(c, co + 8 * crs);
    c9.intoArray(c, co + 9 * crs);
    c10.intoArray(c, co + 10 * crs);
    c11.intoArray(c, co + 11 * crs);
    c12.intoArray(c, co + 12 * crs);
    c13.intoArray(c, co + 13 * crs);
    c14.intoArray(c, co + 14 * crs);
    c15.intoArray(c, co + 15 * crs);
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
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * srs);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * srs);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, so + 6 * srs);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, so + 7 * srs);
    FloatVector c8 = FloatVector.fromArray(SPECIES, s, so + 8 * srs);
    FloatVector c9 = FloatVector.fromArray(SPECIES, s, so + 9 * srs);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + 10 * srs);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + 11 * srs);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3 = x.fma(y, c3);
      x = FloatVector.broadcast(SPECIES, a[pa + 4]);
      c4 = x.fma(y, c4);
      x = FloatVector.broadcast(SPECIES, a[pa + 5]);
      c5 = x.fma(y, c5);
      x = FloatVector.broadcast(SPECIES, a[pa + 6]);
      c6 = x.fma(y, c6);
      x = FloatVector.broadcast(SPECIES, a[pa + 7]);
      c7 = x.fma(y, c7);
      x = FloatVector.broadcast(SPECIES, a[pa + 8]);
      c8 = x.fma(y, c8);
      x = FloatVector.broadcast(SPECIES, a[pa + 9]);
      c9 = x.fma(y, c9);
      x = FloatVector.broadcast(SPECIES, a[pa + 10]);
      c10 = x.fma(y, c10);
      x = FloatVector.broadcast(SPECIES, a[pa + 11]);
      c11 = x.fma(y, c11);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + crs);
    c2.intoArray(c, co + 2 * crs);
    c3.intoArray(c, co + 3 * crs);
    c4.intoArray(c, co + 4 * crs);
    c5.intoArray(c, co + 5 * crs);
    c6.intoArray(c, co + 6 * crs);
    c7.intoArray(c, co + 7 * crs);
    c8.intoArray(c, co + 8 * crs);
    c9.intoArray(c, co + 9 * crs);
    c10.intoArray(c, co + 10 * crs);
    c11.intoArray(c, co + 11 * crs);
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
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + srs);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * srs);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * srs);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0 = x.fma(y, c0);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1 = x.fma(y, c1);
      x = FloatVector.broadcast(SPECIES, a[pa + 2]);
      c2 = x.fma(y, c2);
      x = FloatVector.broadcast(SPECIES, a[pa + 3]);
      c3 = x.fma(y, c3);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + crs);
    c2.intoArray(c, co + 2 * crs);
    c3.intoArray(c, co + 3 * crs);
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
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    for (int p = 0; p < k; p++) {
      int pa = ao + p * acs;
      int pb = bo + p * brs;
      FloatVector y = FloatVector.fromArray(SPECIES, b, pb);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0 = x.fma(y, c0);
    }
    c0.intoArray(c, co);
  }
}
