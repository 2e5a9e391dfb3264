package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.Layer;
import gradus.nn.data.TensorDataset;

/// What a network makes of data when it gives a score for each class: the highest is its guess.
final class Guesses {
  private Guesses() {}

  /// The number of the guessed class for each row of the data.
  static Tensor of(Layer net, TensorDataset data) {
    return Autograd.noGrad(() -> net.apply(data.x())).argmax(1);
  }

  /// The part of the data that is guessed right.
  static double accuracy(Layer net, TensorDataset data) {
    return of(net, data).eq(data.y()).to(DType.FLOAT64).mean().item();
  }
}
