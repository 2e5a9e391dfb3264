package gradus.autograd;

/// The type of a tensor's elements.
///
/// Two types meet in an operation by their category: `BOOL` gives way to `INT64`, and `INT64` to
/// the floating-point types. Within the floating category the wider wins. Only floating-point
/// tensors may require a gradient.
public enum DType {
  /// 32-bit floating point, the default.
  FLOAT32,
  /// 64-bit floating point.
  FLOAT64,
  /// 64-bit integer.
  INT64,
  /// True or false.
  BOOL;

  /// Tells whether the elements are floating-point numbers.
  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /// The smallest type that both can be cast to without leaving their category: `FLOAT32` with
  /// `FLOAT64` is `FLOAT64`, `INT64` with `FLOAT32` is `FLOAT32`. Like `torch.promote_types`.
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.category() != b.category()) {
      return a.category() > b.category() ? a : b;
    }
    return FLOAT64;
  }

  /// 0 for `BOOL`, 1 for `INT64`, 2 for floating point.
  int category() {
    return switch (this) {
      case BOOL -> 0;
      case INT64 -> 1;
      case FLOAT32, FLOAT64 -> 2;
    };
  }
}
