package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Rows copied to where each has room behind it, in whole vectors: a call for each row would cost
/// more than the copy.
final class FloatVectorCopies {
  private static final VectorSpecies<Float> SPECIES = FloatVectorFolds.SPECIES;
  private static final int LANES = SPECIES.length();

  private FloatVectorCopies() {}

  /// Copies `rows` rows of `count` numbers, `step` apart from `from` on, to places `toStep` apart
  /// from `to` on, where the end of each row's last vector becomes 0. Up to a vector behind each
  /// row is read.
  ///
  /// Columns of vectors are copied from the last to the first, and each in ascending order, so that
  /// zeros which reach into the next row are overwritten.
  static void copy(
      float[] x, int from, int step, int count, int rows, float[] y, int to, int toStep) {
    int last = (count - 1) / LANES * LANES;
    FloatVector zero = FloatVector.zero(SPECIES);
    VectorMask<Float> inside = zero.addIndex(1).lt(count - last);
    for (int row = 0; row < rows; row++) {
      FloatVector end = FloatVector.fromArray(SPECIES, x, from + last + row * step);
      zero.blend(end, inside).intoArray(y, to + last + row * toStep);
    }
    for (int i = last - LANES; i >= 0; i -= LANES) {
      for (int row = 0; row < rows; row++) {
        FloatVector.fromArray(SPECIES, x, from + i + row * step)
            .intoArray(y, to + i + row * toStep);
      }
    }
  }
}
