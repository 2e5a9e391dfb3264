package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.ArrayList;
import java.util.List;

/// What is done with all parameters of a model at once. Like `torch.nn.utils`.
///
/// ```java
/// loss.backward();
/// Parameters.clipGradNorm(net.parameters(), 1.0);
/// optimizer.step();
/// ```
public final class Parameters {
  private static final double AGAINST_ZERO = 1e-6;

  private Parameters() {}

  /// Shortens the gradients, taken as one vector, to length `maxNorm` where they are longer, and
  /// gives the length that they had.
  public static double clipGradNorm(Iterable<Tensor> parameters, double maxNorm) {
    return clipGradNorm(parameters, maxNorm, 2, false);
  }

  /// Shortens the gradients, taken as one vector, where their norm exceeds `maxNorm`, and gives the
  /// norm that they had: they are multiplied by `maxNorm / (norm + 1e-6)`. Like `clip_grad_norm_`.
  ///
  /// @param normType the p of the norm; infinity for the greatest size of an element
  /// @param errorIfNonfinite refuses a norm that is NaN or infinite
  /// @throws IllegalStateException if the norm is not finite and that is refused; no gradient has
  ///   changed then
  public static double clipGradNorm(
      Iterable<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    List<Tensor> gradients = gradients(parameters);
    try (var _ = Autograd.noGrad()) {
      double norm = norm(gradients, normType);
      if (errorIfNonfinite && !Double.isFinite(norm)) {
        throw new IllegalStateException(
            "clipGradNorm: the norm of the gradients is %s, so they cannot be scaled; look for the fault with Autograd.detectAnomaly(true), or lower the learning rate"
                .formatted(norm));
      }
      double factor = maxNorm / (norm + AGAINST_ZERO);
      if (!(factor >= 1)) {
        gradients.forEach(gradient -> gradient.mul_(factor));
      }
      return norm;
    }
  }

  /// The norm of the gradients, taken as one vector. Like `get_total_norm` of them.
  public static double gradNorm(Iterable<Tensor> parameters) {
    return Autograd.noGrad(() -> norm(gradients(parameters), 2));
  }

  private static double norm(List<Tensor> gradients, double p) {
    if (gradients.isEmpty()) {
      return 0;
    }
    Tensor[] norms =
        gradients.stream().map(g -> g.detach().norm(p).reshape(1)).toArray(Tensor[]::new);
    return Tensor.cat(0, norms).norm(p).item();
  }

  /// Moves every element of the gradients that lies outside `±clipValue` to the nearer bound. Like
  /// `clip_grad_value_`.
  ///
  /// @throws IllegalArgumentException if `clipValue` is negative
  public static void clipGradValue(Iterable<Tensor> parameters, double clipValue) {
    if (!(clipValue >= 0)) {
      throw new IllegalArgumentException(
          "clipGradValue: the bound is %s; it must be at least 0".formatted(clipValue));
    }
    try (var _ = Autograd.noGrad()) {
      gradients(parameters).forEach(gradient -> gradient.clamp_(-clipValue, clipValue));
    }
  }

  private static List<Tensor> gradients(Iterable<Tensor> parameters) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor parameter : parameters) {
      Tensor gradient = Access.gradient(parameter);
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    return gradients;
  }

  /// All elements of the parameters, one after the other, in one vector; recorded. Like
  /// `parameters_to_vector`.
  public static Tensor parametersToVector(Iterable<Tensor> parameters) {
    List<Tensor> flat = new ArrayList<>();
    parameters.forEach(parameter -> flat.add(parameter.reshape(-1)));
    return Tensor.cat(0, flat.toArray(Tensor[]::new));
  }

  /// Copies the elements of `vector` into the parameters, in their order. Like
  /// `vector_to_parameters`.
  ///
  /// @throws ShapeException if the vector has not as many elements as the parameters together
  public static void vectorToParameters(Tensor vector, Iterable<Tensor> parameters) {
    int count = count(parameters);
    if (vector.dim() != 1 || vector.numel() != count) {
      throw new ShapeException(
          "vectorToParameters: a tensor of shape %s for parameters with %d elements; give a vector"
              + " [%d]",
          vector.shape(), count, count);
    }
    try (var _ = Autograd.noGrad()) {
      int start = 0;
      for (Tensor parameter : parameters) {
        Tensor part = vector.narrow(0, start, parameter.numel());
        parameter.copy_(part.reshape(parameter.shape().toArray()));
        start += parameter.numel();
      }
    }
  }

  /// The number of elements of all parameters together.
  public static int count(Iterable<Tensor> parameters) {
    int count = 0;
    for (Tensor parameter : parameters) {
      count += parameter.numel();
    }
    return count;
  }
}
