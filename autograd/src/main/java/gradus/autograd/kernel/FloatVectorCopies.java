package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows copied to where each has room behind it, in whole vectors: a call for each row would cost
/// more than the copy.
final class FloatVectorCopies {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FloatVectorCopies() {}

  /// Copies `rows` rows of `count` numbers, `step` apart from `from` on, to places `toStep` apart
  /// from `to` on, in ascending order, each followed by a vector of zeros. Up to a vector behind
  /// each row is read.
  static void copy(
      float[] x, int from, int step, int count, int rows, float[] y, int to, int toStep) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int row = 0; row < rows; row++) {
      int in = from + row * step;
      int out = to + row * toStep;
      for (int i = 0; i < count; i += LANES) {
        FloatVector.fromArray(SPECIES, x, in + i).intoArray(y, out + i);
      }
      zero.intoArray(y, out + count);
    }
  }
}
