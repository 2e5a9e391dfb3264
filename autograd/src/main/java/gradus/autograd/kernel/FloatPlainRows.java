package gradus.autograd.kernel;

/// [FloatRows] in plain Java: for machines without the Vector API, and for rows too short for it.
///
/// Sums are kept in `double`s, four at a time so that one addition need not wait for the other.
final class FloatPlainRows implements FloatRows {
  /// The numbers of the rows that are added up at a time: they stay in the nearest cache.
  private static final int BLOCK = 4096;

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

  /// One column after the other, or rather eight at a time, whose sums stay in registers.
  @Override
  public void addRows(int rows, float[] x, int xo, float[] y, int yo, int n) {
    int block = 1 + BLOCK / (1 + n);
    for (int left = rows, count; left > 0; left -= count) {
      count = Math.min(block, left);
      int at = xo + (rows - left) * n;
      int i = 0;
      for (; i <= n - 8; i += 8) {
        addEightColumns(count, x, at + i, n, y, yo + i);
      }
      for (; i < n; i++) {
        addColumn(count, x, at + i, n, y, yo + i);
      }
    }
  }

  private static void addEightColumns(int rows, float[] x, int xo, int step, float[] y, int yo) {
    float a = y[yo];
    float b = y[yo + 1];
    float c = y[yo + 2];
    float d = y[yo + 3];
    float e = y[yo + 4];
    float f = y[yo + 5];
    float g = y[yo + 6];
    float h = y[yo + 7];
    for (int r = 0, at = xo; r < rows; r++, at += step) {
      a += x[at];
      b += x[at + 1];
      c += x[at + 2];
      d += x[at + 3];
      e += x[at + 4];
      f += x[at + 5];
      g += x[at + 6];
      h += x[at + 7];
    }
    y[yo] = a;
    y[yo + 1] = b;
    y[yo + 2] = c;
    y[yo + 3] = d;
    y[yo + 4] = e;
    y[yo + 5] = f;
    y[yo + 6] = g;
    y[yo + 7] = h;
  }

  private static void addColumn(int rows, float[] x, int xo, int step, float[] y, int yo) {
    float sum = y[yo];
    for (int r = 0, at = xo; r < rows; r++, at += step) {
      sum += x[at];
    }
    y[yo] = sum;
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
