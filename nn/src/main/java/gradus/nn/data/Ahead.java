package gradus.nn.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Makes a few batches ahead of the one that is asked for, each on a thread of its own, and hands
/// them out in order. A loop that is left early leaves nothing behind: a thread ends with its
/// batch.
///
/// @param <B> what a batch is
final class Ahead<B> implements Iterator<B> {
  private final Iterator<int[]> indices;
  private final Function<int[], B> batch;
  private final int workers;
  private final Queue<FutureTask<B>> started = new ArrayDeque<>();

  Ahead(Iterator<int[]> indices, Function<int[], B> batch, int workers) {
    this.indices = indices;
    this.batch = batch;
    this.workers = workers;
  }

  @Override
  public boolean hasNext() {
    return !started.isEmpty() || indices.hasNext();
  }

  @Override
  public B next() {
    start();
    FutureTask<B> first = started.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    start();
    return result(first);
  }

  private void start() {
    while (started.size() < workers && indices.hasNext()) {
      int[] now = indices.next();
      FutureTask<B> task = new FutureTask<>(() -> batch.apply(now));
      started.add(task);
      Thread.ofVirtual().name("gradus-batch").start(task);
    }
  }

  private static <B> B result(FutureTask<B> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("DataLoader: interrupted while waiting for a batch", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException("DataLoader: a batch could not be made", e);
      }
    }
  }
}
