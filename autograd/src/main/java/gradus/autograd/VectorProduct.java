package gradus.autograd;

/// The value of a function and a product of one of its derivatives with a vector.
///
/// @param output what the function gave
/// @param product the product, of the shape that the method which gave it tells
public record VectorProduct(Tensor output, Tensor product) {}
