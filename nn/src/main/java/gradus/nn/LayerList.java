package gradus.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// Layers in a list, numbered from 0, to loop over in a forward of one's own. Like
/// `torch.nn.ModuleList`.
///
/// ```java
/// private final LayerList layers =
///     register("layers", new LayerList(new Linear(8, 8), new Linear(8, 8)));
///
/// @Override
/// protected Tensor forward(Tensor x) {
///   for (Layer layer : layers) {
///     x = layer.apply(x).relu().add(x);
///   }
///   return x;
/// }
/// ```
public final class LayerList extends Block implements Iterable<Layer> {
  private final List<Layer> layers = new ArrayList<>();

  /// Makes a list of these layers.
  public LayerList(Layer... layers) {
    for (Layer layer : layers) {
      add(layer);
    }
  }

  /// Adds a layer at the end and gives this list.
  public LayerList add(Layer layer) {
    layers.add(register(Integer.toString(layers.size()), layer));
    return this;
  }

  /// The number of layers.
  public int size() {
    return layers.size();
  }

  /// Layer `index`, counted from the end if negative.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public Layer get(int index) {
    return layers.get(index < 0 ? index + layers.size() : index);
  }

  @Override
  public Iterator<Layer> iterator() {
    return Collections.unmodifiableList(layers).iterator();
  }
}
