package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Distances;
import java.util.function.BinaryOperator;

/// The distances between pairs of vectors, which lie along the last dimension. See
/// [Distances#pairwiseDistance(Tensor, Tensor, double, double, boolean)]; like
/// `torch.nn.PairwiseDistance`.
public final class PairwiseDistance extends Block implements BinaryOperator<Tensor> {
  private final double p;
  private final double eps;
  private final boolean keepDim;

  /// Makes a block that gives Euclidean distances.
  public PairwiseDistance() {
    this(2, 1e-6, false);
  }

  /// Makes a block.
  ///
  /// @param p which norm the distance is
  /// @param eps added to the differences
  /// @param keepDim whether the last dimension is kept, with size 1
  public PairwiseDistance(double p, double eps, boolean keepDim) {
    this.p = p;
    this.eps = eps;
    this.keepDim = keepDim;
  }

  /// Computes the distances between `x1` and `x2`.
  @Override
  public Tensor apply(Tensor x1, Tensor x2) {
    return Distances.pairwiseDistance(x1, x2, p, eps, keepDim);
  }
}
