package gradus.nn.data;

import gradus.autograd.Tensor;

/// One sample of a supervised task.
///
/// @param x the input
/// @param y what the model should make of it
public record Sample(Tensor x, Tensor y) {}
