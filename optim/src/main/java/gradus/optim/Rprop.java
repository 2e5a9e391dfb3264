package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleAdaptiveSteps;
import gradus.autograd.kernel.FloatAdaptiveSteps;
import java.util.List;

/// Rprop: looks only at the signs of the gradient; every coordinate has a step size that grows
/// while the sign stays and shrinks when it changes. For whole batches. Like `torch.optim.Rprop`.
///
/// ```
/// g gᵖ > 0:  d = min(d eta2, most)
/// g gᵖ < 0:  d = max(d eta1, least),  g = 0
/// p = p - d sign(g),  gᵖ = g                   d begins at lr
/// ```
///
/// ```java
/// var optimizer = new Rprop(List.of(weight, bias), Rprop.lr(0.01).stepSizes(1e-6, 1));
/// ```
///
/// M. Riedmiller, H. Braun, *A direct adaptive method for faster backpropagation learning: the
/// RPROP algorithm*, 1993.
public final class Rprop extends PerParameterOptimizer<Rprop.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Rprop(Iterable<Tensor> parameters) {
    this(parameters, lr(0.01));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Rprop(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Rprop(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Rprop ofGroups(List<ParamGroup<Options>> groups) {
    return new Rprop(groups);
  }

  /// Rprop whose steps begin with this size, with factors 0.5 and 1.2 and sizes from 1e-6 to 50.
  public static Options lr(double lr) {
    return new Options(lr, 0.5, 1.2, 1e-6, 50, false);
  }

  /// The options of [Rprop].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param eta1 the factor of a step size when the sign changes, between 0 and 1
  /// @param eta2 the factor of a step size while the sign stays, greater than 1
  /// @param leastStep the least step size
  /// @param mostStep the greatest step size
  /// @param maximize goes up instead of down
  public record Options(
      double lr, double eta1, double eta2, double leastStep, double mostStep, boolean maximize)
      implements gradus.optim.Options<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Rprop")
          .notNegative("lr", lr)
          .require(eta1 > 0 && eta1 < 1, "eta1", eta1, "must be between 0 and 1, such as 0.5")
          .require(eta2 > 1, "eta2", eta2, "must be greater than 1, such as 1.2")
          .notNegative("leastStep", leastStep)
          .require(
              mostStep >= leastStep,
              "mostStep",
              mostStep,
              "must not be less than leastStep = " + leastStep);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, eta1, eta2, leastStep, mostStep, maximize);
    }

    /// The same options with other etas.
    public Options etas(double eta1, double eta2) {
      return new Options(lr, eta1, eta2, leastStep, mostStep, maximize);
    }

    /// The same options with other stepSizes.
    public Options stepSizes(double leastStep, double mostStep) {
      return new Options(lr, eta1, eta2, leastStep, mostStep, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, eta1, eta2, leastStep, mostStep, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Sizes(parameter.zerosLike(), parameter.zerosLike().add(options.lr()));
  }

  /// The gradient of the step before, and the step sizes.
  record Sizes(Tensor previous, Tensor size) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdaptiveSteps.rprop(
            floats(p),
            floats(previous),
            floats(size),
            floats(g),
            0,
            n,
            sign,
            o.eta1(),
            o.eta2(),
            o.leastStep(),
            o.mostStep());
      } else {
        DoubleAdaptiveSteps.rprop(
            doubles(p),
            doubles(previous),
            doubles(size),
            doubles(g),
            0,
            n,
            sign,
            o.eta1(),
            o.eta2(),
            o.leastStep(),
            o.mostStep());
      }
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("prev", previous).put("step_size", size);
    }
  }
}
