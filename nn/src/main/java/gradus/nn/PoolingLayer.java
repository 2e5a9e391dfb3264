package gradus.nn;

import gradus.nn.functional.Pooling;
import gradus.nn.functional.Window;

/// What pooling layers have in common: their windows.
abstract sealed class PoolingLayer extends Layer
    permits AvgPool1d, AvgPool2d, MaxPool1d, MaxPool2d {
  private final Window window;

  PoolingLayer(Window window) {
    this.window = window;
  }

  /// Windows of this size, one number or one for each dimension, side by side.
  public static Window kernel(int... kernel) {
    return Pooling.kernel(kernel);
  }

  final Window window() {
    return window;
  }

  /// The places from window to window.
  final String stride() {
    return Repr.sizes(window.stride().isEmpty() ? window.kernel() : window.stride());
  }
}
