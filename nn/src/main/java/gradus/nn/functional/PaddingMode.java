package gradus.nn.functional;

/// What stands beyond the edge of an image.
public enum PaddingMode {
  /// One number everywhere.
  CONSTANT,
  /// The image mirrored at its edge, without the edge itself: `c b | a b c | b a`.
  REFLECT,
  /// The edge repeated: `a a | a b c | c c`.
  REPLICATE,
  /// The image again from its other end: `b c | a b c | a b`.
  CIRCULAR
}
