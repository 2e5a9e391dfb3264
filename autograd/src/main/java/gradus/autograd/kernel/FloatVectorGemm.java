package gradus.autograd.kernel;

/// The matrix product with the Vector API, on one thread.
///
/// C is computed in tiles that stay in registers ([FloatVectorTiles]). What a tile reads must lie
/// in lines: strips of A and B whose lines do not, or lie too far apart, are first copied into
/// panels ([FloatVectorPanels]). The loops around the tiles cut B into blocks that stay in the
/// second-level cache, and A into strips of one tile's height that stay in the first.
///
/// An object of this class holds what the loops share. Each thread has one and uses it again for
/// every product; room for large panels is borrowed ([FloatLines]).
final class FloatVectorGemm {
  private static final int HEIGHT = FloatVectorTiles.HEIGHT;
  private static final int WIDTH = FloatVectorTiles.WIDTH;
  private static final int SLIM_WIDTH = FloatVectorSlimTiles.WIDTH;

  /// The lines of a panel of A are whole vectors; a few rows more than a tile needs fill them up.
  private static final int A_STRIDE = FloatVectorSlimTiles.HEIGHT;

  /// The block of B that is multiplied at a time: rows and columns.
  private static final int DEPTH = 384;

  private static final int COLUMNS = 512;

  /// Matrices with so many numbers are copied even if their lines lie in one piece: these are too
  /// far apart.
  private static final int LARGE_A = 1 << 18;

  private static final int LARGE_B = 40_000;

  /// A panel of B must be read a few times to be worth a copy.
  private static final int ROWS_TO_PACK_FOR = 64;

  /// Room for small blocks of B.
  private static final int LITTLE_ROOM = 1 << 13;

  private static final float[] ZEROS = new float[COLUMNS];
  private static final ThreadLocal<FloatVectorGemm> OF_THREAD =
      ThreadLocal.withInitial(FloatVectorGemm::new);

  private final float[] panelOfA = new float[DEPTH * A_STRIDE];
  private final float[] tile = new float[A_STRIDE * WIDTH];
  private final float[] startOfTile = new float[A_STRIDE * WIDTH];
  private final float[] rowsOfStrip = new float[SLIM_WIDTH * DEPTH];
  private final float[] littlePanels = new float[LITTLE_ROOM];

  /// Those, or borrowed room where they do not suffice.
  private float[] panelsOfB = littlePanels;

  private float[] a;
  private int ars;
  private int acs;
  private boolean packA;

  private float[] b;
  private int brs;
  private int bcs;
  private boolean packB;

  private float[] c;
  private int ldc;

  /// What the sums of a block start from, and the step between its rows: C, the bias or zeros.
  private float[] start;

  private int startStep;

