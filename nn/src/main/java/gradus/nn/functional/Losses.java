package gradus.nn.functional;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;

/// How far predictions are from what they should be, as one number to make small.
public final class Losses {
  /// The label that [#crossEntropy(Tensor, Tensor)] does not count: −100.
  public static final long IGNORED = -100;

  private Losses() {}

  /// The mean squared error: `(1/n) Σ (x − y)²`. See [#mseLoss(Tensor, Tensor, Reduction)].
  ///
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if neither is of a floating-point type
  public static Tensor mseLoss(Tensor prediction, Tensor target) {
    return mseLoss(prediction, target, Reduction.MEAN);
  }

  /// The squared errors `(x − y)²`, or their mean or sum.
  ///
  /// Shape: any `S` and the same `S` to a single number, or to `S` without reduction. Gradient: `dx
  /// = 2 (x − y) dl`, divided by the number of elements for the mean, and `dy = −dx`; both are
  /// kept. Like `torch.nn.functional.mse_loss`.
  ///
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if neither is of a floating-point type
  public static Tensor mseLoss(Tensor prediction, Tensor target, Reduction reduction) {
    Pairs.requireComparable("mse", prediction, target);
    Saved x = Op.save(prediction);
    Saved y = Op.save(target);
    Tensor difference = Autograd.noGrad(() -> prediction.sub(target));
    double factor = reduction == Reduction.MEAN ? 2.0 / prediction.numel() : 2;
    return Op.of("mseLoss", prediction, target)
        .forward(() -> reduction.of(difference.square()))
        .fused((g, needs) -> {
          Tensor slope = difference.mul(g.mul(factor));
          return new Tensor[] {needs[0] ? slope : null, needs[1] ? slope.neg() : null};
        })
        .backward(
            g -> x.get().sub(y.get()).mul(g.mul(factor)),
            g -> y.get().sub(x.get()).mul(g.mul(factor)));
  }

  /// [#mseLoss(Tensor, Tensor, Reduction)] whose squared errors are multiplied by `weight`; the
  /// mean divides by the sum of the weights.
  ///
  /// @param weight of the same shape; null for 1
  /// @throws ShapeException if the shapes differ
  public static Tensor mseLoss(
      Tensor prediction, Tensor target, Reduction reduction, Tensor weight) {
    if (weight == null) {
      return mseLoss(prediction, target, reduction);
    }
    Pairs.requireComparable("mse", prediction, target);
    requireWeight("mse", prediction, weight);
    return weighted(mseLoss(prediction, target, Reduction.NONE), weight, reduction);
  }

  private static Tensor weighted(Tensor losses, Tensor weight, Reduction reduction) {
    Tensor products = losses.mul(weight);
    return reduction == Reduction.MEAN ? products.sum().div(weight.sum()) : reduction.of(products);
  }

  private static void requireWeight(String name, Tensor prediction, Tensor weight) {
    if (!weight.shape().equals(prediction.shape())) {
      throw new ShapeException(
          "%s: weight %s for a prediction %s; give one weight per element, e.g."
              + " weight.expandAs(prediction)",
          name, weight.shape(), prediction.shape());
    }
  }

  /// [#l1Loss(Tensor, Tensor, Reduction)]: its mean.
  public static Tensor l1Loss(Tensor prediction, Tensor target) {
    return l1Loss(prediction, target, Reduction.MEAN);
  }

  /// The absolute errors `|x − y|`, or their mean or sum.
  ///
  /// Shape: any `S` and the same `S`. Gradient: `dx = sign(x − y) dl`, 0 where they are equal. Like
  /// `torch.nn.functional.l1_loss`.
  ///
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if neither is of a floating-point type
  public static Tensor l1Loss(Tensor prediction, Tensor target, Reduction reduction) {
    Pairs.requireComparable("l1Loss", prediction, target);
    return reduction.of(prediction.sub(target).abs());
  }

  /// [#l1Loss(Tensor, Tensor, Reduction)] whose absolute errors are multiplied by `weight`; the
  /// mean divides by the sum of the weights.
  ///
  /// @param weight of the same shape; null for 1
  /// @throws ShapeException if the shapes differ
  public static Tensor l1Loss(
      Tensor prediction, Tensor target, Reduction reduction, Tensor weight) {
    if (weight == null) {
      return l1Loss(prediction, target, reduction);
    }
    Pairs.requireComparable("l1Loss", prediction, target);
    requireWeight("l1Loss", prediction, weight);
    return weighted(l1Loss(prediction, target, Reduction.NONE), weight, reduction);
  }

  /// The mean of [#smoothL1Loss(Tensor, Tensor, double, Reduction)] with `β = 1`.
  public static Tensor smoothL1Loss(Tensor prediction, Tensor target) {
    return smoothL1Loss(prediction, target, 1, Reduction.MEAN);
  }

  /// Squared where small, absolute where large: with `d = |x − y|`, `l = d² / (2β)` where `d < β`,
  /// `d − β/2` elsewhere.
  ///
  /// Shape: any `S` and the same `S`. Gradient: `dx = (x − y)/β dl` where `d < β`, `sign(x − y) dl`
  /// elsewhere. Like `torch.nn.functional.smooth_l1_loss`.
  ///
  /// @param beta 0 or more; for 0, the absolute error
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if `beta` is negative, or neither is of a floating-point type
  public static Tensor smoothL1Loss(
      Tensor prediction, Tensor target, double beta, Reduction reduction) {
    Pairs.requireComparable("smoothL1Loss", prediction, target);
    if (!(beta >= 0)) {
      throw new IllegalArgumentException(
          "smoothL1Loss: beta is %s; it is 0 or more".formatted(beta));
    }
    if (beta == 0) {
      return l1Loss(prediction, target, reduction);
    }
    return reduction.of(bent(prediction.sub(target), beta).div(beta));
  }

