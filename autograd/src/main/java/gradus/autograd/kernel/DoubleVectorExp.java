package gradus.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential of a row: the Vector API's own.
final class DoubleVectorExp {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private DoubleVectorExp() {}

  /// `y = e^(x - shift)`; `y` may be `x`.
  static void exp(double[] x, int xo, double shift, double[] y, int yo, int n) {
    int end = n - LANES;
    DoubleVector last =
        DoubleVector.fromArray(SPECIES, x, xo + end).sub(shift).lanewise(VectorOperators.EXP);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector.fromArray(SPECIES, x, xo + i)
          .sub(shift)
          .lanewise(VectorOperators.EXP)
          .intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }
}
