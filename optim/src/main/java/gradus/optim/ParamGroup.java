package gradus.optim;

import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Parameters that an optimizer moves with the same options.
///
/// ```java
/// var head = group(List.of(weight, bias), SGD.lr(0.01));
/// head.options(head.options().momentum(0.5)); // from now on
/// ```
///
/// @param <O> the options of the optimizer
public final class ParamGroup<O extends Options<O>> {
  private final List<Tensor> parameters;
  private O options;

  /// The learning rate before any schedule changed it; NaN while there is no schedule.
  private double initialLr = Double.NaN;

  private ParamGroup(List<Tensor> parameters, O options) {
    this.parameters = parameters;
    this.options = options;
  }

  /// Parameters with their options.
  ///
  /// @throws IllegalArgumentException if there are none, or if the options contradict each other
  public static <O extends Options<O>> ParamGroup<O> group(Iterable<Tensor> parameters, O options) {
    List<Tensor> list = new ArrayList<>();
    parameters.forEach(list::add);
    if (list.isEmpty()) {
      throw new IllegalArgumentException(
          "group: there are no parameters; give at least one tensor, such as net.parameters()");
    }
    options.check();
    return new ParamGroup<>(List.copyOf(list), options);
  }

  /// The parameters, in order; the list cannot be changed.
  public List<Tensor> parameters() {
    return parameters;
  }

  /// The options that the next step uses.
  public O options() {
    return options;
  }

  /// Sets the options from the next step on.
  ///
  /// @throws IllegalArgumentException if they contradict each other
  public void options(O options) {
    options.check();
    this.options = options;
  }

  /// The learning rate that the next step uses.
  public double lr() {
    return options.lr();
  }

  /// Sets the learning rate from the next step on.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  public void lr(double lr) {
    options(options.lr(lr));
  }

  boolean hasMomentum() {
    return options instanceof MomentumOptions<?>;
  }

  double momentum() {
    return ((MomentumOptions<?>) options).momentum();
  }

  @SuppressWarnings("unchecked") // options that have a momentum give options of their own type
  void momentum(double momentum) {
    options(((MomentumOptions<O>) options).momentum(momentum));
  }

  double initialLr() {
    return initialLr;
  }

  void initialLr(double lr) {
    initialLr = lr;
  }

  /// The number of parameters and the options.
  @Override
  public String toString() {
    int count = parameters.size();
    return "%d parameter%s, %s".formatted(count, count == 1 ? "" : "s", options);
  }
}
