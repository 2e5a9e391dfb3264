package gradus.autograd;

/// The medians along a dimension and where they are.
///
/// @param values the medians: of an even number of elements, the lower of the middle two
/// @param indices their places along the dimension, INT64
public record MedianResult(Tensor values, Tensor indices) {}
