package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatRows] through the Vector API. Of the rows, only this class, [FloatVectorFolds] and the
/// functions [FloatVectorExp], [FloatVectorLog] and [FloatVectorSine] mention that module: where it
/// is missing, a class that does cannot even be loaded.
///
/// Each method has a loop of its own, and no vector crosses a method: only then are vectors
/// registers instead of objects. Masks are avoided for the same reason.
///
/// A result depends on the numbers of the row and on its length alone, not on whether the compiler
/// has come to the loop: only operations with one right result are used.
final class FloatVectorRows extends FloatVectorFolds {
  private static final float HALF = (float) 0.5;
  private static final float ROOT_HALF = (float) 0.7071067811865476;

  private static final float GELU_FAR = (float) Special.GELU_FAR;
  private static final float ERFC_CENTRE = (float) Special.ERFC_CENTRE;
  private static final float[] ERFC = coefficients();

  private static float[] coefficients() {
    float[] series = new float[Special.ERFC.length];
    for (int k = 0; k < series.length; k++) {
      series[k] = (float) Special.ERFC[k];
    }
    return series;
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.exp(x, xo, y, yo, n);
    } else {
      exp(x, xo, 1, 0, y, yo, n);
    }
  }

  @Override
  public void expm1(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.expm1(x, xo, y, yo, n);
    } else {
      row(FloatVectorExp::expm1, x, xo, y, yo, n);
    }
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.log(x, xo, y, yo, n);
      return;
    }
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      boolean normal = FloatVectorLog.isNormal(x, xo + i, length);
      row(normal ? FloatVectorLog::logNormal : FloatVectorLog::log, x, xo + i, y, yo + i, length);
    }
  }

  @Override
  public void log1p(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.log1p(x, xo, y, yo, n);
    } else {
      row(FloatVectorLog::log1p, x, xo, y, yo, n);
    }
  }

  @Override
  public void sin(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.sin(x, xo, y, yo, n);
      return;
    }
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      if (FloatVectorSine.isWithinReach(x, xo + i, length)) {
        row(FloatVectorSine::sin, x, xo + i, y, yo + i, length);
      } else {
        plain.sin(x, xo + i, y, yo + i, length);
      }
    }
  }

  @Override
  public void cos(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.cos(x, xo, y, yo, n);
      return;
    }
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      if (FloatVectorSine.isWithinReach(x, xo + i, length)) {
        row(FloatVectorSine::cos, x, xo + i, y, yo + i, length);
      } else {
        plain.cos(x, xo + i, y, yo + i, length);
      }
    }
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.tanh(x, xo, y, yo, n);
    } else {
      row(FloatVectorExp::tanh, x, xo, y, yo, n);
    }
  }

  @Override
  public void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .add(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.add(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void addRows(int rows, float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.addRows(rows, x, xo, y, yo, n);
      return;
    }
    for (int r = 0; r < rows; r++) {
      add(y, yo, x, xo + r * n, y, yo, n);
    }
  }

  @Override
  public void sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .sub(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.sub(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .mul(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.mul(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .div(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.div(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .max(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.maximum(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .min(FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.minimum(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void where(
      boolean[] condition, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, b, bo + i)
          .blend(
              FloatVector.fromArray(SPECIES, a, ao + i),
              VectorMask.fromArray(SPECIES, condition, co + i))
          .intoArray(y, yo + i);
    }
    plain.where(condition, co + whole, a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void eq(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .compare(VectorOperators.EQ, FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.eq(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void ne(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .compare(VectorOperators.NE, FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.ne(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void lt(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.lt(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void le(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i)
          .compare(VectorOperators.LE, FloatVector.fromArray(SPECIES, b, bo + i))
          .intoArray(y, yo + i);
    }
    plain.le(a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void axpy(float factor, float[] x, int xo, float[] y, int yo, int n) {
    int whole = n < SHORT ? 0 : SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, y, yo + i)
          .add(FloatVector.fromArray(SPECIES, x, xo + i).mul(factor))
          .intoArray(y, yo + i);
    }
    plain.axpy(factor, x, xo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.sigmoid(x, xo, y, yo, n);
    } else {
      row(FloatVectorExp::sigmoid, x, xo, y, yo, n);
    }
  }

  @Override
  public void silu(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.silu(x, xo, y, yo, n);
      return;
    }
    float[] sigmoid = pieceOf(n);
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      row(FloatVectorExp::sigmoid, x, xo + i, sigmoid, 0, length);
      mul(x, xo + i, sigmoid, 0, y, yo + i, length);
    }
  }

  /// `max(x, 0) + ln(1 + e^-|x|)`, which cannot overflow.
  @Override
  public void softplus(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.softplus(x, xo, y, yo, n);
      return;
    }
    float[] rest = pieceOf(n);
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      FloatMath.abs(x, xo + i, rest, 0, length);
      exp(rest, 0, -1, 0, rest, 0, length);
      row(FloatVectorLog::log1p, rest, 0, rest, 0, length);
      FloatMath.relu(x, xo + i, y, yo + i, length);
      add(y, yo + i, rest, 0, y, yo + i, length);
    }
  }

  /// `max(x, 0) - |x| Φ(-|x|)`: one formula for both sides. `Φ(-|x|)` is half of `erfc(|x| / √2)`,
  /// by the series that [Special#ERFC] holds; `fma` finds what `x²` loses.
  @Override
  public void gelu(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT) {
      plain.gelu(x, xo, y, yo, n);
      return;
    }
    float[] bell = pieceOf(n);
    int length;
    for (int i = 0; i < n; i += length) {
      length = nextPiece(n - i);
      mul(x, xo + i, x, xo + i, bell, 0, length);
      exp(bell, 0, -HALF, 0, bell, 0, length);
      gelu(x, xo + i, bell, y, yo + i, length);
    }
  }

  private static void gelu(float[] x, int xo, float[] bell, float[] y, int yo, int n) {
    float[] last = new float[LANES];
    int end = n - LANES;
    gelu(x, xo + end, bell, end, last, 0, 1);
    gelu(x, xo, bell, 0, y, yo, end);
    System.arraycopy(last, 0, y, yo + end, LANES);
  }

  /// `bell` is `e^(-x² / 2)`. The series has its even and its odd powers side by side.
  private static void gelu(float[] x, int xo, float[] bell, int bo, float[] y, int yo, int end) {
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector a = v.abs().min(GELU_FAR);
      FloatVector lost = a.fma(a, a.mul(a).neg());
      FloatVector z = a.mul(ROOT_HALF);
      FloatVector t = z.sub(ERFC_CENTRE).div(z.add(ERFC_CENTRE));
      FloatVector t2 = t.mul(t);
      FloatVector even = FloatVector.broadcast(SPECIES, ERFC[ERFC.length - 2]);
      FloatVector odd = FloatVector.broadcast(SPECIES, ERFC[ERFC.length - 1]);
      for (int k = ERFC.length - 4; k >= 0; k -= 2) {
        even = even.fma(t2, FloatVector.broadcast(SPECIES, ERFC[k]));
        odd = odd.fma(t2, FloatVector.broadcast(SPECIES, ERFC[k + 1]));
      }
      FloatVector series = odd.fma(t, even);
      FloatVector tail =
          FloatVector.fromArray(SPECIES, bell, bo + i)
              .mul(lost.mul(-HALF).add(1))
              .mul(series)
              .div(z.add(z).add(1))
              .mul(HALF);
      v.max(0).sub(a.mul(tail)).intoArray(y, yo + i);
    }
  }
}
