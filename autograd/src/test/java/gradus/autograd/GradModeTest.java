package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Recording can be switched off and on for a stretch of code, on one thread.
class GradModeTest {
  private final Tensor x = Tensor.of(2.0).requiresGrad(true);

  @Test
  void nothingIsRecordedUnderNoGrad() {
    try (var _ = Autograd.noGrad()) {
      assertThat(Autograd.isGradEnabled()).isFalse();
      assertThat(x.mul(2).requiresGrad()).isFalse();
      assertThat(x.at(0).requiresGrad()).as("a view").isFalse();
      assertThat(x.requiresGrad()).as("the leaf itself").isTrue();
    }
    assertThat(Autograd.isGradEnabled()).isTrue();
    assertThat(x.mul(2).requiresGrad()).isTrue();
  }

  @Test
  void modesNest() {
    try (var _ = Autograd.noGrad()) {
      try (var _ = Autograd.enableGrad()) {
        assertThat(x.mul(2).requiresGrad()).isTrue();
        try (var _ = Autograd.noGrad()) {
          assertThat(x.mul(2).requiresGrad()).isFalse();
        }
        assertThat(x.mul(2).requiresGrad()).isTrue();
      }
      assertThat(x.mul(2).requiresGrad()).isFalse();
    }
  }

  @Test
  void lambdasRunWithoutRecordingEvenIfTheyThrow() {
    assertThat(Autograd.noGrad(() -> x.mul(2)).requiresGrad()).isFalse();
    assertThatThrownBy(() ->
            Autograd.noGrad(() -> {
              throw new UnsupportedOperationException("stop");
            }))
        .hasMessage("stop");
    assertThat(Autograd.isGradEnabled()).isTrue();
  }

  @Test
  void closingOutOfOrderIsRefused() {
    GradMode outer = Autograd.noGrad();
    GradMode inner = Autograd.enableGrad();
    assertThatThrownBy(outer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "GradMode.close: a mode that was opened later is still open; close in reverse order"
                + " (nested try-with-resources does)");
    assertThat(Autograd.isGradEnabled()).as("nothing changed").isTrue();
    inner.close();
    assertThat(Autograd.isGradEnabled()).isFalse();
    outer.close();
    assertThat(Autograd.isGradEnabled()).isTrue();
  }

  @Test
  void closingTwiceChangesNothing() {
    GradMode mode = Autograd.noGrad();
    mode.close();
    try (var _ = Autograd.noGrad()) {
      mode.close();
      assertThat(Autograd.isGradEnabled()).isFalse();
    }
  }

  @Test
  void aModeBelongsToItsThread() throws InterruptedException {
    var elsewhere = new AtomicReference<Boolean>();
    var failure = new AtomicReference<Throwable>();
    GradMode mode = Autograd.noGrad();
    try {
      Thread thread =
          new Thread(() -> {
            elsewhere.set(Autograd.isGradEnabled());
            mode.close();
          });
      thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
      thread.start();
      thread.join();
      assertThat(elsewhere).hasValue(true);
      assertThat(failure.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "GradMode.close: opened on another thread; a mode belongs to the thread that opened"
                  + " it, so close it there (try-with-resources does)");
      assertThat(Autograd.isGradEnabled()).isFalse();
    } finally {
      mode.close();
    }
  }

  @Test
  void aWalkRestoresTheMode() {
    Tensor loss = x.square().sum();
    try (var _ = Autograd.noGrad()) {
      loss.backward(null, false, true);
      assertThat(Autograd.isGradEnabled()).isFalse();
      assertThat(x.grad().requiresGrad()).as("createGraph records all the same").isTrue();
    }
  }
}
