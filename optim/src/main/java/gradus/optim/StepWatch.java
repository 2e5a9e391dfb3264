package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Watches what a step does to each parameter: the norm of its gradient, and by which part of
/// itself it moves. About a thousandth is a good part; far less learns nothing, far more is noise.
///
/// ```java
/// var watch = new StepWatch(Map.of("weight", weight, "bias", bias));
/// for (var reading : watch.around(optimizer::step)) {
///   LOG.info("{}: update {} of the weights", reading.name(), reading.updateRatio());
/// }
/// ```
public final class StepWatch {
  private final Map<String, Tensor> parameters;

  /// Watches these parameters, in the order of the map.
  public StepWatch(Map<String, Tensor> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
  }

  /// Watches these parameters, named by their numbers.
  public StepWatch(Iterable<Tensor> parameters) {
    this.parameters = new LinkedHashMap<>();
    parameters.forEach(
        parameter -> this.parameters.put(String.valueOf(this.parameters.size()), parameter));
  }

  /// What was seen of one parameter, or of several together.
  ///
  /// @param name the parameter's name
  /// @param gradientNorm the norm of its gradient before the step; 0 if it has none
  /// @param parameterNorm its norm before the step
  /// @param updateNorm the norm of the way that it moved
  public record Reading(String name, double gradientNorm, double parameterNorm, double updateNorm) {
    /// The way that it moved as a part of its norm; infinite for a parameter that was 0.
    public double updateRatio() {
      return updateNorm / parameterNorm;
    }

    /// All parameters as one, under the name `total`.
    public static Reading total(List<Reading> readings) {
      double gradient = 0;
      double parameter = 0;
      double update = 0;
      for (Reading reading : readings) {
        gradient = Math.hypot(gradient, reading.gradientNorm);
        parameter = Math.hypot(parameter, reading.parameterNorm);
        update = Math.hypot(update, reading.updateNorm);
      }
      return new Reading("total", gradient, parameter, update);
    }
  }

  /// Runs `step`, such as `optimizer::step`, and tells what it did to each parameter.
  public List<Reading> around(Runnable step) {
    List<Tensor> before = new ArrayList<>();
    List<Double> gradients = new ArrayList<>();
    for (Tensor parameter : parameters.values()) {
      before.add(parameter.detach().clone());
      gradients.add(gradientNorm(List.of(parameter)));
    }
    step.run();
    List<Reading> readings = new ArrayList<>();
    try (var _ = noGrad()) {
      parameters.forEach((name, parameter) -> {
        int i = readings.size();
        readings.add(
            new Reading(
                name, gradients.get(i), norm(before.get(i)), norm(parameter.sub(before.get(i)))));
      });
    }
    return readings;
  }

  /// The norm of the gradients of all `parameters` together; those that have none count as 0. Like
  /// what `torch.nn.utils.get_total_norm` gives for the gradients.
  public static double gradientNorm(Iterable<Tensor> parameters) {
    double norm = 0;
    for (Tensor parameter : parameters) {
      Tensor gradient = Access.gradient(parameter);
      if (gradient != null) {
        norm = Math.hypot(norm, norm(gradient.detach()));
      }
    }
    return norm;
  }

  private static double norm(Tensor x) {
    return x.square().sum().sqrt().item();
  }
}
