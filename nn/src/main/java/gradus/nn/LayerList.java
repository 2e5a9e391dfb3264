package gradus.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// Layers, or other blocks, in a list, numbered from 0, to loop over in a forward of one's own.
/// Like `torch.nn.ModuleList`.
///
/// ```java
/// final class Deep extends Layer {
///   private final LayerList<Linear> layers =
///       register("layers", new LayerList<>(new Linear(8, 8), new Linear(8, 8)));
///
///   @Override
///   protected Tensor forward(Tensor x) {
///     for (Linear layer : layers) {
///       x = layer.apply(x).relu().add(x);
///     }
///     return x;
///   }
/// }
/// ```
public final class LayerList<B extends Block> extends Block implements Iterable<B> {
  private final List<B> layers = new ArrayList<>();

  /// Makes a list of these layers.
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public LayerList(B... layers) {
    this(List.of(layers));
  }

  /// Makes a list of these layers.
  public LayerList(List<? extends B> layers) {
    layers.forEach(this::append);
  }

  /// Adds a layer at the end and gives this list.
  public LayerList<B> add(B layer) {
    append(layer);
    return this;
  }

  private void append(B layer) {
    layers.add(register(Integer.toString(layers.size()), layer));
  }

  /// The number of layers.
  public int size() {
    return layers.size();
  }

  /// Layer `index`, counted from the end if negative.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public B get(int index) {
    int place = index < 0 ? index + layers.size() : index;
    if (place < 0 || place >= layers.size()) {
      throw new IndexOutOfBoundsException(
          "LayerList: there is no layer %d among %d; use %d to %d"
              .formatted(index, layers.size(), -layers.size(), layers.size() - 1));
    }
    return layers.get(place);
  }

  @Override
  public Iterator<B> iterator() {
    return Collections.unmodifiableList(layers).iterator();
  }

  /// The layers as PyTorch prints them: neighbours with the same text stand once, with their
  /// number.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("LayerList(");
    int first = 0;
    while (first < layers.size()) {
      String layer = layers.get(first).toString();
      int next = first + 1;
      while (next < layers.size() && layers.get(next).toString().equals(layer)) {
        next++;
      }
      String entry =
          next - first == 1
              ? "(%d): %s".formatted(first, layer)
              : "(%d-%d): %d x %s".formatted(first, next - 1, next - first, layer);
      text.append("\n").append(indented(entry));
      first = next;
    }
    return text.append(layers.isEmpty() ? ")" : "\n)").toString();
  }
}
