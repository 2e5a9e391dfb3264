package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The greatest number of windows of two by two, and the way back, a vector of neighbours at a
/// time.
final class FloatVectorPool {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Neighbours of a vector: twice the windows.
  static final int LANES = SPECIES.length();

  private static final VectorShuffle<Float> NEIGHBOURS =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(SPECIES, lane -> lane / 2);

  /// The upper corners of windows that lie side by side.
  private static final float[] UPPER = upper();

  private FloatVectorPool() {}

  private static float[] upper() {
    float[] upper = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      upper[lane] = lane % 2;
    }
    return upper;
  }

  /// Writes the greatest number of every window of the plane at `image` to `y`, and its corner to
  /// `corners`: the first of equal ones. Up to a vector of what follows in `y` and `corners` is
  /// overwritten. Tells whether all that was read is finite; otherwise corners may be wrong.
  static boolean maxOfSquares(
      float[] x, int image, Axis rows, Axis columns, float[] y, int yo, float[] corners) {
    int width = columns.size();
    int across = columns.windows();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector three = FloatVector.broadcast(SPECIES, 3);
    FloatVector unusual = zero;
    for (int line = 0; line < rows.windows(); line++) {
      int row = image + rows.place(line, 0) * width;
      for (int i = 0; i < across; i += LANES / 2) {
        FloatVector a = FloatVector.fromArray(SPECIES, x, row + 2 * i);
        FloatVector b = a.rearrange(NEIGHBOURS);
        FloatVector c = FloatVector.fromArray(SPECIES, x, row + 2 * i + width);
        FloatVector d = c.rearrange(NEIGHBOURS);
        VectorMask<Float> topRight = a.lt(b);
        VectorMask<Float> bottomRight = c.lt(d);
        FloatVector top = a.blend(b, topRight);
        FloatVector bottom = c.blend(d, bottomRight);
        VectorMask<Float> below = top.lt(bottom);
        FloatVector max = top.blend(bottom, below);
        FloatVector corner = zero.blend(one, topRight).blend(two.blend(three, bottomRight), below);
        unusual = a.fma(zero, c.fma(zero, unusual));
        max.rearrange(EVEN).intoArray(y, yo + line * across + i);
        corner.rearrange(EVEN).intoArray(corners, line * across + i);
      }
    }
    return unusual.reduceLanes(VectorOperators.ADD) == 0;
  }

  /// Writes the numbers of `g` to the corners of a plane at `plane` of windows two by two, and 0
  /// elsewhere. The windows of a row are side by side and fill it. Up to a vector of what follows
  /// is overwritten.
  static void scatterSquares(
      float[] g, int go, float[] corners, int lines, int across, float[] x, int plane) {
    int width = 2 * across;
    int last = (across - 1) / (LANES / 2) * (LANES / 2);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector upper = FloatVector.fromArray(SPECIES, UPPER, 0);
    FloatVector lower = upper.add(2);
    for (int line = 0; line < lines; line++) {
      int at = line * across;
      int row = plane + 2 * line * width;
      for (int i = last; i >= 0; i -= LANES / 2) {
        FloatVector corner = FloatVector.fromArray(SPECIES, corners, at + i).rearrange(TWICE);
        FloatVector number =
            FloatVector.fromArray(SPECIES, g, go + at + i).rearrange(TWICE).add(zero);
        zero.blend(number, corner.eq(upper)).intoArray(x, row + 2 * i);
        zero.blend(number, corner.eq(lower)).intoArray(x, row + width + 2 * i);
      }
    }
  }
}
