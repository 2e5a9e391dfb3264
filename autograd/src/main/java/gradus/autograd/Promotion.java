package gradus.autograd;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The common type of an operation's operands.
///
/// Tensors with dimensions decide. A single number (a tensor without dimensions) counts only where
/// its category is higher: FLOAT32 [3] with FLOAT64 [] stays FLOAT32, INT64 [3] with FLOAT64 []
/// becomes FLOAT64.
final class Promotion {
  private Promotion() {}

  static DType of(Tensor... tensors) {
    DType dimensioned = null;
    DType single = null;
    for (Tensor tensor : tensors) {
      if (tensor.dim() > 0) {
        dimensioned = promote(dimensioned, tensor.dtype());
      } else {
        single = promote(single, tensor.dtype());
      }
    }
    if (dimensioned == null || single == null) {
      return dimensioned == null ? single : dimensioned;
    }
    return single.category() > dimensioned.category() ? single : dimensioned;
  }

  private static DType promote(DType a, DType b) {
    return a == null ? b : DType.promote(a, b);
  }

  /// A decimal number as an operand of `other`: of its type if that is floating, otherwise of the
  /// default type. If `other` is null, the operation will refuse it.
  static Tensor number(double value, Tensor other) {
    boolean decimal = other != null && other.dtype().isFloatingPoint();
    return Tensor.scalar(decimal ? other.dtype() : Tensor.defaultDtype(), value);
  }

  /// A whole number as an operand of `other`: of its type unless that is BOOL. If `other` is null,
  /// the operation will refuse it.
  static Tensor number(long value, Tensor other) {
    boolean same = other != null && other.dtype() != DType.BOOL;
    return Tensor.scalar(same ? other.dtype() : DType.INT64, value);
  }

  /// Refuses operands that are null; the error counts them from the receiver on.
  static void requireGiven(String name, Tensor... tensors) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == null) {
        Op.requireGiven(name, "tensor %d of %d".formatted(i + 1, tensors.length), null);
      }
    }
  }

  static void requireSecond(String name, Tensor b) {
    Op.requireGiven(name, "the second tensor", b);
  }

  /// Refuses operands whose common type is not a floating-point type.
  static void requireFloatingPoint(String name, Tensor... tensors) {
    requireGiven(name, tensors);
    if (!of(tensors).isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the operands are %s; it is defined for floating-point numbers: cast with to(FLOAT32)"
              .formatted(name, names(tensors)));
    }
  }

  /// Refuses operands of a matrix product that are not of one type, or are BOOL.
  static void requireOne(String name, Tensor a, Tensor b) {
    requireSecond(name, b);
    if (a.dtype() != b.dtype() || a.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: %s x %s: both must have one type, and not BOOL; cast %s"
              .formatted(
                  name,
                  a.dtype(),
                  b.dtype(),
                  a.dtype() == b.dtype()
                      ? "both with to(INT64) or to(FLOAT32)"
                      : "one with to(%s)".formatted(DType.promote(a.dtype(), b.dtype()))));
    }
  }

  /// Refuses an operand of type BOOL.
  static void refuseBool(String name, Tensor... tensors) {
    requireGiven(name, tensors);
    for (Tensor tensor : tensors) {
      if (tensor.dtype() == DType.BOOL) {
        throw new IllegalArgumentException(
            "%s: %s: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)"
                .formatted(name, names(tensors)));
      }
    }
  }

  private static String names(Tensor... tensors) {
    return Arrays.stream(tensors).map(t -> t.dtype().name()).collect(Collectors.joining(", "));
  }
}
