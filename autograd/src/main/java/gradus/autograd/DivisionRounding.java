package gradus.autograd;

/// How [Tensor#div(Tensor, DivisionRounding)] makes a quotient whole. Like `rounding_mode` of
/// `torch.div`.
public enum DivisionRounding {
  /// Towards negative infinity, as `//` in Python: `−7 / 2` is −4.
  FLOOR,
  /// Towards 0, as `/` of whole numbers in Java: `−7 / 2` is −3.
  TRUNC
}
