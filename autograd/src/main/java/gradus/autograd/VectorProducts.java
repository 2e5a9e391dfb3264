package gradus.autograd;

/// The value of a function of several tensors and the products of its derivatives with a vector.
///
/// @param output what the function gave
/// @param products one product per input, of that input's shape
public record VectorProducts(Tensor output, Tensor[] products) {}
