package gradus.nn;

import gradus.autograd.Generator;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// One layer of a transformer that reads: each place attends to all others, then two linear layers
/// work on each place alone; both add what they find to what was there, and are normalized.
///
/// ```java
/// var layer = new TransformerEncoderLayer(64, 8, TransformerEncoderLayer.batchFirst(true));
/// Tensor y = layer.apply(x);
/// ```
///
/// Shape: `[T, N, E]`, `[N, T, E]` with `batchFirst`, or `[T, E]`, to the same. Children:
/// `self_attn`, `linear1`, `linear2`, `norm1`, `norm2` and the dropouts. Like
/// `torch.nn.TransformerEncoderLayer`. Source: Vaswani et al., 2017.
public final class TransformerEncoderLayer extends Layer {
  private final int dModel;
  private final int numHeads;
  private final TransformerOptions options;
  private final MultiheadAttention attention;
  private final Linear linear1;
  private final Dropout dropout;
  private final Linear linear2;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Dropout dropout1;
  private final Dropout dropout2;

  /// Makes a layer for vectors of `dModel` features.
  ///
  /// @throws IllegalArgumentException if the heads do not divide the features
  public TransformerEncoderLayer(int dModel, int numHeads) {
    this(dModel, numHeads, TransformerOptions.USUAL);
  }

  /// Makes a layer that works as `options` say.
  ///
  /// @throws IllegalArgumentException if the heads do not divide the features
  public TransformerEncoderLayer(int dModel, int numHeads, TransformerOptions options) {
    this.dModel = dModel;
    this.numHeads = numHeads;
    this.options = options;
    boolean bias = options.bias();
    AttentionOptions how =
        MultiheadAttention.dropout(options.dropout()).bias(bias).batchFirst(options.batchFirst());
    attention = register("self_attn", new MultiheadAttention(dModel, numHeads, how));
    linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), bias));
    dropout = register("dropout", new Dropout(options.dropout()));
    linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, bias));
    norm1 = register("norm1", norm());
    norm2 = register("norm2", norm());
    dropout1 = register("dropout1", new Dropout(options.dropout()));
    dropout2 = register("dropout2", new Dropout(options.dropout()));
    if (options.activation() instanceof Layer activation) {
      register("activation", activation);
    }
  }

  private LayerNorm norm() {
    return new LayerNorm(new int[] {dModel}, options.layerNormEps(), true, options.bias());
  }

  /// Options with so many features between the linear layers.
  public static TransformerOptions dimFeedforward(int dimFeedforward) {
    return TransformerOptions.USUAL.dimFeedforward(dimFeedforward);
  }

  /// Options with so much dropout.
  public static TransformerOptions dropout(double dropout) {
    return TransformerOptions.USUAL.dropout(dropout);
  }

  /// Options with inputs `[N, T, E]`, or `[T, N, E]`.
  public static TransformerOptions batchFirst(boolean batchFirst) {
    return TransformerOptions.USUAL.batchFirst(batchFirst);
  }

  /// Options with normalization before attention and linear layers, or after.
  public static TransformerOptions normFirst(boolean normFirst) {
    return TransformerOptions.USUAL.normFirst(normFirst);
  }

  /// A layer with the same options, values and mode, without drawing anything.
  TransformerEncoderLayer copy() {
    byte[] drawn = Generator.defaultGenerator().state();
    var copy = new TransformerEncoderLayer(dModel, numHeads, options);
    Generator.defaultGenerator().state(drawn);
    copy.to(linear1.weight().dtype());
    copy.loadStateDict(stateDict());
    copy.train(training());
    return copy;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return encoded(x, null, null);
  }

  /// Computes this layer's result where not every place may see every other.
  ///
  /// @param mask `[T, T]` or `[N heads, T, T]`: true where a place must not see another, or numbers
  ///   that are added to the scores; null for none
  /// @param keyPaddingMask `[N, T]`: true where a place is only padding; null for none
  /// @throws ShapeException if the shapes do not belong together
  public Tensor apply(Tensor x, Tensor mask, Tensor keyPaddingMask) {
    return inScope(() -> encoded(x, mask, keyPaddingMask));
  }

  private Tensor encoded(Tensor x, Tensor mask, Tensor keyPaddingMask) {
    if (options.normFirst()) {
      Tensor y = x.add(attended(norm1.apply(x), mask, keyPaddingMask));
      return y.add(thought(norm2.apply(y)));
    }
    Tensor y = norm1.apply(x.add(attended(x, mask, keyPaddingMask)));
    return norm2.apply(y.add(thought(y)));
  }

  private Tensor attended(Tensor x, Tensor mask, Tensor keyPaddingMask) {
    return dropout1.apply(attention.apply(x, x, x, keyPaddingMask, false, mask, true).output());
  }

  private Tensor thought(Tensor x) {
    Tensor hidden = options.activation().apply(linear1.apply(x));
    return dropout2.apply(linear2.apply(dropout.apply(hidden)));
  }
}
