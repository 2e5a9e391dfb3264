package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;

/// Losses that say how unlikely a target is under a predicted distribution.
public final class LikelihoodLosses {
  private static final double LEAST_LOG = -100;
  private static final double LEAST_VARIANCE = 1e-12;

  private LikelihoodLosses() {}

  /// [#binaryCrossEntropy(Tensor, Tensor, Tensor, Reduction)]: its mean, without weights.
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
    return binaryCrossEntropy(input, target, null, Reduction.MEAN);
  }

  /// The cross-entropy of probabilities of yes with what was: `l = −(t ln x + (1 − t) ln(1 − x))`.
  /// Logarithms stop at −100.
  ///
  /// Shape: `S` and the same `S`. Gradient: `dx = dl (x − t) / (x (1 − x))`, the divisor at least
  /// 1e-12; `dt = dl (ln(1 − x) − ln x)`. Like `torch.nn.functional.binary_cross_entropy`.
  ///
  /// @param input probabilities, in [0, 1]
  /// @param weight what the losses are multiplied by, broadcasts to the input; null for 1
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if a probability is not in [0, 1], the input is not of a
  ///   floating-point type, or another is BOOL
  public static Tensor binaryCrossEntropy(
      Tensor input, Tensor target, Tensor weight, Reduction reduction) {
    Pairs.requireSame("binaryCrossEntropy", input, target);
    Pairs.requireDecimal("binaryCrossEntropy", input, target);
    requireBroadcastable("binaryCrossEntropy", input, weight);
    if (input.lt(0).logicalOr(input.gt(1)).any().itemBoolean()) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: an input is outside [0, 1] and no probability; pass it through"
              + " sigmoid(), or use binaryCrossEntropyWithLogits");
    }
    Saved x = Op.save(input);
    Saved t = Op.save(target);
    Tensor losses =
        Op.of("binaryCrossEntropy", input, target)
            .forward(() -> target.mul(log(input)).add(target.rsub(1).mul(log(input.rsub(1)))).neg())
            .backward(
                g -> {
                  Tensor variance = x.get().mul(x.get().rsub(1)).clampMin(LEAST_VARIANCE);
                  return g.mul(x.get().sub(t.get())).div(variance);
                },
                g -> g.mul(log(x.get().rsub(1)).sub(log(x.get()))));
    return reduction.of(weight == null ? losses : losses.mul(weight));
  }

  private static Tensor log(Tensor x) {
    return x.log().clampMin(LEAST_LOG);
  }

  /// [#binaryCrossEntropyWithLogits(Tensor, Tensor, Tensor, Tensor, Reduction)]: its mean, without
  /// weights.
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
    return binaryCrossEntropyWithLogits(input, target, null, null, Reduction.MEAN);
  }

  /// The cross-entropy of scores with what was: `l = (1 − t) x − (1 + (p − 1) t) ln σ(x)`, that of
  /// `σ(x)` without its rounding.
  ///
  /// Shape: `S` and the same `S`. Gradient: `dx = dl (σ(x) − t)` for `p = 1`. Like
  /// `torch.nn.functional.binary_cross_entropy_with_logits`.
  ///
  /// @param weight what the losses are multiplied by, broadcasts to the input; null for 1
  /// @param posWeight what the part for yes is multiplied by, broadcasts to the input; null for 1
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Tensor weight, Tensor posWeight, Reduction reduction) {
    Pairs.requireSame("binaryCrossEntropyWithLogits", input, target);
    Pairs.requireDecimal("binaryCrossEntropyWithLogits", input, target);
    requireBroadcastable("binaryCrossEntropyWithLogits", input, weight);
    requireBroadcastable("binaryCrossEntropyWithLogits", input, posWeight);
    Tensor log = Activations.logsigmoid(input);
    Tensor part = posWeight == null ? log : log.mul(posWeight.sub(1).mul(target).add(1));
    Tensor losses = target.rsub(1).mul(input).sub(part);
    return reduction.of(weight == null ? losses : losses.mul(weight));
  }

  private static void requireBroadcastable(String name, Tensor input, Tensor weight) {
    if (weight != null) {
      Pairs.requireDecimal(name, input, weight);
      if (!input.shape().broadcast(name, weight.shape()).equals(input.shape())) {
        throw new ShapeException(
            "%s: a weight of shape %s for an input of shape %s; it must broadcast to the input:"
                + " reshape it",
            name, weight.shape(), input.shape());
      }
    }
  }

  /// The mean of [#klDiv(Tensor, Tensor, Reduction, boolean)] with a target of probabilities.
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, Reduction.MEAN, false);
  }

  /// The divergence of a predicted distribution from a target, both in logarithms or only the
  /// first: `l = t (ln t − x)`, or `eᵗ (t − x)`.
  ///
  /// Shape: `S` and the same `S`. Gradient: `dx = −t dl`, or `−eᵗ dl`. The mean is over all
  /// elements; the true divergence is [#klDivBatchMean]. Like `torch.nn.functional.kl_div`.
  ///
  /// @param input logarithms of probabilities
  /// @param logTarget whether the target too is logarithms
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
    Pairs.requireGiven("klDiv", input, target);
    input.shape().broadcast("klDiv", target.shape());
    Pairs.requireDecimal("klDiv", input, target);
    return reduction.of(
        logTarget
            ? target.exp().mul(target.sub(input))
            : target.xlogy(target).sub(target.mul(input)));
  }

  /// [#klDivBatchMean(Tensor, Tensor, boolean)] with a target of probabilities.
  public static Tensor klDivBatchMean(Tensor input, Tensor target) {
    return klDivBatchMean(input, target, false);
  }

  /// The sum of [#klDiv] divided by the number of samples, the first size. Like
  /// `torch.nn.functional.kl_div(reduction='batchmean')`.
  ///
  /// @throws ShapeException if there is no first size, or the shapes do not broadcast
  public static Tensor klDivBatchMean(Tensor input, Tensor target, boolean logTarget) {
    Pairs.requireGiven("klDivBatchMean", input, target);
    if (input.dim() == 0) {
      throw new ShapeException(
          "klDivBatchMean: the input is a single number, which has no samples; use klDiv");
    }
    return klDiv(input, target, Reduction.SUM, logTarget).div((long) input.size(0));
  }

  /// The mean of [#poissonNllLoss(Tensor, Tensor, boolean, boolean, double, Reduction)] where the
  /// input is the logarithm of the expected count.
  public static Tensor poissonNllLoss(Tensor input, Tensor target) {
    return poissonNllLoss(input, target, true, false, 1e-8, Reduction.MEAN);
  }

  /// The negative logarithm of a Poisson distribution's probability of counts: `l = eˣ − t x`, or
  /// `x − t ln(x + ε)`.
  ///
  /// Shape: what both broadcast to. Gradient: `dx = (eˣ − t) dl`, or `(1 − t / (x + ε)) dl`. Like
  /// `torch.nn.functional.poisson_nll_loss`.
  ///
  /// @param logInput whether the input is the logarithm of the expected count
  /// @param full adds Stirling's approximation of `ln t!` where `t > 1`
  /// @param eps added before the logarithm
  /// @throws ShapeException if the shapes do not broadcast
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or another is
  ///   BOOL
  public static Tensor poissonNllLoss(
      Tensor input,
      Tensor target,
      boolean logInput,
      boolean full,
      double eps,
      Reduction reduction) {
    Pairs.requireGiven("poissonNllLoss", input, target);
    input.shape().broadcast("poissonNllLoss", target.shape());
    Pairs.requireDecimal("poissonNllLoss", input, target);
    Tensor losses =
        logInput ? input.exp().sub(target.mul(input)) : input.sub(target.mul(input.add(eps).log()));
    if (full) {
      Tensor stirling =
          target.mul(target.log()).sub(target).add(target.mul(2 * Math.PI).log().mul(0.5));
      losses = losses.add(Tensor.where(target.gt(1), stirling, target.zerosLike()));
    }
    return reduction.of(losses);
  }

  /// The mean of [#gaussianNllLoss(Tensor, Tensor, Tensor, boolean, double, Reduction)] with a
  /// variance of at least 1e-6.
  public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor var) {
    return gaussianNllLoss(input, target, var, false, 1e-6, Reduction.MEAN);
  }

  /// The negative logarithm of a normal distribution's density: `l = (ln v + (x − t)² / v) / 2`,
  /// where the variance `v` is at least `eps`.
  ///
  /// Shape: `S`, what broadcasts to it, and a variance of shape `S`, or without its last size, or
  /// with 1 there. Gradient: that of the formula, as if `v` had not been raised to `eps`. Like
  /// `torch.nn.functional.gaussian_nll_loss`.
  ///
  /// @param full adds `ln(2π) / 2`
  /// @throws ShapeException if the variance's shape does not fit, or the target's does not
  ///   broadcast
  /// @throws IllegalArgumentException if a variance is negative, the input is not of a
  ///   floating-point type, or another is BOOL
  public static Tensor gaussianNllLoss(
      Tensor input, Tensor target, Tensor var, boolean full, double eps, Reduction reduction) {
    Pairs.requireGiven("gaussianNllLoss", input, target, var);
    Tensor spread = fitting(input.shape(), var);
    input.shape().broadcast("gaussianNllLoss", target.shape());
    Pairs.requireDecimal("gaussianNllLoss", input, target, var);
    if (var.lt(0).any().itemBoolean()) {
      throw new IllegalArgumentException(
          "gaussianNllLoss: a variance is negative; pass it through softplus() or exp()");
    }
    Tensor least = spread.detach().clampMin(eps).sub(spread.detach());
    Tensor v = spread.add(least);
    Tensor losses = v.log().add(input.sub(target).square().div(v)).mul(0.5);
    return reduction.of(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses);
  }

  private static Tensor fitting(Shape input, Tensor var) {
    Shape shape = var.shape();
    if (shape.equals(input)) {
      return var;
    }
    int[] leading = Arrays.copyOf(input.toArray(), Math.max(input.dim() - 1, 0));
    if (Arrays.equals(leading, shape.toArray())) {
      return var.unsqueeze(-1);
    }
    int[] withOne = Arrays.copyOf(leading, input.dim());
    if (input.dim() > 0) {
      withOne[input.dim() - 1] = 1;
    }
    if (!Arrays.equals(withOne, shape.toArray())) {
      throw new ShapeException(
          "gaussianNllLoss: a variance of shape %s for an input of shape %s; it must be the same,"
              + " or lack the last size, or have 1 there",
          shape, input);
    }
    return var;
  }
}
