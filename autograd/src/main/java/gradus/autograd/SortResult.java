package gradus.autograd;

/// Elements in order along a dimension and where they were.
///
/// @param values the elements
/// @param indices their places along the dimension before, INT64
public record SortResult(Tensor values, Tensor indices) {}
