package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleMomentumSteps;
import gradus.autograd.kernel.FloatMomentumSteps;
import java.util.List;

/// Stochastic gradient descent, with momentum if wanted. Like `torch.optim.SGD`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// v = momentum v + (1 - dampening) g        the first step sets v = g
/// p = p - lr v                              with nesterov: p - lr (g + momentum v)
/// ```
///
/// Without momentum, `v` is `g`. This is the heavy ball, in which the gradient enters whole; see
/// [EmaMomentum] for the form `v = βv + (1 - β) g`, whose steps are `1 - β` times as long.
///
/// ```java
/// var optimizer = new SGD(List.of(weight, bias), SGD.lr(0.1).momentum(0.9).nesterov(true));
/// ```
///
/// Momentum: B. Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964;
/// Nesterov's form as in I. Sutskever et al., *On the importance of initialization and momentum in
/// deep learning*, 2013.
public final class SGD extends PerParameterOptimizer<SGD.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public SGD(Iterable<Tensor> parameters) {
    this(parameters, lr(0.001));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public SGD(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private SGD(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static SGD ofGroups(List<ParamGroup<Options>> groups) {
    return new SGD(groups);
  }

  /// Plain gradient descent with this learning rate.
  public static Options lr(double lr) {
    return new Options(lr, 0, 0, 0, false, false);
  }

  /// The options of [SGD].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param momentum how much of the velocity is kept, 0 or more; 0 keeps no velocity
  /// @param dampening the part of the gradient that does not enter the velocity
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param nesterov looks ahead along the velocity; needs a momentum and no dampening
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses single values out of range.
    public Options {
      new Check("SGD")
          .notNegative("lr", lr)
          .notNegative("momentum", momentum)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public void check() {
      new Check("SGD")
          .require(
              !nesterov || momentum > 0 && dampening == 0,
              "nesterov",
              true,
              "needs a momentum greater than 0 and no dampening, but momentum is %s and dampening %s; set momentum(0.9).dampening(0)"
                  .formatted(momentum, dampening));
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    @Override
    public Options momentum(double momentum) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /// The same options with another dampening.
    public Options dampening(double dampening) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /// The same options with Nesterov's form of momentum or without.
    public Options nesterov(boolean nesterov) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return options.momentum() == 0 ? new Plain() : new Velocity(parameter.zerosLike());
  }

  /// Without momentum nothing is remembered.
  record Plain() implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatMomentumSteps.descend(floats(p), floats(g), 0, n, sign, o.weightDecay(), o.lr());
      } else {
        DoubleMomentumSteps.descend(doubles(p), doubles(g), 0, n, sign, o.weightDecay(), o.lr());
      }
    }

    @Override
    public boolean suits(Options options) {
      return options.momentum() == 0;
    }
  }

  /// The velocity: a decaying sum of the gradients so far.
  record Velocity(Tensor velocity) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      int n = p.numel();
      double sign = o.maximize() ? -1 : 1;
      double take = t == 1 ? 1 : 1 - o.dampening();
      double along = o.nesterov() ? o.momentum() : 1;
      double ahead = o.nesterov() ? 1 : 0;
      Tensor v = velocity;
      if (p.dtype() == FLOAT32) {
        FloatMomentumSteps.momentum(
            floats(p),
            floats(v),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.momentum(),
            take,
            along,
            ahead,
            o.lr());
      } else {
        DoubleMomentumSteps.momentum(
            doubles(p),
            doubles(v),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.momentum(),
            take,
            along,
            ahead,
            o.lr());
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(velocity);
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("momentum_buffer", velocity);
    }

    @Override
    public boolean suits(Options options) {
      return options.momentum() != 0;
    }
  }
}
