package gradus.autograd.kernel;

import java.util.Arrays;

/// Rows of `float`s chosen from one row or another.
final class FloatChoice {
  private static final int BLOCK = 1024;

  private FloatChoice() {}

  /// `y = a` where `condition` is true, `b` elsewhere; `as` and `bs` are 0 for a single number.
  static void pick(
      boolean[] condition,
      int co,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    int block = as == 1 && bs == 1 ? n : Math.min(BLOCK, n);
    float[] rowOfA = as == 1 ? a : repeated(a[ao], block);
    float[] rowOfB = bs == 1 ? b : repeated(b[bo], block);
    for (int i = 0; i < n; i += block) {
      int atA = as == 1 ? ao + i : 0;
      int atB = bs == 1 ? bo + i : 0;
      int length = Math.min(block, n - i);
      FloatRows.ROWS.where(condition, co + i, rowOfA, atA, rowOfB, atB, y, yo + i, length);
    }
  }

  private static float[] repeated(float value, int count) {
    float[] row = new float[count];
    Arrays.fill(row, value);
    return row;
  }
}
