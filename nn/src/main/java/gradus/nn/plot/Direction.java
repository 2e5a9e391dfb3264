package gradus.nn.plot;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;

/// A direction in the space of a network's parameters: for each, by how much it changes along it.
///
/// @param steps a tensor of the parameter's shape for each name
public record Direction(Map<String, Tensor> steps) {

  /// Makes a direction of these steps.
  public Direction {
    steps = Map.copyOf(steps);
  }

  /// A random direction whose every filter is as long as that of the network: what goes into one
  /// neuron, or makes one channel, is a row of normally distributed numbers, scaled to the length
  /// of that row of weights. Without that, a network with large weights would look flatter than the
  /// same one with small weights. Parameters of one dimension, such as biases, stay as they are.
  ///
  /// Source: Li, Xu, Taylor, Studer and Goldstein, *Visualizing the Loss Landscape of Neural Nets*,
  /// 2018, section 4 ("filter normalization").
  public static Direction random(Block net) {
    Map<String, Tensor> steps = new LinkedHashMap<>();
    net.namedParameters().forEach((name, weight) -> steps.put(name, likeTheFilters(weight)));
    return new Direction(steps);
  }

  private static Tensor likeTheFilters(Tensor weight) {
    if (weight.dim() < 2) {
      return Tensor.zeros(weight.dtype(), weight.shape().toArray());
    }
    Tensor rows = weight.detach().flatten(1);
    Tensor random = Tensor.randn(weight.dtype(), rows.shape().toArray());
    Tensor scale = rows.norm(2, 1, true).div(random.norm(2, 1, true));
    return random.mul(scale).reshape(weight.shape().toArray());
  }

  /// The direction from the network's present parameters to those of `state`, whose full length is
  /// the way there.
  ///
  /// @throws IllegalArgumentException if `state` lacks a parameter
  public static Direction towards(Block net, StateDict state) {
    Map<String, Tensor> steps = new LinkedHashMap<>();
    net.namedParameters()
        .forEach((name, weight) ->
            steps.put(name, Autograd.noGrad(() -> state.tensor(name).sub(weight))));
    return new Direction(steps);
  }

  /// The sum of the products of all elements with those of `other`.
  double dot(Direction other) {
    double sum = 0;
    for (var step : steps.entrySet()) {
      Tensor product = step.getValue().to(DType.FLOAT64).mul(other.steps.get(step.getKey()));
      sum += product.sum().item();
    }
    return sum;
  }
}
