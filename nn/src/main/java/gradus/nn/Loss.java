package gradus.nn;

import gradus.autograd.Tensor;
import java.util.function.BinaryOperator;

/// A loss as a block: call [#apply] with a prediction and what it should have been.
///
/// A loss of one's own extends this class and defines [#apply].
public abstract class Loss extends Block implements BinaryOperator<Tensor> {
  /// Makes a loss.
  protected Loss() {}

  /// Tells how far `prediction` is from `target`.
  @Override
  public abstract Tensor apply(Tensor prediction, Tensor target);
}
