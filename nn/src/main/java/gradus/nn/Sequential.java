package gradus.nn;

import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Layers and functions, one after the other: the result of each is the input of the next.
///
/// ```java
/// var net = new Sequential(new Linear(64, 32), Tensor::relu, new Linear(32, 10));
/// ```
///
/// Each is numbered from 0, a function like a layer, so that the names of parameters are those of
/// PyTorch's `Sequential` with an activation layer in the function's place. Like
/// `torch.nn.Sequential`.
public final class Sequential extends Layer {
  private final List<Layer> layers = new ArrayList<>();

  /// Makes a chain of these layers and functions.
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public Sequential(UnaryOperator<Tensor>... layers) {
    for (UnaryOperator<Tensor> layer : layers) {
      add(Integer.toString(this.layers.size()), layer);
    }
  }

  /// Makes a chain of these layers and functions under names of one's own, in the map's order.
  public Sequential(Map<String, UnaryOperator<Tensor>> layers) {
    layers.forEach(this::add);
  }

  private void add(String name, UnaryOperator<Tensor> layer) {
    if (layer == null) {
      throw new IllegalArgumentException(
          "Sequential: layer '%s' is null; leave it out, or use new Identity()".formatted(name));
    }
    layers.add(register(name, layer instanceof Layer own ? own : new Function(layer)));
  }

  /// The number of layers and functions.
  public int size() {
    return layers.size();
  }

  /// Layer `index`, counted from the end if negative; a function in the form of a layer.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public Layer get(int index) {
    int place = index < 0 ? index + layers.size() : index;
    if (place < 0 || place >= layers.size()) {
      throw new IndexOutOfBoundsException(
          "Sequential: there is no layer %d among %d; use %d to %d"
              .formatted(index, layers.size(), -layers.size(), layers.size() - 1));
    }
    return layers.get(place);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : layers) {
      y = layer.apply(y);
    }
    return y;
  }

  /// A function among layers.
  private static final class Function extends Layer {
    private final UnaryOperator<Tensor> function;

    private Function(UnaryOperator<Tensor> function) {
      this.function = function;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return function.apply(x);
    }
  }
}
