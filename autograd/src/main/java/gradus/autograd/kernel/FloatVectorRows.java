package gradus.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatRows] through the Vector API. Of the rows, only this class and [FloatVectorFolds] mention
/// that module: where it is missing, a class that does cannot even be loaded.
///
/// Each method has a loop of its own, and no vector crosses a method: only then are vectors
/// registers instead of objects. Masks are avoided for the same reason. What is left at the end of
/// a row is a last vector that overlaps the one before; it is computed first, because the result
/// may be written over the argument.
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
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.exp(x, xo, y, yo, n);
      return;
    }
    FloatVectorExp.exp(x, xo, 0, y, yo, n);
  }

  @Override
  public void expm1(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.expm1(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.EXPM1);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i)
          .lanewise(VectorOperators.EXPM1)
          .intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.log(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.LOG);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i).lanewise(VectorOperators.LOG).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void log1p(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.log1p(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.LOG1P);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i)
          .lanewise(VectorOperators.LOG1P)
          .intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void sin(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.sin(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.SIN);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i).lanewise(VectorOperators.SIN).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void cos(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.cos(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.COS);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i).lanewise(VectorOperators.COS).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
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
  public void softplus(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.softplus(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector lastX = FloatVector.fromArray(SPECIES, x, xo + end);
    FloatVector lastExp = lastX.abs().neg().lanewise(VectorOperators.EXP);
    FloatVector last = lastX.max(0).add(lastExp.lanewise(VectorOperators.LOG1P));
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector exp = v.abs().neg().lanewise(VectorOperators.EXP);
      v.max(0).add(exp.lanewise(VectorOperators.LOG1P)).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  /// Where the library has no tanh, through `e²ˣ - 1`, a little less exact.
  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.tanh(x, xo, y, yo, n);
    } else if (VectorMath.NATIVE_TANH) {
      nativeTanh(x, xo, y, yo, n);
    } else {
      tanhByExpm1(x, xo, y, yo, n);
    }
  }

  private static void nativeTanh(float[] x, int xo, float[] y, int yo, int n) {
    int end = n - LANES;
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + end).lanewise(VectorOperators.TANH);
    for (int i = 0; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xo + i).lanewise(VectorOperators.TANH).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  /// `tanh x = e / (e + 2)` with `e = e²ˣ - 1`. From 20 on, tanh is 1 to the last bit.
  static void tanhByExpm1(float[] x, int xo, float[] y, int yo, int n) {
    int end = n - LANES;
    FloatVector lastExp =
        FloatVector.fromArray(SPECIES, x, xo + end).min(20).mul(2).lanewise(VectorOperators.EXPM1);
    FloatVector last = lastExp.div(lastExp.add(2));
    for (int i = 0; i < end; i += LANES) {
      FloatVector exp =
          FloatVector.fromArray(SPECIES, x, xo + i).min(20).mul(2).lanewise(VectorOperators.EXPM1);
      exp.div(exp.add(2)).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.sigmoid(x, xo, y, yo, n);
      return;
    }
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int end = n - LANES;
    FloatVector lastExp =
        FloatVector.fromArray(SPECIES, x, xo + end).neg().lanewise(VectorOperators.EXP);
    FloatVector last = one.div(lastExp.add(one));
    for (int i = 0; i < end; i += LANES) {
      FloatVector exp =
          FloatVector.fromArray(SPECIES, x, xo + i).neg().lanewise(VectorOperators.EXP);
      one.div(exp.add(one)).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  @Override
  public void silu(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.silu(x, xo, y, yo, n);
      return;
    }
    int end = n - LANES;
    FloatVector lastX = FloatVector.fromArray(SPECIES, x, xo + end);
    FloatVector last = lastX.div(lastX.neg().lanewise(VectorOperators.EXP).add(1));
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.div(v.neg().lanewise(VectorOperators.EXP).add(1)).intoArray(y, yo + i);
    }
    last.intoArray(y, yo + end);
  }

  /// `max(x, 0) - |x| Φ(-|x|)`: one formula for both sides. `Φ(-|x|)` is half of `erfc(|x| / √2)`,
  /// by the series that [Special#ERFC] holds, its even and its odd powers side by side; `fma` finds
  /// what `x²` loses.
  @Override
  public void gelu(float[] x, int xo, float[] y, int yo, int n) {
    if (n < SHORT || !VectorMath.NATIVE) {
      plain.gelu(x, xo, y, yo, n);
      return;
    }
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector a = v.abs().min(GELU_FAR);
      FloatVector square = a.mul(a);
      FloatVector lost = a.fma(a, square.neg());
      FloatVector bell =
          square.mul(-HALF).lanewise(VectorOperators.EXP).mul(lost.mul(-HALF).add(1));
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
      FloatVector tail = bell.mul(series).div(z.add(z).add(1)).mul(HALF);
      v.max(0).sub(a.mul(tail)).intoArray(y, yo + i);
    }
    plain.gelu(x, xo + whole, y, yo + whole, n - whole);
  }
}
