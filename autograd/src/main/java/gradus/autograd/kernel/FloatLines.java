package gradus.autograd.kernel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Room for the panels of large products, lent to whoever multiplies.
///
/// The garbage collector G1 puts an array of more than half a region of the heap where a region
/// begins, and never moves it. Counted from [#BEGIN] on, its vectors lie on whole lines of the
/// cache, which makes the tiles that read them over and over a tenth faster. As such an array may
/// take a thousandth of the heap, there are few of them, and no thread keeps one.
final class FloatLines {
  /// 64 bytes from an array's own begin, 16 of which are its header.
  static final int BEGIN = (64 - 16) / Float.BYTES;

  private static final int SMALLEST_REGION = 1 << 20;
  private static final int LARGEST_REGION = 32 << 20;

  /// G1 cuts the heap into 2048 regions and rounds them up to a power of two, so that this is more
  /// than half of one, and never more than one, header included.
  private static final int IN_REGION =
      Math.clamp(
          Runtime.getRuntime().maxMemory() / 2048 - 64, SMALLEST_REGION / 2, LARGEST_REGION / 2);

  private static final int MOST = Math.min(32, 2 * Runtime.getRuntime().availableProcessors());
  private static final BlockingQueue<float[]> IDLE = new ArrayBlockingQueue<>(MOST);
  private static final AtomicInteger MADE = new AtomicInteger();

  private FloatLines() {}

  /// An array with room for `length` numbers from [#BEGIN] on; every call asks for the same length.
  /// What stands in it is arbitrary.
  static float[] borrow(int length) {
    float[] idle = IDLE.poll();
    if (idle != null) {
      return idle;
    }
    boolean few = MADE.getAndUpdate(made -> Math.min(made + 1, MOST)) < MOST;
    return new float[few ? Math.max(BEGIN + length, IN_REGION / Float.BYTES) : BEGIN + length];
  }

  /// Takes back what was borrowed; lets go of it where enough are idle.
  static void giveBack(float[] lines) {
    IDLE.offer(lines);
  }
}
