package gradus.autograd.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Runs independent chunks of one piece of work on several threads.
///
/// The caller cuts its work into chunks by looking at the work alone, never at the number of
/// threads, and every chunk writes what no other chunk reads or writes: results are then the same,
/// bit for bit, for any number of threads. Handing out work costs about ten microseconds, so it
/// pays from a few hundred microseconds of work.
///
/// The calling thread works too; its helpers are daemon threads that are started when first needed
/// and parked when there is nothing to do. The number of threads is the system property
/// `gradus.threads`, or else the number of processors up to 8; 1 means that the caller does all of
/// it.
public final class Parallel {
  private static final int MOST_BY_DEFAULT = 8;
  private static final int MOST = 256;

  /// Elements from which cheap work on each is worth sharing.
  private static final int SHARED = 1_000_000;

  /// Elements of a part: whole vectors on any processor, since what is left of them may be rounded
  /// differently.
  private static final int PART = 1 << 16;

  private static final Worker[] WORKERS = new Worker[MOST - 1];
  private static final AtomicBoolean BUSY = new AtomicBoolean();
  private static volatile int threads = configured(System.getProperty("gradus.threads"));

  private Parallel() {}

  /// The number of threads that share a piece of work, the caller included.
  public static int threads() {
    return threads;
  }

  /// Sets the number of threads, from the next piece of work on.
  ///
  /// @param count 1 to 256; 1 runs everything on the calling thread
  /// @throws IllegalArgumentException if the count is outside that range
  public static void threads(int count) {
    threads = checked("Parallel.threads: " + count, count);
  }

  /// Some of the items of one piece of work.
  @FunctionalInterface
  public interface Part {
    /// Works on the items `from` to before `to`.
    void run(int from, int to);
  }

  /// Calls `part` for all of `items`: at once, or, where a second thread pays, part by part on
  /// several.
  ///
  /// @param weight how many cheap elements an item is worth, 1 or more: the length of a row, or a
  ///   few for an element that is dear
  public static void parts(int items, int weight, Part part) {
    if ((long) items * weight < SHARED || threads == 1) {
      part.run(0, items);
    } else {
      share(items, Math.ceilDiv(PART, weight), part);
    }
  }

  private static void share(int items, int size, Part part) {
    int chunks = Math.max(1, items / size);
    run(chunks, i -> part.run(i * size, i == chunks - 1 ? items : (i + 1) * size));
  }

  /// Calls `body` with every number from 0 to `chunks - 1`, in any order, and returns when all
  /// calls have returned. A call from inside a chunk, or while another thread is sharing out its
  /// work, runs its chunks one after the other. The first exception of a chunk is thrown here;
  /// chunks that have not begun by then are left out.
  static void run(int chunks, IntConsumer body) {
    int helpers = Math.min(threads, chunks) - 1;
    if (helpers < 1 || !BUSY.compareAndSet(false, true)) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        body.accept(chunk);
      }
      return;
    }
    try {
      share(new Work(chunks, body, Thread.currentThread()), helpers);
    } finally {
      BUSY.set(false);
    }
  }

  private static void share(Work work, int helpers) {
    for (int i = 0; i < helpers; i++) {
      if (WORKERS[i] == null) {
        WORKERS[i] = new Worker(i + 1);
        WORKERS[i].start();
      }
      WORKERS[i].take(work);
    }
    work.help();
    work.await();
    work.rethrow();
  }

  /// The number of threads that the property asks for; null is the default.
  static int configured(String property) {
    if (property == null) {
      return Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT);
    }
    String what = "gradus.threads=" + property;
    try {
      return checked(what, Integer.parseInt(property.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + ": not a whole number; use 1 to " + MOST, e);
    }
  }

  private static int checked(String what, int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          what + ": the number of threads must be 1 to " + MOST + "; 1 means no helpers");
    }
    return count;
  }

  /// One piece of work. Threads draw chunk numbers until none is left, so a helper that wakes late
  /// finds nothing to do and nobody waits for it.
  private static final class Work {
    private static final int SPINS = 2000;

    private final int chunks;
    private final IntConsumer body;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Work(int chunks, IntConsumer body, Thread caller) {
      this.chunks = chunks;
      this.body = body;
      this.caller = caller;
      this.unfinished = new AtomicInteger(chunks);
    }

    void help() {
      for (int chunk; (chunk = next.getAndIncrement()) < chunks; ) {
        attempt(chunk);
        if (unfinished.decrementAndGet() == 0 && Thread.currentThread() != caller) {
          LockSupport.unpark(caller);
        }
      }
    }

    private void attempt(int chunk) {
      if (failure.get() != null) {
        return;
      }
      try {
        body.accept(chunk);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    /// Waits for the chunks that helpers still hold: briefly awake, since they are as good as done,
    /// then parked. An interrupt does not end the wait; it is left set for the caller.
    void await() {
      for (int i = 0; i < SPINS && unfinished.get() > 0; i++) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      while (unfinished.get() > 0) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void rethrow() {
      switch (failure.get()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new AssertionError("a chunk cannot throw a checked exception", e);
      }
    }
  }

  /// A helper thread: parked until it is handed work.
  private static final class Worker extends Thread {
    private final AtomicReference<Work> handed = new AtomicReference<>();

    Worker(int number) {
      super("gradus-worker-" + number);
      setDaemon(true);
    }

    void take(Work work) {
      handed.set(work);
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (true) {
        Work work = handed.getAndSet(null);
        if (work == null) {
          LockSupport.park(this);
        } else {
          work.help();
        }
      }
    }
  }
}
