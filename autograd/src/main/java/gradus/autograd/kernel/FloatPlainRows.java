package gradus.autograd.kernel;

/// [FloatRows] in plain Java: for machines without the Vector API, and for rows too short for it.
///
/// Sums are kept in `double`s, four at a time so that one addition need not wait for the other.
final class FloatPlainRows implements FloatRows {

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.exp(x[xo + i]);
    }
  }

  @Override
  public void expm1(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.expm1(x[xo + i]);
    }
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.log(x[xo + i]);
    }
  }

  @Override
  public void log1p(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.log1p(x[xo + i]);
    }
  }

  @Override
  public void sin(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sin(x[xo + i]);
    }
  }

  @Override
  public void cos(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.cos(x[xo + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.tanh(x[xo + i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.sigmoid(x[xo + i]);
    }
  }

  @Override
  public void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.silu(x[xo + i]);
    }
  }

  @Override
  public void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.softplus(x[xo + i]);
    }
  }

  @Override
  public void gelu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Special.gelu(x[xo + i]);
    }
  }

  @Override
  public void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  @Override
  public void sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  @Override
  public void mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  @Override
  public void div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] / b[bo + i];
    }
  }

  @Override
  public void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.min(a[ao + i], b[bo + i]);
    }
  }

  @Override
  public void where(
      boolean[] condition, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = condition[co + i] ? a[ao + i] : b[bo + i];
    }
  }

  @Override
  public void eq(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] == b[bo + i];
    }
  }

  @Override
  public void ne(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] != b[bo + i];
    }
  }

  @Override
  public void lt(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] < b[bo + i];
    }
  }

  @Override
  public void le(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] <= b[bo + i];
    }
  }

  @Override
  public void axpy(float factor, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += factor * x[xo + i];
    }
  }

  @Override
  public float expOfDifference(float[] x, int xo, float shift, float[] y, int yo, int n) {
    double total = 0;
    for (int i = 0; i < n; i++) {
      float e = (float) Math.exp(x[xo + i] - shift);
      y[yo + i] = e;
      total += e;
    }
    return (float) total;
  }

  @Override
  public float sumOfExp(float[] x, int xo, float shift, int n) {
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += Math.exp(x[xo + i] - shift);
    }
    return (float) total;
  }

  @Override
  public float sum(float[] x, int xo, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      a += x[xo + i];
      b += x[xo + i + 1];
      c += x[xo + i + 2];
      d += x[xo + i + 3];
    }
    for (; i < n; i++) {
      a += x[xo + i];
    }
    return (float) ((a + b) + (c + d));
  }

  @Override
  public float sumOfSquares(float[] x, int xo, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      a += square(x[xo + i]);
      b += square(x[xo + i + 1]);
      c += square(x[xo + i + 2]);
      d += square(x[xo + i + 3]);
    }
    for (; i < n; i++) {
      a += square(x[xo + i]);
    }
    return (float) ((a + b) + (c + d));
  }

  @Override
  public float sumOfSquaredDifferences(float[] x, int xo, float mean, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      a += square(x[xo + i] - mean);
      b += square(x[xo + i + 1] - mean);
      c += square(x[xo + i + 2] - mean);
      d += square(x[xo + i + 3] - mean);
    }
    for (; i < n; i++) {
      a += square(x[xo + i] - mean);
    }
    return (float) ((a + b) + (c + d));
  }

  @Override
  public float dot(float[] l, int lo, float[] r, int ro, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      a += (double) l[lo + i] * r[ro + i];
      b += (double) l[lo + i + 1] * r[ro + i + 1];
      c += (double) l[lo + i + 2] * r[ro + i + 2];
      d += (double) l[lo + i + 3] * r[ro + i + 3];
    }
    for (; i < n; i++) {
      a += (double) l[lo + i] * r[ro + i];
    }
    return (float) ((a + b) + (c + d));
  }

  @Override
  public float max(float[] x, int xo, int n) {
    float result = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public float min(float[] x, int xo, int n) {
    float result = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  private static double square(double x) {
    return x * x;
  }
}
