package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import gradus.nn.functional.Embeddings;

/// A table of learned vectors, one for each of the numbers 0 to `count − 1`: words, letters,
/// places.
///
/// Shape: `[…]` INT64 to `[…, dim]`. Parameter: `weight` `[count, dim]`, drawn from a normal
/// distribution. See [Embeddings#embedding(Tensor, Tensor, int)]; like `torch.nn.Embedding`.
public final class Embedding extends Layer {
  private final Integer paddingIdx;
  private final Tensor weight;

  /// Makes a table of so many vectors of so many numbers each.
  public Embedding(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, null);
  }

  /// Makes a table of which one row stands for padding: it is 0 at first, and is not learned.
  ///
  /// @param paddingIdx the row, counted from the end if negative
  /// @throws IllegalArgumentException if there is no such row
  public Embedding(int numEmbeddings, int embeddingDim, int paddingIdx) {
    this(numEmbeddings, embeddingDim, Integer.valueOf(row(numEmbeddings, paddingIdx)));
  }

  private Embedding(int numEmbeddings, int embeddingDim, Integer paddingIdx) {
    this.paddingIdx = paddingIdx;
    weight = parameter("weight", Tensor.zeros(numEmbeddings, embeddingDim));
    try (var _ = Autograd.noGrad()) {
      weight.normal_(0, 1);
      if (paddingIdx != null) {
        weight.select(0, paddingIdx).zero_();
      }
    }
  }

  private static int row(int count, int paddingIdx) {
    if (paddingIdx < -count || paddingIdx >= count) {
      throw new IllegalArgumentException(
          "Embedding: paddingIdx %d for a table of %d rows; use %d to %d"
              .formatted(paddingIdx, count, -count, count - 1));
    }
    return paddingIdx < 0 ? paddingIdx + count : paddingIdx;
  }

  /// The table `[count, dim]`.
  public Tensor weight() {
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return paddingIdx == null
        ? Embeddings.embedding(x, weight)
        : Embeddings.embedding(x, weight, paddingIdx);
  }

  @Override
  protected String describe() {
    String sizes = "%d, %d".formatted(weight.size(0), weight.size(1));
    return paddingIdx == null ? sizes : sizes + ", padding_idx=" + paddingIdx;
  }
}
