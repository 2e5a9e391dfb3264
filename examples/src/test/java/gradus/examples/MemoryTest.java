package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.Sequential;
import gradus.optim.Adam;
import org.junit.jupiter.api.Test;

/// Training keeps nothing: what a step makes is garbage when the next one begins.
class MemoryTest {
  private static final int STEPS = 100_000;
  private static final long MOST = 1_000_000;

  @Test
  void aHundredThousandStepsLeaveTheHeapAsItWas() {
    Generator.manualSeed(0);
    Tensor x = Tensor.randn(32, 10);
    Tensor y = Tensor.randn(32, 1);
    Layer net =
        new Sequential(
            new Linear(10, 64), Tensor::relu, new Linear(64, 32), Tensor::relu, new Linear(32, 1));
    var loss = new MSELoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.001));
    Runnable step =
        () -> {
          optimizer.zeroGrad();
          loss.apply(net.apply(x), y).backward();
          optimizer.step();
        };
    train(step, STEPS / 100);
    long before = used();
    train(step, STEPS);
    assertThat(used() - before).isLessThan(MOST);
  }

  private static void train(Runnable step, int steps) {
    for (int i = 0; i < steps; i++) {
      step.run();
    }
  }

  /// Bytes of the heap that are in use after a full collection; one asks several times, since
  /// others allocate meanwhile.
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
