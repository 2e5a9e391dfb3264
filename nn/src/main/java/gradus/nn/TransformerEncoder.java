package gradus.nn;

import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.stream.Stream;

/// Several layers of a transformer that reads, one after the other.
///
/// ```java
/// var encoder = new TransformerEncoder(new TransformerEncoderLayer(64, 8), 3);
/// ```
///
/// Children: `layers`, copies of one layer that all begin with its values, and `norm` where one is
/// given. Like `torch.nn.TransformerEncoder`.
public final class TransformerEncoder extends Layer {
  private final LayerList<TransformerEncoderLayer> layers;
  private final Layer norm;

  /// Makes a chain of so many copies of `layer`, which itself is no part of it.
  public TransformerEncoder(TransformerEncoderLayer layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /// Makes a chain of so many copies of `layer`, and `norm` after the last one; null for none.
  public TransformerEncoder(TransformerEncoderLayer layer, int numLayers, Layer norm) {
    layers =
        register("layers", new LayerList<>(Stream.generate(layer::copy).limit(numLayers).toList()));
    this.norm = norm == null ? null : register("norm", norm);
  }

  /// A mask with which each of `size` places sees only itself and those before: 0 where it may see,
  /// −∞ where not. Like `torch.nn.Transformer.generate_square_subsequent_mask`.
  public static Tensor generateSquareSubsequentMask(int size) {
    return Tensor.full(Tensor.defaultDtype(), Double.NEGATIVE_INFINITY, size, size).triu(1);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return encoded(x, null, null);
  }

  /// Computes this chain's result where not every place may see every other.
  ///
  /// @param mask `[T, T]` or `[N heads, T, T]`: true where a place must not see another, or numbers
  ///   that are added to the scores; null for none
  /// @param keyPaddingMask `[N, T]`: true where a place is only padding; null for none
  /// @throws ShapeException if the shapes do not belong together
  public Tensor apply(Tensor x, Tensor mask, Tensor keyPaddingMask) {
    return inScope(() -> encoded(x, mask, keyPaddingMask));
  }

  private Tensor encoded(Tensor x, Tensor mask, Tensor keyPaddingMask) {
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.apply(y, mask, keyPaddingMask);
    }
    return norm == null ? y : norm.apply(y);
  }
}
