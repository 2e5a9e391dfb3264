package gradus.autograd;

/// A standard deviation and the mean that it is taken about.
///
/// @param std the standard deviation
/// @param mean the mean
public record StdMean(Tensor std, Tensor mean) {}
