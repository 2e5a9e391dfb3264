package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/// The optimizers' rows against the textbook update of one number, over a few steps.
class StepsTest {
  private static final int STEPS = 5;

  /// Five steps of ten roundings each.
  private static final double DOUBLE_TOLERANCE = 1e-13;

  private static final double FLOAT_TOLERANCE = 2e-5;

  /// The numbers of one parameter, a step at a time.
  private static final class Scalar {
    double p;
    double velocity;
    double first;
    double second;
    double top;

    void sgd(SgdStep o, boolean isFirst, double gradient) {
      double g = (o.maximize() ? -gradient : gradient);
      if (o.weightDecay() != 0) {
        g += o.weightDecay() * p;
      }
      if (o.momentum() != 0) {
        velocity = isFirst ? g : o.momentum() * velocity + (1 - o.dampening()) * g;
        g = o.nesterov() ? g + o.momentum() * velocity : velocity;
      }
      p -= o.lr() * g;
    }

    void adam(AdamStep o, boolean amsgrad, int t, double gradient) {
      double g = o.maximize() ? -gradient : gradient;
      if (o.decoupled()) {
        p -= o.lr() * o.weightDecay() * p;
      } else {
        g += o.weightDecay() * p;
      }
      first = o.beta1() * first + (1 - o.beta1()) * g;
      second = o.beta2() * second + (1 - o.beta2()) * g * g;
      top = Math.max(top, second);
      double mean = first / (1 - Math.pow(o.beta1(), t));
      double spread = (amsgrad ? top : second) / (1 - Math.pow(o.beta2(), t));
      p -= o.lr() * mean / (Math.sqrt(spread) + o.eps());
    }
  }

  /// The gradient of number `i` at step `t`: any that changes its sign, but never so small that
  /// weight decay brings it near 0, where Adam would blow up its rounding.
  private static double gradient(int i, int t) {
    double wave = Math.sin(1 + 3 * i + 5 * t);
    return wave + Math.copySign(1, wave);
  }

  private static Scalar[] scalars(int n) {
    Scalar[] scalars = new Scalar[n];
    for (int i = 0; i < n; i++) {
      scalars[i] = new Scalar();
      scalars[i].p = Math.cos(i);
    }
    return scalars;
  }

  /// Rows of the same length in both precisions, each with an offset and numbers around it that no
  /// step may touch.
  private static final class Rows {
    final int n;
    final int[] offsets;
    final float[][] inFloat;
    final double[][] inDouble;

    Rows(int n, int... offsets) {
      this.n = n;
      this.offsets = offsets;
      this.inFloat = new float[offsets.length][n + 20];
      this.inDouble = new double[offsets.length][n + 20];
      for (int i = 0; i < n; i++) {
        set(0, i, Math.cos(i));
      }
      for (int row = 0; row < offsets.length; row++) {
        inFloat[row][offsets[row] + n] = 7;
        inDouble[row][offsets[row] + n] = 7;
      }
    }

    void set(int row, int i, double value) {
      inFloat[row][offsets[row] + i] = (float) value;
      inDouble[row][offsets[row] + i] = value;
    }

    void setGradients(int t) {
      for (int i = 0; i < n; i++) {
        set(1, i, gradient(i, t));
      }
    }

    void assertParameters(Scalar[] expected) {
      for (int i = 0; i < n; i++) {
        assertThat(inDouble[0][offsets[0] + i]).isCloseTo(expected[i].p, within(DOUBLE_TOLERANCE));
        assertThat((double) inFloat[0][offsets[0] + i])
            .isCloseTo(expected[i].p, within(FLOAT_TOLERANCE));
      }
      for (int row = 0; row < offsets.length; row++) {
        assertThat(inFloat[row][offsets[row] + n]).isEqualTo(7);
        assertThat(inDouble[row][offsets[row] + n]).isEqualTo(7);
      }
    }
  }

