package gradus.autograd;

/// Looks for the first NaN or infinity, while that is switched on.
final class Anomaly {
  static volatile boolean detected;

  private Anomaly() {}

  /// Refuses a result that is not finite although all inputs are.
  static void checkForward(String name, Tensor result, Tensor... inputs) {
    if (detected && isBad(result)) {
      for (Tensor input : inputs) {
        if (isBad(input)) {
          return;
        }
      }
      StringBuilder ranges = new StringBuilder();
      for (int i = 0; i < inputs.length; i++) {
        ranges.append(i == 0 ? "" : ", ").append(range(inputs[i]));
      }
      throw new ArithmeticException(
          "%s%s: the result is not finite (%s), though its inputs are: %s; keep them in the function's domain, e.g. with clamp, or add a small number before log, sqrt or a division"
              .formatted(name, Origins.at(Origins.here()), range(result), ranges));
    }
  }

  /// Refuses a derivative that is not finite although the incoming gradient is.
  static void checkBackward(Node node, Tensor gradient, Tensor[] results) {
    if (!detected || isBad(gradient)) {
      return;
    }
    for (int i = 0; i < results.length; i++) {
      if (node.inputs[i] != null && results[i] != null && isBad(results[i])) {
        throw new ArithmeticException(
            "backward: the derivative of %s for input %d is not finite (%s), though the incoming gradient is (%s)"
                .formatted(node.described(), i, range(results[i]), range(gradient)));
      }
    }
  }

  private static boolean isBad(Tensor tensor) {
    if (!tensor.dtype().isFloatingPoint()) {
      return false;
    }
    for (double value : tensor.detach().toDoubleArray()) {
      if (!Double.isFinite(value)) {
        return true;
      }
    }
    return false;
  }

  private static String range(Tensor tensor) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int nans = 0;
    for (double value : tensor.detach().toDoubleArray()) {
      if (Double.isNaN(value)) {
        nans++;
      } else {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    String text = "%s from %s to %s".formatted(tensor.shape(), low, high);
    return nans == 0 ? text : text + " with " + nans + " NaN";
  }
}
