package gradus.nn.data;

import gradus.autograd.Tensor;

/// Some samples at once: row `i` of `y` belongs to row `i` of `x`.
///
/// @param x the inputs
/// @param y what the model should make of them
public record Batch(Tensor x, Tensor y) {
  /// The number of samples.
  public int size() {
    return x.size(0);
  }
}
