package gradus.optim.lab;

import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A loss to descend: a function of one tensor, where to start, and how low it goes.
///
/// ```java
/// Problem.of("mine", x -> x.sub(1).square().square().sum(), Tensor.of(FLOAT64, 3, -2)).minimum(0);
/// ```
///
/// @param name what it is called in results
/// @param losses gives the loss that a run descends. A loss that draws random numbers is made anew
///   for every run, so that all runs see the same ones.
/// @param value what counts as the result: the loss, without its noise if it has any
/// @param minimum the least value; NaN if it is not known
/// @param minima where it is reached; none if that is not known
/// @param starts where runs start, all of one shape
public record Problem(
    String name,
    Supplier<UnaryOperator<Tensor>> losses,
    UnaryOperator<Tensor> value,
    double minimum,
    List<Tensor> minima,
    List<Tensor> starts) {
  /// Refuses a problem without a start.
  public Problem {
    minima = List.copyOf(minima);
    starts = List.copyOf(starts);
    if (starts.isEmpty()) {
      throw new IllegalArgumentException(
          "Problem: %s has no start; give at least one tensor to start from".formatted(name));
    }
  }

  /// A loss without noise, whose minimum is not known.
  public static Problem of(String name, UnaryOperator<Tensor> loss, Tensor... starts) {
    return new Problem(name, () -> loss, loss, Double.NaN, List.of(), List.of(starts));
  }

  /// The same problem with its least value.
  public Problem minimum(double minimum) {
    return new Problem(name, losses, value, minimum, minima, starts);
  }

  /// The same problem with the places where the least value is reached.
  public Problem minima(Tensor... minima) {
    return new Problem(name, losses, value, minimum, List.of(minima), starts);
  }

  /// The same problem with other starts.
  public Problem starts(Tensor... starts) {
    return new Problem(name, losses, value, minimum, minima, List.of(starts));
  }

  /// The name.
  @Override
  public String toString() {
    return name;
  }
}
