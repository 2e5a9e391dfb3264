package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops that lead from images and results back to filters, where windows lie side by
/// side: the counterpart of [FloatVectorFilterTiles].
final class FloatVectorMatchTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  /// The number of result channels of a tile.
  static final int CHANNELS = 4;

  /// The number of taps of a tile: with the sums of four channels for each, as many vectors as
  /// there are registers for.
  static final int TAPS = FloatVectorTiles.HEIGHT == 12 ? 6 : 3;

  private FloatVectorMatchTiles() {}

  /// Adds to vectors of sums, channel by channel, the products of four channels of results with
  /// [#TAPS] taps of an image.
  ///
  /// @param count the number of vectors of windows
  /// @param g the results; the vectors of a channel lie at `results[i]` from its beginning
  /// @param x the image; the windows of a vector begin at `windows[i]`
  /// @param taps where each tap reads, from the first place of a window on
  /// @param first the first of the taps; beyond the last one, that is taken again
  static void match(
      int count,
      float[] g,
      int[] results,
      int g0,
      int g1,
      int g2,
      int g3,
      float[] x,
      int[] windows,
      int[] taps,
      int first,
      float[] sums,
      int so) {
    if (TAPS == 6) {
      match6(count, g, results, g0, g1, g2, g3, x, windows, taps, first, sums, so);
    } else {
      match3(count, g, results, g0, g1, g2, g3, x, windows, taps, first, sums, so);
    }
  }

  private static void match6(
      int count,
      float[] g,
      int[] results,
      int g0,
      int g1,
      int g2,
      int g3,
      float[] x,
      int[] windows,
      int[] taps,
      int first,
      float[] sums,
      int so) {
    int last = taps.length - 1;
    int t0 = taps[first];
    int t1 = taps[Math.min(first + 1, last)];
    int t2 = taps[Math.min(first + 2, last)];
    int t3 = taps[Math.min(first + 3, last)];
    int t4 = taps[Math.min(first + 4, last)];
    int t5 = taps[Math.min(first + 5, last)];
    FloatVector s0_0 = FloatVector.fromArray(SPECIES, sums, so);
    FloatVector s0_1 = FloatVector.fromArray(SPECIES, sums, so + LANES);
    FloatVector s0_2 = FloatVector.fromArray(SPECIES, sums, so + 2 * LANES);
    FloatVector s0_3 = FloatVector.fromArray(SPECIES, sums, so + 3 * LANES);
    FloatVector s0_4 = FloatVector.fromArray(SPECIES, sums, so + 4 * LANES);
    FloatVector s0_5 = FloatVector.fromArray(SPECIES, sums, so + 5 * LANES);
    FloatVector s1_0 = FloatVector.fromArray(SPECIES, sums, so + 6 * LANES);
    FloatVector s1_1 = FloatVector.fromArray(SPECIES, sums, so + 7 * LANES);
    FloatVector s1_2 = FloatVector.fromArray(SPECIES, sums, so + 8 * LANES);
    FloatVector s1_3 = FloatVector.fromArray(SPECIES, sums, so + 9 * LANES);
    FloatVector s1_4 = FloatVector.fromArray(SPECIES, sums, so + 10 * LANES);
    FloatVector s1_5 = FloatVector.fromArray(SPECIES, sums, so + 11 * LANES);
    FloatVector s2_0 = FloatVector.fromArray(SPECIES, sums, so + 12 * LANES);
    FloatVector s2_1 = FloatVector.fromArray(SPECIES, sums, so + 13 * LANES);
    FloatVector s2_2 = FloatVector.fromArray(SPECIES, sums, so + 14 * LANES);
    FloatVector s2_3 = FloatVector.fromArray(SPECIES, sums, so + 15 * LANES);
    FloatVector s2_4 = FloatVector.fromArray(SPECIES, sums, so + 16 * LANES);
    FloatVector s2_5 = FloatVector.fromArray(SPECIES, sums, so + 17 * LANES);
    FloatVector s3_0 = FloatVector.fromArray(SPECIES, sums, so + 18 * LANES);
    FloatVector s3_1 = FloatVector.fromArray(SPECIES, sums, so + 19 * LANES);
    FloatVector s3_2 = FloatVector.fromArray(SPECIES, sums, so + 20 * LANES);
    FloatVector s3_3 = FloatVector.fromArray(SPECIES, sums, so + 21 * LANES);
    FloatVector s3_4 = FloatVector.fromArray(SPECIES, sums, so + 22 * LANES);
    FloatVector s3_5 = FloatVector.fromArray(SPECIES, sums, so + 23 * LANES);
    for (int i = 0; i < count; i++) {
      int result = results[i];
      int window = windows[i];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, window + t0);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, window + t1);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, window + t2);
      FloatVector x3 = FloatVector.fromArray(SPECIES, x, window + t3);
      FloatVector x4 = FloatVector.fromArray(SPECIES, x, window + t4);
      FloatVector x5 = FloatVector.fromArray(SPECIES, x, window + t5);
      FloatVector y = FloatVector.fromArray(SPECIES, g, result + g0);
      s0_0 = y.fma(x0, s0_0);
      s0_1 = y.fma(x1, s0_1);
      s0_2 = y.fma(x2, s0_2);
      s0_3 = y.fma(x3, s0_3);
      s0_4 = y.fma(x4, s0_4);
      s0_5 = y.fma(x5, s0_5);
      y = FloatVector.fromArray(SPECIES, g, result + g1);
      s1_0 = y.fma(x0, s1_0);
      s1_1 = y.fma(x1, s1_1);
      s1_2 = y.fma(x2, s1_2);
      s1_3 = y.fma(x3, s1_3);
      s1_4 = y.fma(x4, s1_4);
      s1_5 = y.fma(x5, s1_5);
      y = FloatVector.fromArray(SPECIES, g, result + g2);
      s2_0 = y.fma(x0, s2_0);
      s2_1 = y.fma(x1, s2_1);
      s2_2 = y.fma(x2, s2_2);
      s2_3 = y.fma(x3, s2_3);
      s2_4 = y.fma(x4, s2_4);
      s2_5 = y.fma(x5, s2_5);
      y = FloatVector.fromArray(SPECIES, g, result + g3);
      s3_0 = y.fma(x0, s3_0);
      s3_1 = y.fma(x1, s3_1);
      s3_2 = y.fma(x2, s3_2);
      s3_3 = y.fma(x3, s3_3);
      s3_4 = y.fma(x4, s3_4);
      s3_5 = y.fma(x5, s3_5);
    }
    s0_0.intoArray(sums, so);
    s0_1.intoArray(sums, so + LANES);
    s0_2.intoArray(sums, so + 2 * LANES);
    s0_3.intoArray(sums, so + 3 * LANES);
    s0_4.intoArray(sums, so + 4 * LANES);
    s0_5.intoArray(sums, so + 5 * LANES);
    s1_0.intoArray(sums, so + 6 * LANES);
    s1_1.intoArray(sums, so + 7 * LANES);
    s1_2.intoArray(sums, so + 8 * LANES);
    s1_3.intoArray(sums, so + 9 * LANES);
    s1_4.intoArray(sums, so + 10 * LANES);
    s1_5.intoArray(sums, so + 11 * LANES);
    s2_0.intoArray(sums, so + 12 * LANES);
    s2_1.intoArray(sums, so + 13 * LANES);
    s2_2.intoArray(sums, so + 14 * LANES);
    s2_3.intoArray(sums, so + 15 * LANES);
    s2_4.intoArray(sums, so + 16 * LANES);
    s2_5.intoArray(sums, so + 17 * LANES);
    s3_0.intoArray(sums, so + 18 * LANES);
    s3_1.intoArray(sums, so + 19 * LANES);
    s3_2.intoArray(sums, so + 20 * LANES);
    s3_3.intoArray(sums, so + 21 * LANES);
    s3_4.intoArray(sums, so + 22 * LANES);
    s3_5.intoArray(sums, so + 23 * LANES);
  }

  private static void match3(
      int count,
      float[] g,
      int[] results,
      int g0,
      int g1,
      int g2,
      int g3,
      float[] x,
      int[] windows,
      int[] taps,
      int first,
      float[] sums,
      int so) {
    int last = taps.length - 1;
    int t0 = taps[first];
    int t1 = taps[Math.min(first + 1, last)];
    int t2 = taps[Math.min(first + 2, last)];
    FloatVector s0_0 = FloatVector.fromArray(SPECIES, sums, so);
    FloatVector s0_1 = FloatVector.fromArray(SPECIES, sums, so + LANES);
    FloatVector s0_2 = FloatVector.fromArray(SPECIES, sums, so + 2 * LANES);
    FloatVector s1_0 = FloatVector.fromArray(SPECIES, sums, so + 3 * LANES);
    FloatVector s1_1 = FloatVector.fromArray(SPECIES, sums, so + 4 * LANES);
    FloatVector s1_2 = FloatVector.fromArray(SPECIES, sums, so + 5 * LANES);
    FloatVector s2_0 = FloatVector.fromArray(SPECIES, sums, so + 6 * LANES);
    FloatVector s2_1 = FloatVector.fromArray(SPECIES, sums, so + 7 * LANES);
    FloatVector s2_2 = FloatVector.fromArray(SPECIES, sums, so + 8 * LANES);
    FloatVector s3_0 = FloatVector.fromArray(SPECIES, sums, so + 9 * LANES);
    FloatVector s3_1 = FloatVector.fromArray(SPECIES, sums, so + 10 * LANES);
    FloatVector s3_2 = FloatVector.fromArray(SPECIES, sums, so + 11 * LANES);
    for (int i = 0; i < count; i++) {
      int result = results[i];
      int window = windows[i];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, window + t0);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, window + t1);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, window + t2);
      FloatVector y = FloatVector.fromArray(SPECIES, g, result + g0);
      s0_0 = y.fma(x0, s0_0);
      s0_1 = y.fma(x1, s0_1);
      s0_2 = y.fma(x2, s0_2);
      y = FloatVector.fromArray(SPECIES, g, result + g1);
      s1_0 = y.fma(x0, s1_0);
      s1_1 = y.fma(x1, s1_1);
      s1_2 = y.fma(x2, s1_2);
      y = FloatVector.fromArray(SPECIES, g, result + g2);
      s2_0 = y.fma(x0, s2_0);
      s2_1 = y.fma(x1, s2_1);
      s2_2 = y.fma(x2, s2_2);
      y = FloatVector.fromArray(SPECIES, g, result + g3);
      s3_0 = y.fma(x0, s3_0);
      s3_1 = y.fma(x1, s3_1);
      s3_2 = y.fma(x2, s3_2);
    }
    s0_0.intoArray(sums, so);
    s0_1.intoArray(sums, so + LANES);
    s0_2.intoArray(sums, so + 2 * LANES);
    s1_0.intoArray(sums, so + 3 * LANES);
    s1_1.intoArray(sums, so + 4 * LANES);
    s1_2.intoArray(sums, so + 5 * LANES);
    s2_0.intoArray(sums, so + 6 * LANES);
    s2_1.intoArray(sums, so + 7 * LANES);
    s2_2.intoArray(sums, so + 8 * LANES);
    s3_0.intoArray(sums, so + 9 * LANES);
    s3_1.intoArray(sums, so + 10 * LANES);
    s3_2.intoArray(sums, so + 11 * LANES);
  }
}
