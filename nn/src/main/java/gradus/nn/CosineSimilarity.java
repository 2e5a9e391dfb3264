package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Distances;
import java.util.function.BinaryOperator;

/// The cosine of the angle between vectors, which lie along one dimension. See
/// [Distances#cosineSimilarity(Tensor, Tensor, int, double)]; like `torch.nn.CosineSimilarity`.
public final class CosineSimilarity extends Block implements BinaryOperator<Tensor> {
  private final int dim;
  private final double eps;

  /// Makes a block for vectors along dimension 1.
  public CosineSimilarity() {
    this(1, 1e-8);
  }

  /// Makes a block for vectors along dimension `dim`.
  ///
  /// @param dim counted from the end if negative
  /// @param eps the least length that is divided by
  public CosineSimilarity(int dim, double eps) {
    this.dim = dim;
    this.eps = eps;
  }

  /// Computes the cosines between `x1` and `x2`.
  @Override
  public Tensor apply(Tensor x1, Tensor x2) {
    return Distances.cosineSimilarity(x1, x2, dim, eps);
  }
}