  private FloatVectorGemm() {}

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
    if (m == 1 || n == 1) {
      if (!accumulate) {
        FloatPlainGemm.start(m, n, c, co, ldc, bias, biaso);
      }
      if (n == 1) {
        FloatVectorMatvec.add(m, k, a, ao, ars, acs, b, bo, brs, c, co, ldc);
      } else {
        FloatVectorMatvec.add(n, k, b, bo, bcs, brs, a, ao, acs, c, co, 1);
      }
      return;
    }
    FloatVectorGemm product = OF_THREAD.get();
    product.a = a;
    product.ars = ars;
    product.acs = acs;
    product.packA = ars != 1 || (long) m * k >= LARGE_A;
    product.b = b;
    product.brs = brs;
    product.bcs = bcs;
    product.packB = bcs != 1 || (long) n * k >= LARGE_B && m >= ROWS_TO_PACK_FOR;
    product.c = c;
    product.ldc = ldc;
    try {
      product.multiply(m, n, k, ao, bo, co, accumulate, bias, biaso);
    } finally {
      product.release();
    }
  }

  /// Lets go of the caller's arrays, and of what was borrowed.
  private void release() {
    if (panelsOfB != littlePanels) {
      FloatLines.giveBack(panelsOfB);
      panelsOfB = littlePanels;
    }
    a = null;
    b = null;
    c = null;
    start = null;
  }

  private void multiply(
      int m, int n, int k, int ao, int bo, int co, boolean accumulate, float[] bias, int biaso) {
    int equalDepth = Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, DEPTH)));
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      int p = 0;
      do {
        int depth = Math.min(equalDepth, k - p);
        int blockOfB = bo + p * brs + j * bcs;
        int startAt = startFrom(accumulate || p > 0, co + j, bias, biaso + j);
        packPanels(columns, depth, blockOfB);
        multiplyBlock(m, columns, depth, ao + p * acs, blockOfB, startAt, co + j);
        p += depth;
      } while (p < k);
    }
  }

  /// Sets where a block's sums start from, and returns the offset there.
  private int startFrom(boolean accumulate, int co, float[] bias, int biaso) {
    if (accumulate) {
      start = c;
      startStep = ldc;
      return co;
    }
    startStep = 0;
    if (bias == null) {
      start = ZEROS;
      return 0;
    }
    start = bias;
    return biaso;
  }

  /// Copies those strips of a block of B into panels that cannot be read where they are: all, or
  /// only one that is not as wide as a tile.
  private void packPanels(int columns, int depth, int bo) {
    int length = depth * FloatVectorPanels.stride(packB ? columns : WIDTH);
    if (panelsOfB.length < FloatLines.BEGIN + length) {
      panelsOfB = FloatLines.borrow(DEPTH * COLUMNS);
    }
    for (int j = 0; j < columns; j += WIDTH) {
      int width = Math.min(WIDTH, columns - j);
      if (!isReadInPlace(width)) {
        FloatVectorPanels.pack(
            width, depth, b, bo + j * bcs, bcs, brs, panelsOfB, panelAt(j, depth), rowsOfStrip);
      }
    }
  }

  private boolean isReadInPlace(int width) {
    return !packB && (width == WIDTH || width == SLIM_WIDTH);
  }

  private int panelAt(int column, int depth) {
    return FloatLines.BEGIN + (packB ? column * depth : 0);
  }

  private void multiplyBlock(int m, int n, int depth, int ao, int bo, int so, int co) {
    int height = n > SLIM_WIDTH ? HEIGHT : A_STRIDE;
    for (int i = 0; i < m; i += height) {
      int rows = Math.min(height, m - i);
      int sRow = so + i * startStep;
      int cRow = co + i * ldc;
      if (packA) {
        int packed = Math.min(A_STRIDE, m - i);
        FloatVectorPanels.pack(packed, depth, a, ao + i * ars, ars, acs, panelOfA, 0, rowsOfStrip);
        int stride = FloatVectorPanels.stride(packed);
        multiplyStrip(rows, n, depth, panelOfA, 0, stride, bo, sRow, cRow);
      } else {
        multiplyStrip(rows, n, depth, a, ao + i * ars, acs, bo, sRow, cRow);
      }
    }
  }

  /// One strip of A with all columns of a block of B.
  private void multiplyStrip(
      int rows, int n, int depth, float[] x, int xo, int xStep, int bo, int so, int co) {
    for (int j = 0; j < n; j += WIDTH) {
      int width = Math.min(WIDTH, n - j);
      if (isReadInPlace(width)) {
        multiplyPanel(rows, width, depth, x, xo, xStep, b, bo + j, brs, so + j, co + j);
      } else {
        int step = FloatVectorPanels.stride(width);
        int at = panelAt(j, depth);
        multiplyPanel(rows, width, depth, x, xo, xStep, panelsOfB, at, step, so + j, co + j);
      }
    }
  }

  private void multiplyPanel(
      int rows,
      int width,
      int depth,
      float[] x,
      int xo,
      int xStep,
      float[] y,
      int yo,
      int yStep,
      int so,
      int co) {
    if (width == WIDTH) {
      FloatVectorTiles.multiply(
          rows, depth, x, xo, xStep, y, yo, yStep, start, so, startStep, c, co, ldc);
    } else if (width == SLIM_WIDTH) {
      FloatVectorSlimTiles.multiply(
          rows, depth, x, xo, xStep, y, yo, yStep, start, so, startStep, c, co, ldc);
    } else {
      multiplyEdge(rows, width, depth, x, xo, xStep, y, yo, yStep, so, co);
    }
  }

  /// A tile that reaches over the right edge of C is computed in a tile of its own.
  private void multiplyEdge(
      int rows,
      int width,
      int depth,
      float[] x,
      int xo,
      int xStep,
      float[] y,
      int yo,
      int yStep,
      int so,
      int co) {
    boolean sameForAll = startStep == 0;
    int step = sameForAll ? 0 : WIDTH;
    copy(sameForAll ? 1 : rows, width, start, so, startStep, startOfTile, 0, WIDTH);
    if (width > SLIM_WIDTH) {
      FloatVectorTiles.multiply(
          rows, depth, x, xo, xStep, y, yo, yStep, startOfTile, 0, step, tile, 0, WIDTH);
    } else {
      FloatVectorSlimTiles.multiply(
          rows, depth, x, xo, xStep, y, yo, yStep, startOfTile, 0, step, tile, 0, WIDTH);
    }
    copy(rows, width, tile, 0, WIDTH, c, co, ldc);
  }

  private static void copy(
      int rows, int width, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, xo + i * xStep, y, yo + i * yStep, width);
    }
  }
}
