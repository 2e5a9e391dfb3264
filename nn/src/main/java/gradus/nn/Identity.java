package gradus.nn;

import gradus.autograd.Tensor;

/// Gives its input: a layer that does nothing, to put in another's place. Like `torch.nn.Identity`.
///
/// `java.security` has an `Identity` too, so a file with `import module java.base;` needs `import
/// gradus.nn.Identity;` beside it.
public final class Identity extends Layer {
  /// Makes the layer.
  public Identity() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x;
  }
}
