package gradus.autograd;

/// A variance and the mean that it is taken about.
///
/// @param var the variance
/// @param mean the mean
public record VarMean(Tensor var, Tensor mean) {}
