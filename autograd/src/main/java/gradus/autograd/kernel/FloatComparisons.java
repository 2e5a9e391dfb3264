package gradus.autograd.kernel;

import java.util.Arrays;

/// Comparisons of rows of `float`s; every method is a [FloatCompare].
public final class FloatComparisons {
  /// So much of a row that repeats one number is laid out at a time.
  private static final int BLOCK = 512;

  private FloatComparisons() {}

  private interface Question {
    void answer(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n);
  }

  /// `y = (a == b)`; NaN equals nothing.
  public static void eq(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    inRows(FloatRows.ROWS::eq, a, ao, as, b, bo, bs, y, yo, n);
  }

  /// `y = (a != b)`; NaN differs from everything.
  public static void ne(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    inRows(FloatRows.ROWS::ne, a, ao, as, b, bo, bs, y, yo, n);
  }

  /// `y = (a < b)`; false for NaN.
  public static void lt(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    inRows(FloatRows.ROWS::lt, a, ao, as, b, bo, bs, y, yo, n);
  }

  /// `y = (a <= b)`; false for NaN.
  public static void le(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    inRows(FloatRows.ROWS::le, a, ao, as, b, bo, bs, y, yo, n);
  }

  /// `y = (a > b)`; false for NaN.
  public static void gt(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    lt(b, bo, bs, a, ao, as, y, yo, n);
  }

  /// `y = (a >= b)`; false for NaN.
  public static void ge(
      float[] a, int ao, int as, float[] b, int bo, int bs, boolean[] y, int yo, int n) {
    le(b, bo, bs, a, ao, as, y, yo, n);
  }

  private static void inRows(
      Question question,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      boolean[] y,
      int yo,
      int n) {
    int block = as == 1 && bs == 1 ? n : Math.min(BLOCK, n);
    float[] rowOfA = as == 1 ? a : repeated(a, ao, block);
    float[] rowOfB = bs == 1 ? b : repeated(b, bo, block);
    for (int i = 0; i < n; i += block) {
      int atA = as == 1 ? ao + i : 0;
      int atB = bs == 1 ? bo + i : 0;
      question.answer(rowOfA, atA, rowOfB, atB, y, yo + i, Math.min(block, n - i));
    }
  }

  private static float[] repeated(float[] x, int at, int count) {
    float[] row = new float[count];
    if (count > 0) {
      Arrays.fill(row, x[at]);
    }
    return row;
  }
}
