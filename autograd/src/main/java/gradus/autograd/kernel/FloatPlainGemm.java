package gradus.autograd.kernel;

import java.util.Arrays;

/// The matrix product in plain loops: for tiny products, for others while the vector kernels have
/// not been compiled, and for all of them when the vector module is missing. Where the vector
/// kernels run too, these loops give the same numbers, bit for bit.
///
/// The inner loop adds multiples of rows of B to a row of C. The compiler turns it into vector
/// instructions only if all its arrays are read and written at the same index, since it cannot tell
/// otherwise that a write does not change what is read next. So a block of B is first copied into
/// rows that are arrays of their own, and a row of C is summed in another.
final class FloatPlainGemm {
  /// Up to this many multiplications, copying would cost more than it saves.
  private static final int SMALL = 2048;

  /// The block of B that is copied at a time: its rows and columns.
  private static final int BLOCK_ROWS = 64;

  private static final int BLOCK_COLUMNS = 512;

  private static final ThreadLocal<float[][]> BLOCK =
      ThreadLocal.withInitial(() -> new float[BLOCK_ROWS][BLOCK_COLUMNS]);
  private static final ThreadLocal<float[]> SUM =
      ThreadLocal.withInitial(() -> new float[BLOCK_COLUMNS]);

  private FloatPlainGemm() {}

  /// See [FloatGemm#gemm].
  static void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float[] c,
      int co,
      int ldc,
      boolean accumulate,
      float[] bias,
      int biaso) {
    if (!accumulate) {
      start(m, n, c, co, ldc, bias, biaso);
    }
    if (n == 1) {
      addDots(1, m, k, b, bo, 0, brs, a, ao, acs, ars, c, co, 0, ldc);
      return;
    }
    if ((long) m * n * k <= SMALL || m == 1 && bcs != 1) {
      addDots(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, ldc, 1);
      return;
    }
    for (int j = 0; j < n; j += BLOCK_COLUMNS) {
      int columns = Math.min(BLOCK_COLUMNS, n - j);
      for (int p = 0; p < k; p += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, k - p);
        float[][] block = BLOCK.get();
        copy(rows, columns, b, bo + p * brs + j * bcs, brs, bcs, block);
        addRows(m, columns, rows, a, ao + p * acs, ars, acs, block, c, co + j, ldc);
      }
    }
  }

  /// Fills C with the bias in every row, or with zeros if it is null.
  static void start(int m, int n, float[] c, int co, int ldc, float[] bias, int biaso) {
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      if (bias == null) {
        Arrays.fill(c, row, row + n, 0);
      } else {
        System.arraycopy(bias, biaso, c, row, n);
      }
    }
  }

  /// One sum after the other, or rather four at a time; here C may have any steps.
  private static void addDots(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float[] c,
      int co,
      int crs,
      int ccs) {
    for (int i = 0; i < m; i++) {
      int row = ao + i * ars;
      int at = co + i * crs;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        addFourDots(k, a, row, acs, b, bo + j * bcs, brs, bcs, c, at + j * ccs, ccs);
      }
      for (; j < n; j++) {
        addDot(k, a, row, acs, b, bo + j * bcs, brs, c, at + j * ccs);
      }
    }
  }

  private static void addFourDots(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float[] c,
      int co,
      int ccs) {
    float c0 = c[co];
    float c1 = c[co + ccs];
    float c2 = c[co + 2 * ccs];
    float c3 = c[co + 3 * ccs];
    for (int p = 0; p < k; p++) {
      float x = a[ao + p * acs];
      int at = bo + p * brs;
      c0 = add(c0, x, b[at]);
      c1 = add(c1, x, b[at + bcs]);
      c2 = add(c2, x, b[at + 2 * bcs]);
      c3 = add(c3, x, b[at + 3 * bcs]);
    }
    c[co] = c0;
    c[co + ccs] = c1;
    c[co + 2 * ccs] = c2;
    c[co + 3 * ccs] = c3;
  }

  private static void addDot(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] c, int co) {
    float sum = c[co];
    for (int p = 0; p < k; p++) {
      sum = add(sum, a[ao + p * acs], b[bo + p * brs]);
    }
    c[co] = sum;
  }

  private static void copy(
      int rows, int columns, float[] b, int bo, int brs, int bcs, float[][] block) {
    for (int p = 0; p < rows; p++) {
      int from = bo + p * brs;
      if (bcs == 1) {
        System.arraycopy(b, from, block[p], 0, columns);
      } else {
        copyRow(columns, b, from, bcs, block[p]);
      }
    }
  }

  private static void copyRow(int columns, float[] b, int from, int step, float[] row) {
    for (int j = 0; j < columns; j++) {
      row[j] = b[from + j * step];
    }
  }

  private static void addRows(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[][] block,
      float[] c,
      int co,
      int ldc) {
    float[] sum = SUM.get();
    for (int i = 0; i < m; i++) {
      System.arraycopy(c, co + i * ldc, sum, 0, n);
      addRow(n, k, a, ao + i * ars, acs, block, sum);
      System.arraycopy(sum, 0, c, co + i * ldc, n);
    }
  }

  private static void addRow(
      int n, int k, float[] a, int ao, int acs, float[][] block, float[] sum) {
    int p = 0;
    for (; p <= k - 4; p += 4) {
      int x = ao + p * acs;
      addFour(
          n,
          a[x],
          block[p],
          a[x + acs],
          block[p + 1],
          a[x + 2 * acs],
          block[p + 2],
          a[x + 3 * acs],
          block[p + 3],
          sum);
    }
    for (; p < k; p++) {
      addOne(n, a[ao + p * acs], block[p], sum);
    }
  }

  private static void addFour(
      int n,
      float x0,
      float[] b0,
      float x1,
      float[] b1,
      float x2,
      float[] b2,
      float x3,
      float[] b3,
      float[] sum) {
    for (int j = 0; j < n; j++) {
      sum[j] = add(add(add(add(sum[j], x0, b0[j]), x1, b1[j]), x2, b2[j]), x3, b3[j]);
    }
  }

  private static void addOne(int n, float x, float[] b, float[] sum) {
    for (int j = 0; j < n; j++) {
      sum[j] = add(sum[j], x, b[j]);
    }
  }

  /// `sum + x y`, rounded once where the vector kernels run, which round so.
  private static float add(float sum, float x, float y) {
    return Provider.VECTOR ? Math.fma(x, y, sum) : sum + x * y;
  }
}
