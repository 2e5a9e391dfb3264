package gradus.autograd;

/// The greatest (or smallest) elements along a dimension and where they are.
///
/// @param values the elements
/// @param indices their places along the dimension, INT64
public record MaxResult(Tensor values, Tensor indices) {}
