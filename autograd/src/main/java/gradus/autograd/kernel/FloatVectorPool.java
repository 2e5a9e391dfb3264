package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The greatest number of windows of two by two, and the way back, a vector of neighbours at a
/// time.
final class FloatVectorPool {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Neighbours of a vector: twice the windows.
  static final int LANES = SPECIES.length();

  /// As many places as there are lanes.
  private static final VectorSpecies<Integer> PLACES =
      VectorSpecies.of(int.class, VectorShape.forBitSize(LANES * Integer.SIZE));

  private static final VectorShuffle<Float> NEIGHBOURS =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(SPECIES, lane -> lane / 2);
  private static final VectorShuffle<Integer> PLACES_TWICE =
      VectorShuffle.fromOp(PLACES, lane -> lane / 2);

  private FloatVectorPool() {}

  /// Writes the greatest number of every window of the plane at `image` to `y`, and its place
  /// within the plane to `places`: the first of equal ones. Up to a vector of what follows in `y`
  /// and `places` is overwritten. Tells whether all that was read is finite; otherwise places may
  /// be wrong.
  static boolean maxOfSquares(
      float[] x, int image, Axis rows, Axis columns, float[] y, int yo, float[] places) {
    int width = columns.size();
    int across = columns.windows();
    FloatVector lane = FloatVector.zero(SPECIES).addIndex(1);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector down = FloatVector.broadcast(SPECIES, width);
    FloatVector downAndOne = FloatVector.broadcast(SPECIES, width + 1);
    FloatVector unusual = zero;
    for (int line = 0; line < rows.windows(); line++) {
      int row = rows.place(line, 0) * width;
      for (int i = 0; i < across; i += LANES / 2) {
        int first = row + 2 * i;
        FloatVector a = FloatVector.fromArray(SPECIES, x, image + first);
        FloatVector b = a.rearrange(NEIGHBOURS);
        FloatVector c = FloatVector.fromArray(SPECIES, x, image + first + width);
        FloatVector d = c.rearrange(NEIGHBOURS);
        VectorMask<Float> topRight = a.lt(b);
        VectorMask<Float> bottomRight = c.lt(d);
        FloatVector top = a.blend(b, topRight);
        FloatVector bottom = c.blend(d, bottomRight);
        VectorMask<Float> below = top.lt(bottom);
        FloatVector max = top.blend(bottom, below);
        FloatVector place =
            zero.blend(one, topRight)
                .blend(down.blend(downAndOne, bottomRight), below)
                .add(lane)
                .add(first);
        unusual = a.fma(zero, c.fma(zero, unusual));
        max.rearrange(EVEN).intoArray(y, yo + line * across + i);
        place.rearrange(EVEN).intoArray(places, line * across + i);
      }
    }
    return unusual.reduceLanes(VectorOperators.ADD) == 0;
  }

  /// Writes a row of a plane at `plane`, of `across` windows of two by two and from the place
  /// `first` on: the numbers of `g` that belong there, and 0 elsewhere. Up to a vector of what
  /// follows is overwritten, by what belongs there or by 0.
  static void scatterRow(
      float[] g, int go, int[] places, int po, int across, float[] x, int plane, int first) {
    FloatVector zero = FloatVector.zero(SPECIES);
    IntVector lane = IntVector.zero(PLACES).addIndex(1);
    for (int i = 0; i < across; i += LANES / 2) {
      IntVector here = lane.add(first + 2 * i);
      VectorMask<Integer> chosen =
          IntVector.fromArray(PLACES, places, po + i).rearrange(PLACES_TWICE).eq(here);
      FloatVector number = FloatVector.fromArray(SPECIES, g, go + i).rearrange(TWICE).add(zero);
      zero.blend(number, chosen.cast(SPECIES)).intoArray(x, plane + first + 2 * i);
    }
  }
}
