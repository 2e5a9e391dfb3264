package gradus.nn.functional;

import gradus.autograd.Autograd;
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
    requireComparable("mse", prediction, target);
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

  private static void requireComparable(String name, Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeException(
          "%s: prediction %s and target %s %s; make them the same shape%s",
          name,
          prediction.shape(),
          target.shape(),
          Pairs.outcome(name, prediction.shape(), target.shape()),
          Pairs.wayOut(prediction.shape(), target.shape()));
    }
    if (!prediction.dtype().isFloatingPoint() && !target.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: prediction is %s and target %s; one must be of a floating-point type: cast it with to(FLOAT32)"
              .formatted(name, prediction.dtype(), target.dtype()));
    }
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
    return new ClassScores(input, target, weight, ignoreIndex, labelSmoothing).loss(reduction);
  }
}
