package gradus.autograd.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Runs the vector product on a thread of its own until it has been compiled.
///
/// Before the compiler has turned them into instructions, vectors are objects on the heap, and a
/// product takes a thousand times as long; the first second of a program would go there. Nobody
/// waits for that: until this is over, [FloatGemm] takes plain loops, which give the same numbers
/// and are compiled at once. It never ends in a process that does not compile vectors at all, which
/// is better off with the plain loops.
///
/// The thread is a daemon and starts with the first product that is worth vectors.
final class FloatGemmWarmUp {
  private static final int DEPTH = 32;

  /// What a program that is over by then shall not pay for.
  private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private static volatile boolean over;

  static {
    Thread thread = new Thread(() -> new FloatGemmWarmUp().run(), "gradus-warm-up-float");
    thread.setDaemon(true);
    thread.start();
  }

  /// Rows that are cut into tiles of every height.
  private final int[] rows = {20, 27, 28};

  /// Whole tiles, slim ones, and a part of each.
  private final int[] columns = {
    FloatVectorSlimTiles.WIDTH,
    FloatVectorTiles.WIDTH,
    FloatVectorTiles.WIDTH + FloatVectorSlimTiles.WIDTH,
    FloatVectorTiles.WIDTH + 1,
    2 * FloatVectorTiles.WIDTH - 1
  };

  private final float[] a = new float[DEPTH * DEPTH];
  private final float[] b = new float[2 * DEPTH * FloatVectorTiles.WIDTH];
  private final float[] c = new float[2 * DEPTH * FloatVectorTiles.WIDTH];

  private FloatGemmWarmUp() {}

  /// Whether the vector product has been compiled.
  static boolean isOver() {
    return over;
  }

  /// Rests as long as it works, so that there is room for the caller and the compiler.
  private void run() {
    LockSupport.parkNanos(DELAY);
    long begin = System.nanoTime();
    for (long now = begin; !isFast(); now = System.nanoTime()) {
      if (now - begin > LONGEST) {
        return;
      }
      LockSupport.parkNanos(Math.min(System.nanoTime() - now, LONGEST_PAUSE));
    }
    over = true;
  }

  /// Multiplies matrices of every size and order once, and tells whether none took long.
  private boolean isFast() {
    boolean fast = true;
    for (int m : rows) {
      for (int n : columns) {
        fast &= isFast(m, n, DEPTH, 1, n, 1);
        fast &= isFast(m, n, 1, m, n, 1);
        fast &= isFast(m, n, DEPTH, 1, 1, DEPTH);
      }
    }
    return fast;
  }

  /// Compiled kernels do 10 multiplications and more in a nanosecond, others a tenth of one.
  private boolean isFast(int m, int n, int ars, int acs, int brs, int bcs) {
    long begin = System.nanoTime();
    FloatVectorGemm.gemm(m, n, DEPTH, a, 0, ars, acs, b, 0, brs, bcs, c, 0, n, false, null, 0);
    return System.nanoTime() - begin < (long) m * n * DEPTH;
  }
}
