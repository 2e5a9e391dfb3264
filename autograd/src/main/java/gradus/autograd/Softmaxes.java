package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Softmax;

/// Numbers made into probabilities along a dimension.
public sealed interface Softmaxes permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Makes the elements along `dim` positive with sum 1: `y = eˣ / Σ eˣ`, computed so that it does
  /// not overflow; NaN where all are −∞.
  ///
  /// Shape: any. Gradient: `dx = y · (dy − Σ dy · y)`, so only `y` is kept; computed from
  /// differences to the `dy` of the greatest `y`, which keeps its digits where one element has
  /// nearly all. Like `torch.softmax`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException for INT64 and BOOL; [#softmax(DType, int)] converts first
  default Tensor softmax(int dim) {
    int along = self().shape().checkDim("softmax", dim);
    requireDecimal("softmax");
    return Op.of("softmax", self())
        .forward(() -> new Tensor(Softmax.softmax(dimensioned(self()), along).with(self().shape())))
        .fusedFromOutput((g, y) ->
            new Tensor(
                Softmax.softmaxBackward(dimensioned(g), dimensioned(y), along).with(y.shape())))
        .backwardFromOutput((g, y) -> slope(differences(g, y, along), y, along));
  }

  private static Tensor slope(Tensor g, Tensor y, int dim) {
    return y.mul(g.sub(g.mul(y).sum(dim, true)));
  }

  /// `g` without its element at the greatest `y`. The sum of the `y` is 1, so the slope of the
  /// softmax is the same for both; but here that sum is not 1 to rounding only.
  private static Tensor differences(Tensor g, Tensor y, int dim) {
    return y.numel() == 0 ? g : g.sub(g.gather(dim, y.argmax(dim, true)));
  }

  /// [#softmax(int)] computed as this type.
  default Tensor softmax(DType dtype, int dim) {
    return self().to(dtype).softmax(dim);
  }

  /// The logarithm of [#softmax]: `y = x − ln Σ eˣ`, exact where the softmax itself would vanish.
  ///
  /// Shape: any. Gradient: `dx = dy − eʸ · Σ dy`, so only `y` is kept. Like `torch.log_softmax`.
  ///
  /// @throws ShapeException if the dimension does not exist
  /// @throws IllegalArgumentException for INT64 and BOOL; [#logSoftmax(DType, int)] converts first
  default Tensor logSoftmax(int dim) {
    int along = self().shape().checkDim("logSoftmax", dim);
    requireDecimal("logSoftmax");
    return Op.of("logSoftmax", self())
        .forward(
            () -> new Tensor(Softmax.logSoftmax(dimensioned(self()), along).with(self().shape())))
        .backwardFromOutput((g, y) -> g.sub(y.exp().mul(g.sum(along, true))));
  }

  /// [#logSoftmax(int)] computed as this type.
  default Tensor logSoftmax(DType dtype, int dim) {
    return self().to(dtype).logSoftmax(dim);
  }

  private void requireDecimal(String name) {
    if (!self().dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the elements are %s, but the results are decimal numbers; name their type: %s(FLOAT32, dim)"
              .formatted(name, self().dtype(), name));
    }
  }

  /// The elements with at least one dimension.
  private static Array dimensioned(Tensor tensor) {
    Array x = tensor.array();
    return x.geometry().dim() == 0 ? x.with(x.geometry().unsqueeze(0)) : x;
  }
}
