package gradus.nn;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;

/// Normal numbers of which none lies outside `[from, to]`.
///
/// Those that do are drawn again; where most would, a uniform number between the probabilities of
/// both bounds is taken back through the distribution instead.
record TruncatedNormal(double mean, double std, double from, double to, Generator generator) {
  /// Below this part of numbers that would be kept, drawing again takes too long.
  private static final double SELDOM = 0.2;

  /// Below this, a probability has too few digits to be taken back.
  private static final double LEAST_PROBABILITY = 1e-12;

  TruncatedNormal {
    double probability = probability(mean, std, from, to);
    if (!(probability > LEAST_PROBABILITY)) {
      throw new IllegalArgumentException(
          "truncNormal_: normal numbers with mean %s and std %s lie between %s and %s with probability %s, too seldom to be drawn; move the bounds towards the mean"
              .formatted(mean, std, from, to, probability));
    }
  }

  private static double probability(double mean, double std, double from, double to) {
    return below(to, mean, std) - below(from, mean, std);
  }

  /// The probability that a normal number is below `x`.
  private static double below(double x, double mean, double std) {
    double z = (x - mean) / std;
    return (1 + Tensor.scalar(FLOAT64, z / Math.sqrt(2)).erf().item()) / 2;
  }

  /// Replaces all elements, unrecorded.
  Tensor fill(Tensor tensor) {
    return probability(mean, std, from, to) < SELDOM
        ? fillBackFromProbabilities(tensor)
        : fillByDrawingAgain(tensor);
  }

  private Tensor fillByDrawingAgain(Tensor tensor) {
    tensor.normal_(mean, std, generator);
    for (Tensor outside = outside(tensor); outside.any().itemBoolean(); outside = outside(tensor)) {
      Tensor again = tensor.detach().zerosLike().normal_(mean, std, generator);
      tensor.copy_(Tensor.where(outside, again, tensor.detach()));
    }
    return tensor;
  }

  private Tensor outside(Tensor tensor) {
    return tensor.detach().lt(from).logicalOr(tensor.detach().gt(to));
  }

  private Tensor fillBackFromProbabilities(Tensor tensor) {
    Tensor drawn = Tensor.zeros(FLOAT64, tensor.shape().toArray());
    drawn.uniform_(2 * below(from, mean, std) - 1, 2 * below(to, mean, std) - 1, generator);
    return tensor.copy_(drawn.erfinv_().mul_(std * Math.sqrt(2)).add_(mean)).clamp_(from, to);
  }
}
