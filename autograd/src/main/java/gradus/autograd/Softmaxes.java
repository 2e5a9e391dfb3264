package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Softmax;

/// Numbers made into probabilities along a dimension.
public sealed interface Softmaxes permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Makes the elements along `dim` positive with sum 1: `y = eˣ / Σ eˣ`, computed so that it does
  /// not overflow.
  ///
  /// Shape: any. Gradient: `dx = y · (dy − Σ dy · y)`, so only `y` is kept. Like `torch.softmax`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor softmax(int dim) {
    int along = self().shape().checkDim("softmax", dim);
    return Op.of("softmax", self())
        .forward(() -> new Tensor(Softmax.softmax(dimensioned(), along).with(self().shape())))
        .backwardFromOutput((g, y) -> y.mul(g.sub(g.mul(y).sum(along, true))));
  }

  /// The logarithm of [#softmax]: `y = x − ln Σ eˣ`, exact where the softmax itself would vanish.
  ///
  /// Shape: any. Gradient: `dx = dy − eʸ · Σ dy`, so only `y` is kept. Like `torch.log_softmax`.
  ///
  /// @throws ShapeException if the dimension does not exist
  default Tensor logSoftmax(int dim) {
    int along = self().shape().checkDim("logSoftmax", dim);
    return Op.of("logSoftmax", self())
        .forward(() -> new Tensor(Softmax.logSoftmax(dimensioned(), along).with(self().shape())))
        .backwardFromOutput((g, y) -> g.sub(y.exp().mul(g.sum(along, true))));
  }

  /// The elements as floating-point numbers with at least one dimension.
  private Array dimensioned() {
    Array x =
        self().dtype().isFloatingPoint()
            ? self().array()
            : self().array().to(Tensor.defaultDtype());
    return x.geometry().dim() == 0 ? x.with(x.geometry().unsqueeze(0)) : x;
  }
}