  /// The mean of [#huberLoss(Tensor, Tensor, double, Reduction)] with `δ = 1`.
  public static Tensor huberLoss(Tensor prediction, Tensor target) {
    return huberLoss(prediction, target, 1, Reduction.MEAN);
  }

  /// Squared where small, absolute where large: with `d = |x − y|`, `l = d² / 2` where `d ≤ δ`, `δ
  /// (d − δ/2)` elsewhere.
  ///
  /// Shape: any `S` and the same `S`. Gradient: `dx = (x − y) dl` where `d ≤ δ`, `δ sign(x − y) dl`
  /// elsewhere. Like `torch.nn.functional.huber_loss`. Source: Huber, 1964.
  ///
  /// @param delta more than 0
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if `delta` is not positive, or neither is of a floating-point
  ///   type
  public static Tensor huberLoss(
      Tensor prediction, Tensor target, double delta, Reduction reduction) {
    Pairs.requireComparable("huberLoss", prediction, target);
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "huberLoss: delta is %s; it is more than 0".formatted(delta));
    }
    return reduction.of(bent(prediction.sub(target), delta));
  }

  /// [#huberLoss(Tensor, Tensor, double, Reduction)] whose losses are multiplied by `weight`; the
  /// mean divides by the number of elements, unlike that of the other two weighted losses.
  ///
  /// @param weight of the same shape; null for 1
  /// @throws ShapeException if the shapes differ
  public static Tensor huberLoss(
      Tensor prediction, Tensor target, double delta, Reduction reduction, Tensor weight) {
    if (weight == null) {
      return huberLoss(prediction, target, delta, reduction);
    }
    Pairs.requireComparable("huberLoss", prediction, target);
    requireWeight("huberLoss", prediction, weight);
    return reduction.of(huberLoss(prediction, target, delta, Reduction.NONE).mul(weight));
  }

  private static Tensor bent(Tensor difference, double bend) {
    Tensor d = difference.abs();
    Tensor straight = d.sub(bend / 2).mul(bend);
    return Tensor.where(d.lt(bend), difference.square().mul(0.5), straight);
  }

  /// [#nllLoss(Tensor, Tensor, Tensor, long, Reduction)]: its mean, without weights.
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return nllLoss(input, target, null, IGNORED, Reduction.MEAN);
  }

  /// The negative logarithms of the probabilities of the right classes: `l = −w x`, at the right
  /// class.
  ///
  /// Shape: logarithms of probabilities `[C]` with a single label, `[N, C]` with `[N]`, or `[N, C,
  /// d…]` with `[N, d…]`, INT64. To a single number, or to the labels' shape without reduction.
  /// Gradient: `dx = −w dl` at the right class, 0 elsewhere, divided by what the mean divides by.
  /// Like `torch.nn.functional.nll_loss`.
  ///
  /// @param weight one number per class that its losses are multiplied by, null for 1; the mean
  ///   divides by the sum of the labels' weights
  /// @param ignoreIndex the label of samples that do not count
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if a label is out of range, or a type is wrong
  public static Tensor nllLoss(
      Tensor input, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction) {
    Pairs.requireGiven("nllLoss", input, target);
    if (target.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "nllLoss: the labels are %s; they must be INT64: cast them with to(INT64)"
              .formatted(target.dtype()));
    }
    return new ClassScores("nllLoss", input, target, weight, ignoreIndex, 0).nll(input, reduction);
  }

  /// The mean cross-entropy of scores with the right classes. See [#crossEntropy(Tensor, Tensor,
  /// Tensor, long, Reduction, double)].
  ///
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if a label is out of range, or a type is wrong
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return crossEntropy(input, target, null, IGNORED, Reduction.MEAN, 0);
  }

  /// The cross-entropy of scores with the right classes, or with the probabilities that the classes
  /// should have: `l = −Σ q ln softmax(x)`, where `q` is 1 for the right class, 0 elsewhere.
  ///
  /// Shape: scores `[C]` with a single label, `[N, C]` with `[N]`, or `[N, C, d…]` with `[N, d…]`,
  /// INT64; or probabilities of the scores' own shape. To a single number, or to the labels' shape
  /// without reduction. Gradient: `dx = (softmax(x) − q) dl`, divided by what the mean divides by.
  /// Like `torch.nn.functional.cross_entropy`.
  ///
  /// @param weight one number per class that its losses are multiplied by, null for 1; the mean of
  ///   losses with labels divides by the sum of the labels' weights
  /// @param ignoreIndex the label of samples that do not count, not for probabilities
  /// @param labelSmoothing how much of `q` is spread evenly over all classes, in [0, 1]
  /// @throws ShapeException if the shapes do not belong together
  /// @throws IllegalArgumentException if a label is out of range, or a type is wrong
  public static Tensor crossEntropy(
      Tensor input,
      Tensor target,
      Tensor weight,
      long ignoreIndex,
      Reduction reduction,
      double labelSmoothing) {
    return new ClassScores("crossEntropy", input, target, weight, ignoreIndex, labelSmoothing)
        .loss(reduction);
  }
}
