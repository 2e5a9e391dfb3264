package gradus.nn.functional;

import gradus.autograd.Tensor;

/// How near or how alike vectors are.
public final class Distances {
  private Distances() {}

  /// [#cosineSimilarity(Tensor, Tensor, int, double)] along the second dimension.
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
    return cosineSimilarity(x1, x2, 1, 1e-8);
  }

  /// The cosine of the angle between vectors along `dim`: `y = x₁·x₂ / (max(‖x₁‖, ε) max(‖x₂‖,
  /// ε))`.
  ///
  /// Shape: what both broadcast to, without `dim`. Like `torch.nn.functional.cosine_similarity`.
  ///
  /// @param eps the least length divided by
  /// @throws gradus.autograd.ShapeException if the shapes do not broadcast or the dimension does
  ///   not exist
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
    Pairs.requireGiven("cosineSimilarity", x1, x2);
    int[] shape = x1.shape().broadcast("cosineSimilarity", x2.shape()).toArray();
    Pairs.requireDecimal("cosineSimilarity", x1);
    Pairs.requireDecimal("cosineSimilarity", x2);
    Tensor a = x1.expand(shape);
    Tensor b = x2.expand(shape);
    int[] along = {a.shape().checkDim("cosineSimilarity", dim)};
    Tensor unitA = Normalization.normalize(a, 2, along[0], eps);
    Tensor unitB = Normalization.normalize(b, 2, along[0], eps);
    return unitA.mul(unitB).sum(along);
  }

  /// [#pairwiseDistance(Tensor, Tensor, double, double, boolean)]: the Euclidean distance.
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
    return pairwiseDistance(x1, x2, 2, 1e-6, false);
  }

  /// The `p`-norm of the difference along the last dimension: `y = ‖x₁ − x₂ + ε‖ₚ`.
  ///
  /// Shape: what both broadcast to, without the last dimension. Like
  /// `torch.nn.functional.pairwise_distance`.
  ///
  /// @param eps added to every difference
  /// @param keepDim keeps the last dimension, with size 1
  /// @throws gradus.autograd.ShapeException if the shapes do not broadcast
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, double p, double eps, boolean keepDim) {
    Pairs.requireGiven("pairwiseDistance", x1, x2);
    x1.shape().broadcast("pairwiseDistance", x2.shape());
    Pairs.requireDecimal("pairwiseDistance", x1, x2);
    return x1.sub(x2).add(eps).norm(p, new int[] {-1}, keepDim);
  }
}
