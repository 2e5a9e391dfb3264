package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Activations;

/// The logarithm of the logistic function: `y = ln σ(x)`, never above 0. As a layer. See
/// [Activations#logsigmoid]; like `torch.nn.LogSigmoid`.
public final class LogSigmoid extends Layer {
  /// Makes the layer.
  public LogSigmoid() {}

  @Override
  protected Tensor forward(Tensor x) {
    return Activations.logsigmoid(x);
  }
}
