package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential of a row.
final class FloatVectorExp {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FloatVectorExp() {}

  /// `y = e^(x - shift)`; `y` may be `x`.
  static void exp(float[] x, int xo, float shift, float[] y, int yo, int n) {
    int end = n - LANES;
    FloatVector last =
        FloatVector.fromArray(SPECIES, x, xo + end).sub(shift).lanewise(VectorOperators.EXP);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i)
          .sub(shift)
          .lanewise(VectorOperators.EXP)
          .intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }
}
