package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of convolutions whose windows lie side by side: a vector of windows in a row
/// of an image is a vector of places, shifted by each tap of the filter. So nothing is laid out but
/// the image with its padding.
final class FloatVectorFilterTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;

  /// Windows of a vector.
  static final int LANES = SPECIES.length();

  /// The greatest number of filters at a time: with two vectors of sums for each, 16 of 32
  /// registers.
  static final int HEIGHT = FloatVectorTiles.HEIGHT == 12 ? 8 : 4;

  private FloatVectorFilterTiles() {}

  /// What `height` filters (8, 4, 2 or 1) find in two vectors of windows.
  ///
  /// @param k taps of a filter
  /// @param a the filters, those of one tap side by side
  /// @param taps where each tap reads, from the first place of a window on
  /// @param b the image
  /// @param left where the windows of the first vector begin, and `right` those of the second
  /// @param s what the sums of each filter start from
  /// @param c the results: the first vector at `leftTo`, the second at `rightTo`, filters `step`
  ///   apart
  static void correlate(
      int height,
      int k,
      float[] a,
      int ao,
      int[] taps,
      float[] b,
      int left,
      int right,
      float[] s,
      int so,
      float[] c,
      int leftTo,
      int rightTo,
      int step) {
    switch (height) {
      case 8 -> tile8(k, a, ao, taps, b, left, right, s, so, c, leftTo, rightTo, step);
      case 4 -> tile4(k, a, ao, taps, b, left, right, s, so, c, leftTo, rightTo, step);
      case 2 -> tile2(k, a, ao, taps, b, left, right, s, so, c, leftTo, rightTo, step);
      default -> tile1(k, a, ao, taps, b, left, right, s, so, c, leftTo, rightTo, step);
    }
  }

  private static void tile8(
      int k,
      float[] a,
      int ao,
      int[] taps,
      float[] b,
      int left,
      int right,
      float[] s,
      int so,
      float[] c,
      int leftTo,
      int rightTo,
      int step) {
    FloatVector c0_0 = FloatVector.broadcast(SPECIES, s[so]);
    FloatVector c0_1 = c0_0;
    FloatVector c1_0 = FloatVector.broadcast(SPECIES, s[so + 1]);
    FloatVector c1_1 = c1_0;
    FloatVector c2_0 = FloatVector.broadcast(SPECIES, s[so + 2]);
    FloatVector c2_1 = c2_0;
    FloatVector c3_0 = FloatVector.broadcast(SPECIES, s[so + 3]);
    FloatVector c3_1 = c3_0;
    FloatVector c4_0 = FloatVector.broadcast(SPECIES, s[so + 4]);
    FloatVector c4_1 = c4_0;
    FloatVector c5_0 = FloatVector.broadcast(SPECIES, s[so + 5]);
    FloatVector c5_1 = c5_0;
    FloatVector c6_0 = FloatVector.broadcast(SPECIES, s[so + 6]);
    FloatVector c6_1 = c6_0;
    FloatVector c7_0 = FloatVector.broadcast(SPECIES, s[so + 7]);
    FloatVector c7_1 = c7_0;
    for (int p = 0; p < k; p++) {
      int pa = ao + 8 * p;
      int tap = taps[p];
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, left + tap);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, right + tap);
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
    c0_0.intoArray(c, leftTo);
    c0_1.intoArray(c, rightTo);
    c1_0.intoArray(c, leftTo + step);
    c1_1.intoArray(c, rightTo + step);
    c2_0.intoArray(c, leftTo + 2 * step);
    c2_1.intoArray(c, rightTo + 2 * step);
    c3_0.intoArray(c, leftTo + 3 * step);
    c3_1.intoArray(c, rightTo + 3 * step);
    c4_0.intoArray(c, leftTo + 4 * step);
    c4_1.intoArray(c, rightTo + 4 * step);
    c5_0.intoArray(c, leftTo + 5 * step);
    c5_1.intoArray(c, rightTo + 5 * step);
    c6_0.intoArray(c, leftTo + 6 * step);
    c6_1.intoArray(c, rightTo + 6 * step);
    c7_0.intoArray(c, leftTo + 7 * step);
    c7_1.intoArray(c, rightTo + 7 * step);
  }

  private static void tile4(
      int k,
      float[] a,
      int ao,
      int[] taps,
      float[] b,
      int left,
      int right,
      float[] s,
      int so,
      float[] c,
      int leftTo,
      int rightTo,
      int step) {
    FloatVector c0_0 = FloatVector.broadcast(SPECIES, s[so]);
    FloatVector c0_1 = c0_0;
    FloatVector c1_0 = FloatVector.broadcast(SPECIES, s[so + 1]);
    FloatVector c1_1 = c1_0;
    FloatVector c2_0 = FloatVector.broadcast(SPECIES, s[so + 2]);
    FloatVector c2_1 = c2_0;
    FloatVector c3_0 = FloatVector.broadcast(SPECIES, s[so + 3]);
    FloatVector c3_1 = c3_0;
    for (int p = 0; p < k; p++) {
      int pa = ao + 4 * p;
      int tap = taps[p];
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, left + tap);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, right + tap);
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
    c0_0.intoArray(c, leftTo);
    c0_1.intoArray(c, rightTo);
    c1_0.intoArray(c, leftTo + step);
    c1_1.intoArray(c, rightTo + step);
    c2_0.intoArray(c, leftTo + 2 * step);
    c2_1.intoArray(c, rightTo + 2 * step);
    c3_0.intoArray(c, leftTo + 3 * step);
    c3_1.intoArray(c, rightTo + 3 * step);
  }

  private static void tile2(
      int k,
      float[] a,
      int ao,
      int[] taps,
      float[] b,
      int left,
      int right,
      float[] s,
      int so,
      float[] c,
      int leftTo,
      int rightTo,
      int step) {
    FloatVector c0_0 = FloatVector.broadcast(SPECIES, s[so]);
    FloatVector c0_1 = c0_0;
    FloatVector c1_0 = FloatVector.broadcast(SPECIES, s[so + 1]);
    FloatVector c1_1 = c1_0;
    for (int p = 0; p < k; p++) {
      int pa = ao + 2 * p;
      int tap = taps[p];
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, left + tap);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, right + tap);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
      x = FloatVector.broadcast(SPECIES, a[pa + 1]);
      c1_0 = x.fma(y0, c1_0);
      c1_1 = x.fma(y1, c1_1);
    }
    c0_0.intoArray(c, leftTo);
    c0_1.intoArray(c, rightTo);
    c1_0.intoArray(c, leftTo + step);
    c1_1.intoArray(c, rightTo + step);
  }

  private static void tile1(
      int k,
      float[] a,
      int ao,
      int[] taps,
      float[] b,
      int left,
      int right,
      float[] s,
      int so,
      float[] c,
      int leftTo,
      int rightTo,
      int step) {
    FloatVector c0_0 = FloatVector.broadcast(SPECIES, s[so]);
    FloatVector c0_1 = c0_0;
    for (int p = 0; p < k; p++) {
      int pa = ao + p;
      int tap = taps[p];
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, left + tap);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, right + tap);
      FloatVector x = FloatVector.broadcast(SPECIES, a[pa]);
      c0_0 = x.fma(y0, c0_0);
      c0_1 = x.fma(y1, c0_1);
    }
    c0_0.intoArray(c, leftTo);
    c0_1.intoArray(c, rightTo);
  }
}
