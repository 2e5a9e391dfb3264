package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several threads may walk onto shared leaves, through one shared graph, and may read one view.
class ThreadsTest {
  private static final int THREADS = 2;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /// Runs `action` on all threads at once.
  private void together(Runnable action) throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(
          threads.submit(() -> {
            start.countDown();
            start.await();
            action.run();
            return null;
          }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  /// The leaf is the root itself, so that threads do little else than add to it.
  @Test
  void noElementIsLostOnALargeSharedLeaf() throws Exception {
    int rounds = 4_000;
    Tensor x = Tensor.zeros(FLOAT64, 20_000).requiresGrad(true);
    Tensor ones = Tensor.ones(FLOAT64, 20_000);
    together(() -> {
      for (int i = 0; i < rounds; i++) {
        x.backward(ones);
      }
    });
    assertThat(x.grad().toDoubleArray()).containsOnly(THREADS * rounds);
  }

  @Test
  void oneRetainedGraphCanBeWalkedByTwo() throws Exception {
    int rounds = 2_000;
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    Tensor y = x;
    for (int i = 0; i < 20; i++) {
      y = y.add(y.mul(0.5)).sub(x);
    }
    Tensor loss = y.sum();
    loss.backward(null, true, false);
    double[] once = x.grad().toDoubleArray();
    x.zeroGrad();
    together(() -> {
      for (int i = 0; i < rounds; i++) {
        loss.backward(null, true, false);
      }
    });
    double[] all = x.grad().toDoubleArray();
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i] / once[i] / (THREADS * rounds)).isBetween(1 - 1e-9, 1 + 1e-9);
    }
  }

  /// Numbers grow along edges even where the thread that goes on has recorded less.
  @Test
  void aGraphCanBeContinuedOnAnotherThread() throws Exception {
    Tensor x = Tensor.of(FLOAT64, 3).requiresGrad(true);
    Tensor chain = x;
    for (int i = 0; i < 50; i++) {
      chain = chain.neg();
    }
    Tensor square = chain.square();
    Tensor loss = threads.submit(() -> square.mul(square).add(square.mul(10)).neg()).get();
    loss.backward();
    assertThat(x.grad().item()).as("−(x⁴ + 10 x²)'").isEqualTo(-(4 * 27 + 20 * 3));
  }

  @Test
  void gradOnSharedLeavesIsEachThreadsOwn() throws Exception {
    Tensor x = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    together(() -> {
      for (int i = 1; i < 2_000; i++) {
        double factor = i;
        assertThat(Autograd.grad(x.mul(factor).sum(), x)[0].toDoubleArray())
            .containsExactly(factor, factor);
      }
    });
    assertThat(x.grad()).isNull();
  }

  @Test
  void allReadersOfAViewSeeTheSameNode() throws Exception {
    for (int round = 0; round < 1_000; round++) {
      Tensor base = Tensor.zeros(FLOAT64, 4).requiresGrad(true).mul(1);
      Tensor view = base.narrow(0, 0, 2);
      base.mul_(2.0);
      List<Node> nodes = new ArrayList<>();
      together(() -> {
        Node node = view.gradFn();
        synchronized (nodes) {
          nodes.add(node);
        }
      });
      assertThat(nodes).hasSize(THREADS).containsOnly(nodes.getFirst());
    }
  }
}
