package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// What would happen to two tensors that should have the same shape and have not.
final class Pairs {
  private Pairs() {}

  /// Refuses tensors that are null; the error counts them.
  static void requireGiven(String name, Tensor... tensors) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == null) {
        Op.requireGiven(name, "tensor %d of %d".formatted(i + 1, tensors.length), null);
      }
    }
  }

  /// Refuses shapes that differ, and two tensors of which neither is of a floating-point type.
  static void requireComparable(String name, Tensor prediction, Tensor target) {
    requireSame(name, prediction, target);
    if (!prediction.dtype().isFloatingPoint() && !target.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: prediction is %s and target %s; one must be of a floating-point type: cast it with to(FLOAT32)"
              .formatted(name, prediction.dtype(), target.dtype()));
    }
    requireNumbers(name, prediction, target);
  }

  /// Refuses an input that is not of a floating-point type, and other tensors of truth values.
  static void requireDecimal(String name, Tensor input, Tensor... others) {
    Op.requireGiven(name, "the input", input);
    if (!input.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the input is %s; it must be of a floating-point type: cast it with to(FLOAT32)"
              .formatted(name, input.dtype()));
    }
    requireNumbers(name, others);
  }

  private static void requireNumbers(String name, Tensor... tensors) {
    for (Tensor tensor : tensors) {
      Op.requireGiven(name, "a tensor", tensor);
      if (tensor.dtype() == DType.BOOL) {
        throw new IllegalArgumentException(
            "%s: a tensor of truth values, BOOL %s, is no number to compute with; cast it with to(FLOAT32)"
                .formatted(name, tensor.shape()));
      }
    }
  }

  /// Refuses shapes that differ.
  static void requireSame(String name, Tensor prediction, Tensor target) {
    Op.requireGiven(name, "the prediction", prediction);
    Op.requireGiven(name, "the target", target);
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeException(
          "%s: prediction %s and target %s %s; make them the same shape%s",
          name,
          prediction.shape(),
          target.shape(),
          outcome(name, prediction.shape(), target.shape()),
          wayOut(prediction.shape(), target.shape()));
    }
  }

  private static String outcome(String name, Shape prediction, Shape target) {
    try {
      return "would broadcast to " + prediction.broadcast(name, target);
    } catch (ShapeException e) {
      return "differ";
    }
  }

  private static String wayOut(Shape prediction, Shape target) {
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