  @Property(tries = 100)
  void sgdIsTheTextbookUpdate(
      @ForAll @DoubleRange(max = 0.2) double weightDecay,
      @ForAll boolean maximize,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 2) int shift) {
    var step = new SgdStep(0.1, weightDecay, 0, 0, false, maximize);
    var rows = new Rows(n, 3, 3 + shift);
    Scalar[] expected = scalars(n);
    for (int t = 1; t <= STEPS; t++) {
      rows.setGradients(t);
      FloatSteps.sgd(step, rows.inFloat[0], 3, rows.inFloat[1], 3 + shift, n);
      DoubleSteps.sgd(step, rows.inDouble[0], 3, rows.inDouble[1], 3 + shift, n);
      for (int i = 0; i < n; i++) {
        expected[i].sgd(step, t == 1, gradient(i, t));
      }
    }
    rows.assertParameters(expected);
  }

  @Property(tries = 100)
  void sgdWithMomentumIsTheTextbookUpdate(
      @ForAll @DoubleRange(max = 0.2) double weightDecay,
      @ForAll @DoubleRange(min = 0.1, max = 0.95) double momentum,
      @ForAll @DoubleRange(max = 0.5) double dampening,
      @ForAll boolean nesterov,
      @ForAll boolean maximize,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 2) int shift) {
    var step = new SgdStep(0.1, weightDecay, momentum, dampening, nesterov, maximize);
    var rows = new Rows(n, 3, 3 + shift, 3);
    Scalar[] expected = scalars(n);
    for (int t = 1; t <= STEPS; t++) {
      boolean first = t == 1;
      rows.setGradients(t);
      float[][] f = rows.inFloat;
      FloatSteps.sgd(step, first, f[0], 3, f[1], 3 + shift, f[2], 3, n);
      double[][] d = rows.inDouble;
      DoubleSteps.sgd(step, first, d[0], 3, d[1], 3 + shift, d[2], 3, n);
      for (int i = 0; i < n; i++) {
        expected[i].sgd(step, first, gradient(i, t));
      }
    }
    rows.assertParameters(expected);
  }

  @Property(tries = 100)
  void adamIsTheTextbookUpdate(
      @ForAll @DoubleRange(max = 0.2) double weightDecay,
      @ForAll boolean decoupled,
      @ForAll boolean maximize,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 2) int shift) {
    var step = new AdamStep(0.1, 0.9, 0.999, 1e-8, weightDecay, decoupled, maximize);
    var rows = new Rows(n, 3 + shift, 3, 3, 3);
    Scalar[] expected = scalars(n);
    for (int t = 1; t <= STEPS; t++) {
      rows.setGradients(t);
      float[][] f = rows.inFloat;
      FloatSteps.adam(step, t, f[0], 3 + shift, f[1], 3, f[2], 3, f[3], 3, n);
      double[][] d = rows.inDouble;
      DoubleSteps.adam(step, t, d[0], 3 + shift, d[1], 3, d[2], 3, d[3], 3, n);
      for (int i = 0; i < n; i++) {
        expected[i].adam(step, false, t, gradient(i, t));
      }
    }
    rows.assertParameters(expected);
  }

  /// torch's documentation divides the greatest `v` so far by the bias correction of the present
  /// step, and so does the row.
  @Property(tries = 100)
  void amsgradIsTheTextbookUpdate(
      @ForAll @DoubleRange(max = 0.2) double weightDecay,
      @ForAll boolean decoupled,
      @ForAll boolean maximize,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 2) int shift) {
    var step = new AdamStep(0.1, 0.9, 0.5, 1e-8, weightDecay, decoupled, maximize);
    var rows = new Rows(n, 3, 3 + shift, 3, 3, 3);
    Scalar[] expected = scalars(n);
    for (int t = 1; t <= STEPS; t++) {
      rows.setGradients(t);
      float[][] f = rows.inFloat;
      FloatSteps.amsgrad(step, t, f[0], 3, f[1], 3 + shift, f[2], 3, f[3], f[4], 3, n);
      double[][] d = rows.inDouble;
      DoubleSteps.amsgrad(step, t, d[0], 3, d[1], 3 + shift, d[2], 3, d[3], d[4], 3, n);
      for (int i = 0; i < n; i++) {
        expected[i].adam(step, true, t, gradient(i, t));
      }
    }
    rows.assertParameters(expected);
  }
}
