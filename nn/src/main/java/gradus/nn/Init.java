package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;

/// First values of parameters.
public final class Init {
  private Init() {}

  /// Draws the weight and bias of a linear or convolutional layer as PyTorch does: the weight, then
  /// the bias (null for none), each from `±1/√fan_in`.
  static void resetLinear(Tensor weight, Tensor bias) {
    int fanIn = weight.numel() / Math.max(weight.size(0), 1);
    double gain = Math.sqrt(2.0 / (1 + 5));
    double bound = fanIn == 0 ? 0 : Math.sqrt(3.0) * (gain / Math.sqrt(fanIn));
    double biasBound = fanIn == 0 ? 0 : 1 / Math.sqrt(fanIn);
    try (var _ = Autograd.noGrad()) {
      weight.uniform_(-bound, bound);
      if (bias != null) {
        bias.uniform_(-biasBound, biasBound);
      }
    }
  }
}
