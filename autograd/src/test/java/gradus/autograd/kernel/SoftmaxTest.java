package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Softmax and its family against their definitions, in rows short and long enough for vectors.
class SoftmaxTest {
  private static final int[] LENGTHS = {1, 2, 10, 70, 255, 256, 257, 300, 1000};

  private static float[] logits(int n) {
    float[] x = new float[n + 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (4 * Math.sin(i * (i + 1.7)));
    }
    return x;
  }

  private static double sumOfExp(float[] x, int xo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.exp(x[xo + i]);
    }
    return sum;
  }

  /// A few roundings, of numbers below 10.
  private static final double TOLERANCE = 1e-5;

  @Test
  void softmaxIsEachExponentialOverTheirSum() {
    for (int n : LENGTHS) {
      float[] x = logits(n);
      float[] y = new float[n + 3];
      FloatSoftmax.softmax(x, 1, y, 2, n);
      double sum = sumOfExp(x, 1, n);
      for (int i = 0; i < n; i++) {
        double expected = Math.exp(x[1 + i]) / sum;
        assertThat((double) y[2 + i]).isCloseTo(expected, within(TOLERANCE * expected));
      }
      assertThat(y[1]).isZero();
      assertThat(y[n + 2]).isZero();
    }
  }

  @Test
  void rowsTogetherAreWhatEachIsAlone() {
    for (int n : LENGTHS) {
      float[] x = logits(3 * n);
      float[] together = new float[3 * n + 3];
      FloatSoftmax.softmax(x, 1, together, 2, 3, n);
      float[] p = new float[3 * n];
      float[] losses = {7, 7, 7};
      FloatSoftmax.crossEntropy(x, 1, new long[] {0, -100, n - 1}, -100, p, losses, n);
      for (int r = 0; r < 3; r++) {
        float[] alone = new float[n];
        FloatSoftmax.softmax(x, 1 + r * n, alone, 0, n);
        int target = r == 2 ? n - 1 : 0;
        double loss = Math.log(sumOfExp(x, 1 + r * n, n)) - x[1 + r * n + target];
        assertThat((double) losses[r]).isCloseTo(r == 1 ? 0 : loss, within(TOLERANCE));
        for (int i = 0; i < n; i++) {
          double expected = alone[i];
          assertThat((double) together[2 + r * n + i]).isCloseTo(expected, within(TOLERANCE));
          if (r != 1) {
            assertThat((double) p[r * n + i]).isCloseTo(expected, within(TOLERANCE));
          }
        }
      }
      assertThat(together[1] + together[3 * n + 2]).isZero();
    }
  }

  @Test
  void logSoftmaxIsTheLogarithmOfSoftmax() {
    for (int n : LENGTHS) {
      float[] x = logits(n);
      float[] y = x.clone();
      FloatSoftmax.logSoftmax(y, 1, y, 1, n);
      double log = Math.log(sumOfExp(x, 1, n));
      for (int i = 1; i <= n; i++) {
        assertThat((double) y[i]).isCloseTo(x[i] - log, within(TOLERANCE));
      }
      assertThat((double) FloatSoftmax.logSumExp(x, 1, n)).isCloseTo(log, within(TOLERANCE));
    }
  }

  @Test
  void logSumExpOfInfinitiesIsTheirMaximum() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(FloatSoftmax.logSumExp(new float[] {-inf, -inf}, 0, 2)).isEqualTo(-inf);
    assertThat(FloatSoftmax.logSumExp(new float[] {1, inf}, 0, 2)).isEqualTo(inf);
    assertThat(FloatSoftmax.logSumExp(new float[] {1, -inf}, 0, 2)).isEqualTo(1);
    assertThat(FloatSoftmax.logSumExp(new float[] {1, Float.NaN}, 0, 2)).isNaN();
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    float[] x = {1000, 1000, -1000};
    FloatSoftmax.softmax(x, 0, x, 0, 3);
    assertThat(x).containsExactly(0.5f, 0.5f, 0);
  }

  @Test
  void softmaxBackwardIsTheProductWithTheJacobian() {
    for (int n : LENGTHS) {
      double[] y = new double[n + 2];
      double[] g = new double[n + 2];
      for (int i = 0; i < n + 2; i++) {
        y[i] = 1.0 / n;
        g[i] = Math.sin(i);
      }
      double mean = 0;
      for (int i = 1; i <= n; i++) {
        mean += g[i] * y[i];
      }
      double[] dx = new double[n + 2];
      DoubleSoftmax.softmaxBackward(g, 1, y, 1, dx, 2, n);
      DoubleSoftmax.softmaxBackward(g.clone(), 1, y, 1, g, 1, n);
      for (int i = 1; i <= n; i++) {
        double expected = (Math.sin(i) - mean) / n;
        assertThat(dx[1 + i]).isCloseTo(expected, within(1e-14));
        assertThat(g[i]).isCloseTo(expected, within(1e-14));
      }
    }
  }

  @Test
  void softmaxBackwardKeepsTheDigitsOfARowThatOneElementHas() {
    for (int n : LENGTHS) {
      float[] y = new float[n + 1];
      float[] g = new float[n + 2];
      Arrays.fill(y, 1e-9f);
      y[n] = 1;
      double rest = 0;
      for (int i = 1; i <= n; i++) {
        g[i] = (float) (100 * Math.sin(i));
        rest += i == n ? 0 : 1e-9 * (100 * Math.sin(n) - g[i]);
      }
      float[] dx = new float[n];
      FloatSoftmax.softmaxBackward(g, 1, y, 1, dx, 0, n);
      assertThat((double) dx[n - 1]).isCloseTo(rest, within(1e-6 * Math.abs(rest) + 1e-15 * n));
    }
  }

  @Test
  void logSoftmaxBackwardIsTheProductWithTheJacobian() {
    for (int n : LENGTHS) {
      double[] y = new double[n + 2];
      double[] g = new double[n + 2];
      double sum = 0;
      for (int i = 0; i < n + 2; i++) {
        y[i] = -Math.log(n) + 0.01 * i;
        g[i] = Math.sin(i);
        sum += i == 0 || i > n ? 0 : g[i];
      }
      double[] dx = new double[n + 2];
      DoubleSoftmax.logSoftmaxBackward(g, 1, y, 1, dx, 2, n);
      for (int i = 1; i <= n; i++) {
        double expected = g[i] - Math.exp(y[i]) * sum;
        assertThat(dx[1 + i]).isCloseTo(expected, within(1e-11));
      }
    }
  }

  @Test
  void crossEntropyIsTheNegativeLogarithmOfTheTargetsShare() {
    for (int n : LENGTHS) {
      float[] x = logits(n);
      int target = n / 2;
      float[] p = new float[n + 2];
      float loss = FloatSoftmax.crossEntropy(x, 1, target, p, 2, n);
      double sum = sumOfExp(x, 1, n);
      assertThat((double) loss).isCloseTo(Math.log(sum) - x[1 + target], within(TOLERANCE));
      float[] dx = new float[n + 1];
      FloatSoftmax.crossEntropyBackward(2, p, 2, target, dx, 0, n);
      for (int i = 0; i < n; i++) {
        double share = Math.exp(x[1 + i]) / sum;
        double expected = 2 * (share - (i == target ? 1 : 0));
        assertThat((double) dx[i]).isCloseTo(expected, within(TOLERANCE));
      }
      assertThat(dx[n]).isZero();
    }
  }

  @Test
  void crossEntropyMayOverwriteItsLogits() {
    float[] x = {1, 2, 3};
    float apart = FloatSoftmax.crossEntropy(x.clone(), 0, 1, new float[3], 0, 3);
    assertThat(FloatSoftmax.crossEntropy(x, 0, 1, x, 0, 3)).isEqualTo(apart);
    assertThat((double) (x[0] + x[1] + x[2])).isCloseTo(1, within(TOLERANCE));
  }
}
