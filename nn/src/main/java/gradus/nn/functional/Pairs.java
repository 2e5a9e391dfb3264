package gradus.nn.functional;

import gradus.autograd.Shape;
import gradus.autograd.ShapeException;

/// What would happen to two tensors that should have the same shape and have not.
final class Pairs {
  private Pairs() {}

  static String outcome(String name, Shape prediction, Shape target) {
    try {
      return "would broadcast to " + prediction.broadcast(name, target);
    } catch (ShapeException e) {
      return "differ";
    }
  }

  static String wayOut(Shape prediction, Shape target) {
    if (isWithTrailingOne(prediction, target)) {
      return ", e.g. target.unsqueeze(%d)".formatted(target.dim());
    }
    if (isWithTrailingOne(target, prediction)) {
      return ", e.g. target.squeeze(%d)".formatted(prediction.dim());
    }
    return prediction.numel() == target.numel() ? ", e.g. target.viewAs(prediction)" : "";
  }

  private static boolean isWithTrailingOne(Shape longer, Shape shorter) {
    if (longer.dim() != shorter.dim() + 1 || longer.size(-1) != 1) {
      return false;
    }
    for (int d = 0; d < shorter.dim(); d++) {
      if (longer.size(d) != shorter.size(d)) {
        return false;
      }
    }
    return true;
  }
}
