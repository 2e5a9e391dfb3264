package gradus.nn;

import gradus.autograd.RemovableHandle;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// What is called around the forward and after the backward of one layer.
final class LayerHooks {
  private final List<UnaryOperator<Tensor>> before = new CopyOnWriteArrayList<>();
  private final List<Layer.ForwardHook> after = new CopyOnWriteArrayList<>();
  private final List<Layer.BackwardHook> back = new CopyOnWriteArrayList<>();

  boolean isEmpty() {
    return before.isEmpty() && after.isEmpty() && back.isEmpty();
  }

  RemovableHandle before(UnaryOperator<Tensor> hook) {
    return added(before, hook);
  }

  RemovableHandle after(Layer.ForwardHook hook) {
    return added(after, hook);
  }

  RemovableHandle back(Layer.BackwardHook hook) {
    return added(back, hook);
  }

  private static <H> RemovableHandle added(List<H> hooks, H hook) {
    hooks.add(hook);
    return new RemovableHandle(() -> hooks.remove(hook));
  }

  Tensor around(Layer layer, Tensor x) {
    Tensor input = x;
    for (UnaryOperator<Tensor> hook : before) {
      input = replaced(input, hook.apply(input));
    }
    Tensor watched = back.isEmpty() ? input : marked(input);
    Tensor output = layer.forward(watched);
    for (Layer.ForwardHook hook : after) {
      output = replaced(output, hook.after(layer, watched, output));
    }
    return back.isEmpty() || output == null || !output.requiresGrad()
        ? output
        : watch(layer, watched, marked(output));
  }

  private static Tensor replaced(Tensor old, Tensor given) {
    return given == null ? old : given;
  }

  /// The same elements behind an operation of their own, whose gradient is that of this call alone.
  private static Tensor marked(Tensor tensor) {
    return tensor.view(tensor.shape().toArray());
  }

  private Tensor watch(Layer layer, Tensor input, Tensor output) {
    if (!input.requiresGrad()) {
      output.registerHook(g -> {
        called(layer, null, g);
        return null;
      });
      return output;
    }
    var outputGradient = new Tensor[1];
    output.registerHook(g -> {
      outputGradient[0] = g;
      return null;
    });
    input.registerHook(g -> {
      Tensor seen = outputGradient[0];
      outputGradient[0] = null;
      return called(layer, g, seen);
    });
    return output;
  }

  private Tensor called(Layer layer, Tensor inputGradient, Tensor outputGradient) {
    Tensor gradient = inputGradient;
    for (Layer.BackwardHook hook : back) {
      gradient = replaced(gradient, hook.after(layer, gradient, outputGradient));
    }
    return gradient;
  }
}
