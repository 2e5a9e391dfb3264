package gradus.autograd;

import java.util.function.Supplier;

/// Modes of recording, and gradients as values instead of in leaves.
public final class Autograd {
  private Autograd() {}

  // ---- modes ----

  /// Stops recording on this thread until the result is closed. Like `torch.no_grad`.
  public static GradMode noGrad() {
    return new GradMode(false);
  }

  /// Records on this thread again until the result is closed. Like `torch.enable_grad`.
  public static GradMode enableGrad() {
    return new GradMode(true);
  }

  /// Runs `action` without recording.
  public static void noGrad(Runnable action) {
    try (var _ = noGrad()) {
      action.run();
    }
  }

  /// Computes `value` without recording.
  public static <T> T noGrad(Supplier<T> value) {
    try (var _ = noGrad()) {
      return value.get();
    }
  }

  /// Tells whether operations are recorded on this thread. Like `torch.is_grad_enabled`.
  public static boolean isGradEnabled() {
    return Context.here().recording;
  }

  /// Says whether every operation remembers the line of user code that made it, for messages. Off
  /// by default; costs about a microsecond per operation while on.
  public static void trackOrigins(boolean on) {
    Origins.tracked = on;
  }

  /// Says whether the first result or derivative that is NaN or infinite, though what it was
  /// computed from is not, throws an [ArithmeticException] that names the operation, its line and
  /// the ranges of its inputs. Turns the tracking of origins on with it. For looking for a fault:
  /// it is slow.
  public static void detectAnomaly(boolean on) {
    Anomaly.detected = on;
    trackOrigins(on);
  }

  // ---- gradients ----

  /// The gradients of the single number `output` with respect to `inputs`; nothing is left in any
  /// leaf, and the record is freed on the way.
  ///
  /// @throws IllegalStateException if `output` is not a single number or does not depend on an
  ///   input
  public static Tensor[] grad(Tensor output, Tensor... inputs) {
    return grad(new Tensor[] {output}, inputs, null, false, false, false);
  }

  /// The gradients of `Σ outputs[i] · gradients[i]` with respect to `inputs`; nothing is left in
  /// any leaf. Like `torch.autograd.grad`.
  ///
  /// @param gradients one per output and of its shape; null, or null for a single number, means 1
  /// @param retainGraph keeps the record, so that it can be walked again
  /// @param createGraph records the walk itself, so that the gradients can be derived in turn;
  ///   keeps the record too
  /// @param allowUnused gives null for an input that no output depends on, instead of throwing
  /// @throws IllegalStateException if an input is not used and `allowUnused` is false
  public static Tensor[] grad(
      Tensor[] outputs,
      Tensor[] inputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    return Gradients.of(outputs, inputs, gradients, retainGraph, createGraph, allowUnused);
  }
}
