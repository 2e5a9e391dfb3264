package gradus.autograd;

/// Looks for the first NaN or infinity, while that is switched on.
final class Anomaly {
  static volatile boolean detected;

  private Anomaly() {}

  /// Refuses a result that is not finite although all inputs are. Where an input is not, notes on
  /// the result's node, if it has one, that its derivative need not be finite either.
  static void checkForward(String name, Node node, Tensor result, Tensor... inputs) {
    for (Tensor input : inputs) {
      if (isBad(input)) {
        if (node != null) {
          node.ofBadInput = true;
        }
        return;
      }
    }
    if (isBad(result)) {
      StringBuilder ranges = new StringBuilder();
      for (int i = 0; i < inputs.length; i++) {
        ranges.append(i == 0 ? "" : ", ").append(range(inputs[i]));
      }
      throw new ArithmeticException(
          "%s%s: the result is not finite (%s), though its inputs are: %s; keep them in the"
                  .formatted(name, Origins.at(Origins.here()), range(result), ranges)
              + " function's domain, e.g. with clamp, or add a small number before log, sqrt or a"
              + " division");
    }
  }

  /// Refuses the derivative for input `index` that is not finite although the incoming gradient and
  /// what went into the operation are.
  static void checkBackward(Node node, Tensor gradient, int index, Tensor result) {
    if (isBad(result) && !node.ofBadInput && !isBad(gradient)) {
      throw new ArithmeticException(
          "backward: the derivative of %s for input %d is not finite (%s), though the incoming"
                  .formatted(node.described(), index, range(result))
              + " gradient is (%s); keep the input away from where the slope is infinite"
                  .formatted(range(gradient)));
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
