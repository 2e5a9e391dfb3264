package gradus.nn;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.RemovableHandle;
import gradus.autograd.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A block that makes one tensor of one tensor: define [#forward], call [#apply].
///
/// ```java
/// final class Net extends Layer {
///   private final Linear hidden = register("hidden", new Linear(64, 32));
///   private final Linear output = register("output", new Linear(32, 10));
///
///   @Override
///   protected Tensor forward(Tensor x) {
///     return output.apply(hidden.apply(x).relu());
///   }
/// }
/// ```
public abstract class Layer extends Block implements UnaryOperator<Tensor> {
  private final LayerHooks hooks = new LayerHooks();

  /// Makes a layer in training mode.
  protected Layer() {}

  /// Computes this layer's result. Users call [#apply], which runs the hooks around it.
  protected abstract Tensor forward(Tensor x);

  /// Computes this layer's result for `x`.
  ///
  /// @throws IllegalStateException if [#forward] gave null
  @Override
  public final Tensor apply(Tensor x) {
    if (x == null) {
      Op.requireGiven(simpleName(), "the input", null);
    }
    Tensor y = inScope(() -> run(x));
    if (y == null) {
      throw new IllegalStateException(
          "apply: forward of %s gave null; return the result's tensor".formatted(simpleName()));
    }
    return y;
  }

  private Tensor run(Tensor x) {
    return hooks.isEmpty() ? forward(x) : hooks.around(this, x);
  }

  /// Calls [#apply] while the parameters and buffers named in `values` stand for these values.
  ///
  /// @throws IllegalArgumentException if there is no parameter or buffer of a name, or a value has
  ///   another shape
  public final Tensor functionalCall(Map<String, Tensor> values, Tensor x) {
    return functionalCall(values, () -> apply(x));
  }

  /// Looks at the result of a call, or replaces it.
  @FunctionalInterface
  public interface ForwardHook {
    /// Called after [Layer#forward]. What it gives replaces the output; null leaves it as it is.
    Tensor after(Layer layer, Tensor input, Tensor output);
  }

  /// Looks at the gradients that pass a call, or replaces the one of the input.
  @FunctionalInterface
  public interface BackwardHook {
    /// Called when the gradient of the input is known. What it gives replaces it; null leaves it as
    /// it is.
    ///
    /// @param inputGradient null where the input needs no gradient
    Tensor after(Layer layer, Tensor inputGradient, Tensor outputGradient);
  }

  /// Has `hook` called with the input before every forward. What it gives replaces the input; null
  /// leaves it as it is.
  public final RemovableHandle registerForwardPreHook(UnaryOperator<Tensor> hook) {
    return hooks.before(hook);
  }

  /// Has `hook` called after every forward.
  public final RemovableHandle registerForwardHook(ForwardHook hook) {
    return hooks.after(hook);
  }

  /// Has `hook` called whenever a backward has passed a call of this layer. Like
  /// `register_full_backward_hook`.
  public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
    return hooks.back(hook);
  }

  @Override
  public Layer train() {
    return train(true);
  }

  @Override
  public Layer train(boolean on) {
    super.train(on);
    return this;
  }

  @Override
  public Layer eval() {
    return train(false);
  }

  @Override
  public Layer requiresGrad(boolean required) {
    super.requiresGrad(required);
    return this;
  }

  @Override
  public Layer to(DType dtype) {
    super.to(dtype);
    return this;
  }
}
