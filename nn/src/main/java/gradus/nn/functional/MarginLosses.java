package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// Losses that vanish once things are far enough apart.
public final class MarginLosses {
  private static final double LEAST_LENGTH = 1e-12;

  private MarginLosses() {}

  /// The mean of [#hingeEmbeddingLoss(Tensor, Tensor, double, Reduction)] with a margin of 1.
  public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
    return hingeEmbeddingLoss(input, target, 1, Reduction.MEAN);
  }

  /// The hinge of a distance: `l = x` where `t = 1`, `max(0, margin − x)` where `t = −1`.
  ///
  /// Shape: what both broadcast to. Gradient: `dx = dl` where `t = 1`, `−dl` where `t = −1` and `x
  /// ≤ margin`. Like `torch.nn.functional.hinge_embedding_loss`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor hingeEmbeddingLoss(
      Tensor input, Tensor target, double margin, Reduction reduction) {
    Pairs.requireGiven("hingeEmbeddingLoss", input, target);
    input.shape().broadcast("hingeEmbeddingLoss", target.shape());
    Pairs.requireDecimal("hingeEmbeddingLoss", input, target);
    Tensor near = Tensor.where(target.ne(-1), input, input.zerosLike());
    Tensor far = Tensor.where(target.ne(1), input.rsub(margin).clampMin(0.0), input.zerosLike());
    return reduction.of(near.add(far));
  }

  /// The mean of [#marginRankingLoss(Tensor, Tensor, Tensor, double, Reduction)] without a margin.
  public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
    return marginRankingLoss(input1, input2, target, 0, Reduction.MEAN);
  }

  /// The loss of a ranking: `l = max(0, −t (x₁ − x₂) + margin)`, where `t = 1` says that the first
  /// should be greater, −1 the second.
  ///
  /// Shape: what all broadcast to. Like `torch.nn.functional.margin_ranking_loss`.
  ///
  /// @throws ShapeException if they differ in the number of dimensions, or do not broadcast
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor marginRankingLoss(
      Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
    Pairs.requireGiven("marginRankingLoss", input1, input2, target);
    if (input1.dim() != input2.dim() || input1.dim() != target.dim()) {
      throw new ShapeException(
          "marginRankingLoss: inputs %s and %s and target %s; all must have as many dimensions",
          input1.shape(), input2.shape(), target.shape());
    }
    input1
        .shape()
        .broadcast("marginRankingLoss", input2.shape())
        .broadcast("marginRankingLoss", target.shape());
    Pairs.requireDecimal("marginRankingLoss", input1, input2, target);
    return reduction.of(target.neg().mul(input1.sub(input2)).add(margin).clampMin(0.0));
  }

  /// The mean of [#cosineEmbeddingLoss(Tensor, Tensor, Tensor, double, Reduction)] without a
  /// margin.
  public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
    return cosineEmbeddingLoss(input1, input2, target, 0, Reduction.MEAN);
  }

  /// The loss of an angle: with the cosine `c` of two vectors, `l = 1 − c` where `t = 1`, `max(0, c
  /// − margin)` where `t = −1`.
  ///
  /// Shape: `[N, D]`, `[N, D]` and `[N]`, or `[D]`, `[D]` and a single number. Like
  /// `torch.nn.functional.cosine_embedding_loss`.
  ///
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor cosineEmbeddingLoss(
      Tensor input1, Tensor input2, Tensor target, double margin, Reduction reduction) {
    Pairs.requireGiven("cosineEmbeddingLoss", input1, input2, target);
    boolean fits = target.dim() < 2 && input1.dim() == target.dim() + 1;
    if (!fits || input2.dim() != input1.dim()) {
      throw new ShapeException(
          "cosineEmbeddingLoss: inputs %s and %s and target %s; they must be [N, D], [N, D] and"
              + " [N], or without N",
          input1.shape(), input2.shape(), target.shape());
    }
    input1
        .shape()
        .broadcast("cosineEmbeddingLoss", input2.shape())
        .broadcast("cosineEmbeddingLoss", target.unsqueeze(-1).shape());
    Pairs.requireDecimal("cosineEmbeddingLoss", input1, input2, target);
    int dim = target.dim();
    Tensor lengths =
        input1
            .square()
            .sum(dim, false)
            .add(LEAST_LENGTH)
            .mul(input2.square().sum(dim, false).add(LEAST_LENGTH));
    Tensor cosine = input1.mul(input2).sum(dim, false).div(lengths.sqrt());
    Tensor nothing = cosine.zerosLike();
    Tensor alike = Tensor.where(target.eq(1), cosine.rsub(1), nothing);
    Tensor unlike = Tensor.where(target.eq(-1), cosine.sub(margin).clampMin(0.0), nothing);
    return reduction.of(alike.add(unlike));
  }

  /// The mean of [#tripletMarginLoss(Tensor, Tensor, Tensor, double, double, double, boolean,
  /// Reduction)] with a margin of 1 and Euclidean lengths.
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginLoss(anchor, positive, negative, 1, 2, 1e-6, false, Reduction.MEAN);
  }

  /// The loss of an anchor that should be nearer to one example than to another: `l = max(0, ‖a −
  /// p‖ − ‖a − n‖ + margin)`.
  ///
  /// Shape: `[N, D]` or `[D]`, all alike. Like `torch.nn.functional.triplet_margin_loss`.
  ///
  /// @param p the order of the norm
  /// @param eps added to every difference
  /// @param swap takes `‖p − n‖` instead of `‖a − n‖` where it is smaller
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor tripletMarginLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      double margin,
      double p,
      double eps,
      boolean swap,
      Reduction reduction) {
    Pairs.requireGiven("tripletMarginLoss", anchor, positive, negative);
    if (anchor.dim() != positive.dim() || anchor.dim() != negative.dim()) {
      throw new ShapeException(
          "tripletMarginLoss: anchor %s, positive %s and negative %s; all must have as many"
              + " dimensions",
          anchor.shape(), positive.shape(), negative.shape());
    }
    anchor
        .shape()
        .broadcast("tripletMarginLoss", positive.shape())
        .broadcast("tripletMarginLoss", negative.shape());
    Pairs.requireDecimal("tripletMarginLoss", anchor, positive, negative);
    Tensor near = Distances.pairwiseDistance(anchor, positive, p, eps, false);
    Tensor far = Distances.pairwiseDistance(anchor, negative, p, eps, false);
    if (swap) {
      far = far.minimum(Distances.pairwiseDistance(positive, negative, p, eps, false));
    }
    return reduction.of(near.sub(far).add(margin).clampMin(0.0));
  }

  /// The mean of [#softMarginLoss(Tensor, Tensor, Reduction)].
  public static Tensor softMarginLoss(Tensor input, Tensor target) {
    return softMarginLoss(input, target, Reduction.MEAN);
  }

  /// The logistic loss of a score: `l = ln(1 + e⁻ᵗˣ)`, where `t` is 1 or −1.
  ///
  /// Shape: what both broadcast to. Gradient: `dx = −t σ(−t x) dl`. Like
  /// `torch.nn.functional.soft_margin_loss`.
  ///
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor softMarginLoss(Tensor input, Tensor target, Reduction reduction) {
    Pairs.requireGiven("softMarginLoss", input, target);
    input.shape().broadcast("softMarginLoss", target.shape());
    Pairs.requireDecimal("softMarginLoss", input, target);
    return reduction.of(Activations.logsigmoid(target.mul(input)).neg());
  }

  /// The mean of [#multilabelSoftMarginLoss(Tensor, Tensor, Tensor, Reduction)] without weights.
  public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
    return multilabelSoftMarginLoss(input, target, null, Reduction.MEAN);
  }

  /// The mean over classes of the cross-entropies of scores with yes or no: `l = −Σ w (t ln σ(x) +
  /// (1 − t) ln σ(−x)) / C`.
  ///
  /// Shape: `[…, C]` and the same to `[…]`. Like `torch.nn.functional.multilabel_soft_margin_loss`.
  ///
  /// @param weight one number per class; null for 1
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor multilabelSoftMarginLoss(
      Tensor input, Tensor target, Tensor weight, Reduction reduction) {
    Pairs.requireSame("multilabelSoftMarginLoss", input, target);
    Pairs.requireDecimal("multilabelSoftMarginLoss", input, target);
    Tensor yes = target.mul(Activations.logsigmoid(input));
    Tensor no = target.rsub(1).mul(Activations.logsigmoid(input.neg()));
    Tensor losses = yes.add(no).neg();
    return reduction.of((weight == null ? losses : losses.mul(weight)).mean(-1));
  }

  /// The mean of [#multiMarginLoss(Tensor, Tensor, int, double, Tensor, Reduction)] with `p` and a
  /// margin of 1, without weights.
  public static Tensor multiMarginLoss(Tensor input, Tensor target) {
    return multiMarginLoss(input, target, 1, 1, null, Reduction.MEAN);
  }

  /// The hinge of the right class's score against all others: `l = Σⱼ w max(0, margin − x_t + xⱼ)ᵖ
  /// / C` over `j ≠ t`.
  ///
  /// Shape: scores `[N, C]` and labels `[N]`, or `[C]` and a single label. Like
  /// `torch.nn.functional.multi_margin_loss`.
  ///
  /// @param p 1 or 2
  /// @param weight one number per class; null for 1
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if `p` is not 1 or 2, the labels are not INT64, or one is out
  ///   of range
  public static Tensor multiMarginLoss(
      Tensor input, Tensor target, int p, double margin, Tensor weight, Reduction reduction) {
    Pairs.requireGiven("multiMarginLoss", input, target);
    requireClasses(input, target, p, weight);
    Pairs.requireDecimal("multiMarginLoss", input, target);
    int classes = input.dim() == 0 ? 1 : input.size(-1);
    Tensor scores = input.reshape(target.numel(), classes);
    Tensor labels = target.reshape(target.numel(), 1);
    Tensor right = scores.gather(1, labels);
    Tensor excess = scores.sub(right).add(margin).relu();
    Tensor others = Tensor.arange((long) classes).ne(labels).to(input.dtype());
    Tensor losses = (p == 1 ? excess : excess.square()).mul(others);
    if (weight != null) {
      losses = losses.mul(weight.indexSelect(0, labels.reshape(target.numel())).unsqueeze(1));
    }
    return reduction.of(losses.sum(1).div((long) classes).reshape(target.shape().toArray()));
  }

  private static void requireClasses(Tensor input, Tensor target, int p, Tensor weight) {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("multiMarginLoss: p is %d; use 1 or 2".formatted(p));
    }
    boolean scores = input.dim() <= 2 && (input.dim() == 0 || input.size(-1) > 0);
    Shape labels = input.dim() == 2 ? Shape.of(input.size(0)) : Shape.of();
    boolean fits = target.shape().equals(labels) || input.dim() < 2 && target.numel() == 1;
    if (!scores || !fits) {
      throw new ShapeException(
          "multiMarginLoss: scores %s and labels %s do not belong together; they must be [N, C] and"
              + " [N], or [C] and a single label",
          input.shape(), target.shape());
    }
    if (target.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "multiMarginLoss: the labels are %s; they must be INT64: cast them with to(INT64)"
              .formatted(target.dtype()));
    }
    int classes = input.dim() == 0 ? 1 : input.size(-1);
    if (weight != null && !weight.shape().equals(Shape.of(classes))) {
      throw new ShapeException(
          "multiMarginLoss: weights %s for %d classes; give one number per class",
          weight.shape(), classes);
    }
    for (long label : target.toLongArray()) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "multiMarginLoss: label %d is out of range; with %d classes labels are 0 to %d"
                .formatted(label, classes, classes - 1));
      }
    }
  }
}
