package gradus.autograd;

import java.io.Serial;

/// Says that shapes, sizes or dimensions do not fit an operation. The message names the operation,
/// the actual shapes, the rule and the way out.
public final class ShapeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  /// Makes an exception whose message is `message` formatted with `values`.
  public ShapeException(String message, Object... values) {
    super(values.length == 0 ? message : message.formatted(values));
  }
}
