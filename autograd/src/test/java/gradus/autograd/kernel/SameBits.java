package gradus.autograd.kernel;

import java.util.Arrays;

/// What the vector rows give for one long row with special values in it, as one number per
/// function.
final class SameBits {
  private static final int LENGTH = 301;

  private SameBits() {}

  public static void main(String[] args) {
    System.out.println(Arrays.toString(hashes()));
  }

  static int[] hashes() {
    float[] f = new float[LENGTH];
    double[] d = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      d[i] = Math.scalb(1 + i / (double) LENGTH, i % 17 - 10) * (i % 2 == 0 ? 1 : -1);
      f[i] = (float) d[i];
    }
    int[] hashes = new int[4 * 11];
    int at = 0;
    for (int special = 0; special < 2; special++) {
      FloatRows floats = new FloatVectorRows();
      var unaries =
          new FloatUnary[] {
            floats::exp,
            floats::expm1,
            floats::log,
            floats::log1p,
            floats::sin,
            floats::cos,
            floats::tanh,
            floats::sigmoid,
            floats::silu,
            floats::softplus,
            floats::gelu
          };
      DoubleRows doubles = new DoubleVectorRows();
      var wide =
          new DoubleUnary[] {
            doubles::exp,
            doubles::expm1,
            doubles::log,
            doubles::log1p,
            doubles::sin,
            doubles::cos,
            doubles::tanh,
            doubles::sigmoid,
            doubles::silu,
            doubles::softplus,
            doubles::gelu
          };
      for (int i = 0; i < unaries.length; i++) {
        float[] y = new float[LENGTH];
        unaries[i].apply(f, 0, y, 0, LENGTH);
        hashes[at++] = Arrays.hashCode(y);
        double[] z = new double[LENGTH];
        wide[i].apply(d, 0, z, 0, LENGTH);
        hashes[at++] = Arrays.hashCode(z);
      }
      double[] far = {
        Double.NaN, 1 / 0.0, -1 / 0.0, 0, -0.0, 1e30, -1e30, 1e-40, -1e-40, 1e-310, 88.5, -100, -720
      };
      for (int i = 0; i < far.length; i++) {
        d[3 * i] = far[i];
        f[3 * i] = (float) far[i];
      }
    }
    return hashes;
  }
}
