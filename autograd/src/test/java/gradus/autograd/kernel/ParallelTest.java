package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final int threadsBefore = Parallel.threads();

  @BeforeEach
  void useFourThreads() {
    Parallel.threads(4);
  }

  @AfterEach
  void restoreThreads() {
    Parallel.threads(threadsBefore);
  }

  @Test
  void runsEveryChunkOnce() {
    for (int chunks = 0; chunks < 300; chunks++) {
      AtomicIntegerArray runs = new AtomicIntegerArray(chunks + 1);
      Parallel.run(chunks, runs::incrementAndGet);
      for (int chunk = 0; chunk < chunks; chunk++) {
        assertThat(runs.get(chunk)).isEqualTo(1);
      }
      assertThat(runs.get(chunks)).isZero();
    }
  }

  @Test
  void partsAreAllItemsOnce() {
    for (int items : new int[] {0, 1, 999_999, 1_000_000, 1_234_567}) {
      for (int weight : new int[] {1, 3, 1000, 2_000_000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(items);
        Parallel.parts(
            items,
            weight,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                runs.incrementAndGet(i);
              }
            });
        for (int i = 0; i < items; i++) {
          if (runs.get(i) != 1) {
            fail("%d of %d items: %d times", i, items, runs.get(i));
          }
        }
      }
    }
  }

  @Test
  void onlyLargeWorkIsCutIntoParts() {
    AtomicInteger parts = new AtomicInteger();
    Parallel.parts(999_999, 1, (_, _) -> parts.incrementAndGet());
    assertThat(parts).hasValue(1);
    Parallel.parts(1000, 1000, (_, _) -> parts.incrementAndGet());
    assertThat(parts.get()).isGreaterThan(4);
  }

  @Test
  void sharesTheChunksAmongItsThreads() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch allFour = new CountDownLatch(4);
    Parallel.run(
        4,
        _ -> {
          seen.add(Thread.currentThread());
          allFour.countDown();
          awaitUninterrupted(allFour);
        });
    assertThat(seen).hasSize(4).contains(Thread.currentThread());
    seen.remove(Thread.currentThread());
    assertThat(seen).allMatch(Thread::isDaemon);
  }

  @Test
  void staysOnTheCallerWithOneThread() {
    Parallel.threads(1);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Parallel.run(50, _ -> seen.add(Thread.currentThread()));
    assertThat(seen).containsExactly(Thread.currentThread());
  }

  @Test
  void runsNestedCallsOnTheThreadOfTheirChunk() {
    Set<Thread> strangers = ConcurrentHashMap.newKeySet();
    Parallel.run(
        8,
        _ -> {
          Thread mine = Thread.currentThread();
          Parallel.run(
              8,
              _ -> {
                if (Thread.currentThread() != mine) {
                  strangers.add(Thread.currentThread());
                }
              });
        });
    assertThat(strangers).isEmpty();
  }

  @Test
  void bringsTheExceptionOfAChunkToTheCaller() {
    for (int failing = 0; failing < 8; failing++) {
      int bad = failing;
      RuntimeException failure = new IllegalStateException("chunk " + bad);
      assertThatThrownBy(() ->
              Parallel.run(
                  8,
                  chunk -> {
                    if (chunk == bad) {
                      throw failure;
                    }
                  }))
          .isSameAs(failure);
    }
  }

  @Test
  void worksOnAfterAFailure() {
    assertThatThrownBy(() ->
            Parallel.run(
                8,
                _ -> {
                  throw new AssertionError("all fail");
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("all fail");
    runsEveryChunkOnce();
    sharesTheChunksAmongItsThreads();
  }

  @Test
  void keepsTheInterruptOfItsCaller() {
    Thread.currentThread().interrupt();
    AtomicIntegerArray runs = new AtomicIntegerArray(100);
    Parallel.run(100, runs::incrementAndGet);
    assertThat(Thread.interrupted()).isTrue();
    for (int chunk = 0; chunk < 100; chunk++) {
      assertThat(runs.get(chunk)).isEqualTo(1);
    }
  }

  @Test
  void refusesImpossibleNumbersOfThreads() {
    assertThatThrownBy(() -> Parallel.threads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Parallel.threads: 0: the number of threads must be 1 to 256; 1 means no helpers");
    assertThatThrownBy(() -> Parallel.configured("257"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradus.threads=257: the number of threads must be 1 to 256; 1 means no helpers");
    assertThatThrownBy(() -> Parallel.configured("two"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradus.threads=two: not a whole number; use 1 to 256");
  }

  @Test
  void takesTheNumberOfThreadsFromTheProperty() {
    assertThat(Parallel.configured("3")).isEqualTo(3);
    assertThat(Parallel.configured(null))
        .isEqualTo(Math.min(8, Runtime.getRuntime().availableProcessors()));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
