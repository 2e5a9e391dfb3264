package gradus.nn.functional;

import gradus.autograd.Tensor;

/// What a loss makes of its values, one per element or sample.
public enum Reduction {
  /// Leaves them as they are.
  NONE,
  /// Their mean, a single number.
  MEAN,
  /// Their sum, a single number.
  SUM;

  Tensor of(Tensor values) {
    return switch (this) {
      case NONE -> values;
      case MEAN -> values.mean();
      case SUM -> values.sum();
    };
  }
}
