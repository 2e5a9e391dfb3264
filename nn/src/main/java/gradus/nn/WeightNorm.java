package gradus.nn;

import gradus.autograd.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/// A layer whose weight is learnt as a length and a direction: `w = g v / ‖v‖`, the norm of each
/// `v[i]` over all dimensions but the first (Salimans and Kingma, 2016).
///
/// ```java
/// var layer = new WeightNorm(new Linear(20, 40));
/// ```
///
/// It begins with the weight that the layer has, and takes the layer over: the layer's other
/// parameters become its own, and the layer's own weight is trained no longer. A `v[i]` of zeros
/// has no direction and gives NaN.
///
/// Parameters: the layer's others, such as `bias`; `parametrizations.weight.original0`, the lengths
/// `g` `[n, 1, …]`; and `parametrizations.weight.original1`, the directions `v` in the weight's
/// shape. The names are those of `torch.nn.utils.parametrizations.weight_norm`, which this is like.
/// A call puts the weight into the layer for its time, so only one thread at a time may call it.
public final class WeightNorm extends Layer {
  private final Wrapped wrapped;
  private final Parametrizations parametrizations;

  /// The layer that computes. It is no child: its parameters stand here, and its weight nowhere.
  private record Wrapped(Layer layer) {}

  /// Has the weight of `layer` learnt as lengths and directions.
  ///
  /// @throws IllegalArgumentException if `layer` has children or buffers, or no parameter `weight`
  ///   of two or more dimensions
  public WeightNorm(Layer layer) {
    Tensor initial = weightOf(layer);
    wrapped = new Wrapped(layer);
    layer
        .namedParameters()
        .forEach((name, tensor) -> {
          if (tensor != initial) {
            boolean trained = tensor.requiresGrad();
            parameter(name, tensor).requiresGrad(trained);
          }
        });
    parametrizations = register("parametrizations", new Parametrizations(initial.detach().clone()));
    parametrizations.requiresGrad(initial.requiresGrad());
    train(layer.training());
  }

  private static Tensor weightOf(Layer layer) {
    if (!layer.children().isEmpty() || !layer.buffers().isEmpty()) {
      throw new IllegalArgumentException(
          "WeightNorm: %s has the children %s and the buffers %s, which would be lost; wrap a layer that has parameters only, such as Linear or Conv2d"
              .formatted(
                  layer.simpleName(),
                  layer.namedChildren().keySet(),
                  layer.namedBuffers().keySet()));
    }
    Tensor weight = layer.namedParameters().get("weight");
    if (weight == null || weight.dim() < 2) {
      throw new IllegalArgumentException(
          "WeightNorm: %s has %s; wrap a layer with a 'weight' of two or more dimensions, such as Linear or Conv2d"
              .formatted(
                  layer.simpleName(),
                  weight == null
                      ? "no 'weight' among its parameters " + layer.namedParameters().keySet()
                      : "a 'weight' of shape " + weight.shape()));
    }
    return weight;
  }

  /// The weight that the lengths and directions make.
  public Tensor weight() {
    return parametrizations.weight.get();
  }

  @Override
  protected Tensor forward(Tensor x) {
    Layer layer = wrapped.layer();
    if (layer.training() != training()) {
      layer.train(training());
    }
    return layer.functionalCall(Map.of("weight", weight()), x);
  }

  @Override
  protected String describe() {
    return wrapped.layer().toString();
  }

  /// Stands between for the name.
  private static final class Parametrizations extends Block {
    private final Factors weight;

    Parametrizations(Tensor initial) {
      weight = register("weight", new Factors(initial));
    }
  }

  /// A weight as lengths and directions.
  private static final class Factors extends Block {
    private final Tensor g;
    private final Tensor v;

    Factors(Tensor initial) {
      g = parameter("original0", norm(initial));
      v = parameter("original1", initial);
    }

    Tensor get() {
      return v.mul(g.div(norm(v)));
    }

    private static Tensor norm(Tensor v) {
      return v.norm(2, IntStream.range(1, v.dim()).toArray(), true);
    }
  }
}
