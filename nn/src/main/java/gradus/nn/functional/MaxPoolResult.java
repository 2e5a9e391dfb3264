package gradus.nn.functional;

import gradus.autograd.Tensor;

/// The greatest elements of windows, and where they are: flat indices (INT64) within the plane of
/// their channel.
public record MaxPoolResult(Tensor values, Tensor indices) {}
