package gradus.autograd.kernel;

/// Matrix product of matrices whose rows and columns may lie any step apart: the one entry for all
/// products.
///
/// Every element of the result is one chain of multiplications and additions over the inner
/// dimension in ascending order, whatever the blocking and the number of threads; only products
/// with a single row or column may be summed in several chains. Zeros are not skipped, so NaN and
/// infinity spread as the definition says. Where the vector kernels run, every step is rounded once
/// (fused multiply-add), elsewhere twice.
///
/// Tiny products take plain loops, and so do all but large ones while the vector kernels have not
/// been compiled ([FloatGemmWarmUp]); that changes no bit of a result.
public final class FloatGemm {
  /// Up to this many multiplications a plain loop is as fast, and it is fast long before the vector
  /// kernels have been compiled.
  private static final long TINY = 1000;

  /// The same if there is but one row or column.
  private static final long TINY_WITH_VECTOR = 2048;

  /// From here on a product takes longer in plain loops than the vector kernels take to be
  /// compiled.
  private static final long LARGE = 500_000_000;

  /// Multiplications from which a second thread pays: about half a millisecond of work.
  private static final long SHARED = Provider.VECTOR ? 25_000_000 : 5_000_000;

  /// The same if there is but one row or column, where memory sets the pace.
  private static final long SHARED_WITH_VECTOR = 4_000_000;

  /// Where a product with a vector may be cut: between whole hardware vectors of any processor,
  /// since what is left of them is rounded differently.
  private static final int VECTOR_TILE = 64;

  private FloatGemm() {}

  /// `C = start + A B`, where `start` is C itself if `accumulate`, or else the row `bias` in every
  /// row of C, or zeros if `bias` is null.
  ///
  /// Element `A[i, p]` lies at `a[ao + i * ars + p * acs]`, so a transposed matrix is one with its
  /// two steps exchanged; the same holds for B. C must overlap neither A, B nor the bias. With `k =
  /// 0` the result is `start`.
  ///
  /// @param m rows of A and C
  /// @param n columns of B and C
  /// @param k columns of A, rows of B
  /// @param ao where `A[0, 0]` lies
  /// @param ars step from row to row of A
  /// @param acs step from column to column of A
  /// @param bo where `B[0, 0]` lies
  /// @param brs step from row to row of B
  /// @param bcs step from column to column of B
  /// @param co where `C[0, 0]` lies
  /// @param ldc step from row to row of C, whose columns lie side by side
  /// @param bias null, or the array of the n numbers that begin at `biaso`; unused if `accumulate`
  public static void gemm(
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
    long work = (long) m * n * k;
    boolean vector = Provider.VECTOR && paysAsVectors(m, n, work);
    long shared = m == 1 || n == 1 ? SHARED_WITH_VECTOR : SHARED;
    if (work < shared || Parallel.threads() == 1) {
      onOneThread(
          vector, m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, ldc, accumulate, bias, biaso);
    } else if (m >= n) {
      int tile = n == 1 ? VECTOR_TILE : 12;
      int rows = chunk(m, tile);
      int chunks = chunks(m, tile);
      Parallel.run(
          chunks,
          i -> {
            int from = i * rows;
            int size = i == chunks - 1 ? m - from : rows;
            int a0 = ao + from * ars;
            int c0 = co + from * ldc;
            onOneThread(
                vector,
                size,
                n,
                k,
                a,
                a0,
                ars,
                acs,
                b,
                bo,
                brs,
                bcs,
                c,
                c0,
                ldc,
                accumulate,
                bias,
                biaso);
          });
    } else {
      int tile = m == 1 ? VECTOR_TILE : 32;
      int columns = chunk(n, tile);
      int chunks = chunks(n, tile);
      Parallel.run(
          chunks,
          i -> {
            int from = i * columns;
            int size = i == chunks - 1 ? n - from : columns;
            int b0 = bo + from * bcs;
            int c0 = co + from;
            onOneThread(
                vector,
                m,
                size,
                k,
                a,
                ao,
                ars,
                acs,
                b,
                b0,
                brs,
                bcs,
                c,
                c0,
                ldc,
                accumulate,
                bias,
                biaso + from);
          });
    }
  }

  /// Products with one row or column are decided by their size alone: vectors sum them in several
  /// chains.
  private static boolean paysAsVectors(int m, int n, long work) {
    if (m == 1 || n == 1) {
      return work > TINY_WITH_VECTOR;
    }
    return work > TINY && (FloatGemmWarmUp.isOver() || work > LARGE);
  }

  /// About an eighth of `length`, in whole tiles.
  private static int chunk(int length, int tile) {
    return Math.max(4, Math.ceilDiv(length, 8 * tile)) * tile;
  }

  /// The number of chunks. What would be less than a tile at the end belongs to the last one: a
  /// single row or column would be summed in another way.
  private static int chunks(int length, int tile) {
    return Math.max(1, Math.ceilDiv(length - tile + 1, chunk(length, tile)));
  }

  private static void onOneThread(
      boolean vector,
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
    if (vector) {
      FloatVectorGemm.gemm(
          m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, ldc, accumulate, bias, biaso);
    } else {
      FloatPlainGemm.gemm(
          m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, ldc, accumulate, bias, biaso);
    }
  }
}
