package gradus.nn.functional;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// Numbers that stand for things, as rows of a table or of zeros and a one.
public final class Embeddings {
  /// Keeps the factor that shortens a row from leaving it longer than it may be.
  private static final double SMALL = 1e-7;

  private Embeddings() {}

  /// [#embedding(Tensor, Tensor, int)] without a row for padding.
  public static Tensor embedding(Tensor input, Tensor weight) {
    return rows(input, weight);
  }

  /// The rows of a table that the numbers name: `y[…] = w[x[…]]`.
  ///
  /// Shape: `[…]` INT64 and `[V, D]` to `[…, D]`. Gradient: `dw` is `dy` added up per row, except
  /// for the row of padding, which gets none. Like `torch.nn.functional.embedding`.
  ///
  /// @param paddingIdx a row that is not to be learned, counted from the end if negative
  /// @throws ShapeException if the table is no matrix
  /// @throws IllegalArgumentException if the numbers are not INT64, or name a row that does not
  ///   exist
  public static Tensor embedding(Tensor input, Tensor weight, int paddingIdx) {
    requireTable(weight);
    int count = weight.size(0);
    if (paddingIdx < -count || paddingIdx >= count) {
      throw new IllegalArgumentException(
          "embedding: paddingIdx %d for a table of shape %s; use %d to %d"
              .formatted(paddingIdx, weight.shape(), -count, count - 1));
    }
    int padding = paddingIdx < 0 ? paddingIdx + count : paddingIdx;
    Tensor learned = rows(input, weight);
    Tensor isPadding = input.eq((long) padding).unsqueeze(-1);
    return Tensor.where(isPadding, learned.detach(), learned);
  }

  /// [#embedding(Tensor, Tensor, int)] that may keep rows short, and learn frequent ones more
  /// slowly.
  ///
  /// Gradient: as there, and divided for each row by how often it is looked up, if asked for. Rows
  /// that are longer than `maxNorm` are shortened **in place**, unrecorded, before they are looked
  /// up.
  ///
  /// @param paddingIdx a row that is not to be learned, counted from the end if negative; null for
  ///   none
  /// @param maxNorm the norm that the rows looked up may have at most; null for any
  /// @param normType the `p` of that norm
  /// @param scaleGradByFreq whether a row's gradient is divided by how often it is looked up
  /// @throws ShapeException if the table is no matrix
  /// @throws IllegalArgumentException if the numbers are not INT64, or name a row that does not
  ///   exist
  public static Tensor embedding(
      Tensor input,
      Tensor weight,
      Integer paddingIdx,
      Double maxNorm,
      double normType,
      boolean scaleGradByFreq) {
    requireRows(input, weight);
    if (maxNorm != null) {
      shorten(input, weight, maxNorm, normType);
    }
    Tensor learned =
        paddingIdx == null ? rows(input, weight) : embedding(input, weight, paddingIdx.intValue());
    if (!scaleGradByFreq) {
      return learned;
    }
    Tensor counts = counts(input, weight).unsqueeze(-1);
    return Op.of("embedding", learned).forward(learned::clone).backward(g -> g.div(counts));
  }

  private static void shorten(Tensor input, Tensor weight, double maxNorm, double normType) {
    boolean[] seen = new boolean[weight.size(0)];
    try (var _ = Autograd.noGrad()) {
      for (long number : input.toLongArray()) {
        Tensor row = weight.select(0, (int) number);
        double norm = seen[(int) number] ? 0 : row.norm(normType).item();
        if (norm > maxNorm) {
          row.mul_(maxNorm / (norm + SMALL));
        }
        seen[(int) number] = true;
      }
    }
  }

  /// How often the number at every place stands in the input.
  private static Tensor counts(Tensor input, Tensor weight) {
    Tensor numbers = input.reshape(input.numel());
    Tensor ones = Tensor.ones(weight.dtype(), input.numel());
    Tensor counts = Tensor.zeros(weight.dtype(), weight.size(0)).indexAdd(0, numbers, ones);
    return counts.indexSelect(0, numbers).reshape(input.shape().toArray());
  }

  private static Tensor rows(Tensor input, Tensor weight) {
    requireRows(input, weight);
    int[] sizes = java.util.Arrays.copyOf(input.shape().toArray(), input.dim() + 1);
    sizes[input.dim()] = weight.size(1);
    return weight.indexSelect(0, input.reshape(input.numel())).reshape(sizes);
  }

  private static void requireRows(Tensor input, Tensor weight) {
    Op.requireGiven("embedding", "the input", input);
    requireTable(weight);
    if (input.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "embedding: the numbers are %s; they must be INT64: cast them with to(INT64)"
              .formatted(input.dtype()));
    }
    for (long row : input.toLongArray()) {
      if (row < 0 || row >= weight.size(0)) {
        throw new IllegalArgumentException(
            "embedding: row %d of a table of shape %s does not exist; numbers are 0 to %d"
                .formatted(row, weight.shape(), weight.size(0) - 1));
      }
    }
  }

  /// [#oneHot(Tensor, int)] with as many classes as the greatest number needs.
  ///
  /// @throws IllegalArgumentException if there is no number, or one is negative or not INT64
  public static Tensor oneHot(Tensor input) {
    Op.requireGiven("oneHot", "the input", input);
    if (input.numel() == 0) {
      throw new IllegalArgumentException(
          "oneHot: shape %s has no numbers to tell how many classes there are; name it: oneHot(x, classes)"
              .formatted(input.shape()));
    }
    if (input.dtype() == DType.INT64 && input.max().itemLong() >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "oneHot: the number %d would need as many classes and one more; name how many there are: oneHot(x, classes)"
              .formatted(input.max().itemLong()));
    }
    return oneHot(input, (int) input.max().itemLong() + 1);
  }

  /// A row of zeros with a one at the place that each number names, INT64. Not differentiable. Like
  /// `torch.nn.functional.one_hot`.
  ///
  /// Shape: `[…]` to `[…, classes]`.
  ///
  /// @throws IllegalArgumentException if the numbers are not INT64, or not in 0 to `classes` − 1
  public static Tensor oneHot(Tensor input, int classes) {
    Op.requireGiven("oneHot", "the input", input);
    if (input.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "oneHot: the numbers are %s; they must be INT64: cast them with to(INT64)"
              .formatted(input.dtype()));
    }
    for (long number : input.toLongArray()) {
      if (number < 0 || number >= classes) {
        throw new IllegalArgumentException(
            "oneHot: the number %d is not one of %d classes, which are 0 to %d"
                .formatted(number, classes, classes - 1));
      }
    }
    return input.unsqueeze(-1).eq(Tensor.arange((long) classes)).to(DType.INT64);
  }

  private static void requireTable(Tensor weight) {
    Op.requireGiven("embedding", "the weight", weight);
    if (weight.dim() != 2) {
      throw new ShapeException(
          "embedding: a table of shape %s; it must be a matrix with one row per number",
          weight.shape());
    }
  }
}
