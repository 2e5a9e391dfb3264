package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.List;
import java.util.function.Supplier;

/// Sharpness-aware minimization: takes the gradient at the worst place nearby, and lets another
/// optimizer step along it, so that flat valleys are preferred to sharp ones.
///
/// ```
/// e = rho g / ‖g‖                             the norm is over all parameters
/// g = ∇f(p + e)
/// p = a step of the other optimizer from p along g
/// ```
///
/// With `adaptive`, `e = rho p² g / ‖p g‖`: the neighbourhood is measured in the parameters' own
/// size. A step evaluates the loss twice, so there is only [#step(Supplier)].
///
/// ```java
/// var optimizer = new SAM<>(new SGD(List.of(weight, bias), SGD.lr(0.1).momentum(0.9)), 0.05);
/// ```
///
/// Groups and options are the other optimizer's. P. Foret et al., *Sharpness-aware minimization for
/// efficiently improving generalization*, 2021 (arXiv:2010.01412); adaptive: J. Kwon et al.,
/// *ASAM*, 2021 (arXiv:2102.11600). Not in `torch.optim`.
///
/// @param <O> the options of the other optimizer
public final class SAM<O extends Options<O>> extends Optimizer<O> {
  /// Keeps the divisor away from 0 where all gradients are 0.
  private static final double EPS = 1e-12;

  private final Optimizer<O> base;
  private final double rho;
  private final boolean adaptive;

  /// Steps with `base`, which then should be stepped through this alone.
  ///
  /// @param rho the radius of the neighbourhood, 0 or more
  /// @throws IllegalArgumentException if `rho` is out of range, or if `base` needs a closure itself
  public SAM(Optimizer<O> base, double rho) {
    this(base, rho, false);
  }

  /// Steps with `base`, which then should be stepped through this alone.
  ///
  /// @param rho the radius of the neighbourhood, 0 or more
  /// @param adaptive measures the neighbourhood in the size of the parameters
  /// @throws IllegalArgumentException if `rho` is out of range, or if `base` needs a closure itself
  public SAM(Optimizer<O> base, double rho, boolean adaptive) {
    super(base.groups());
    new Check("SAM")
        .notNegative("rho", rho)
        .require(
            !base.needsClosure(),
            "base",
            base.name(),
            "evaluates the loss itself; give an optimizer that has step(), such as SGD");
    this.base = base;
    this.rho = rho;
    this.adaptive = adaptive;
  }

  @Override
  boolean needsClosure() {
    return true;
  }

  /// Refused: a step evaluates the loss twice.
  ///
  /// @throws UnsupportedOperationException always
  @Override
  public void step() {
    throw new UnsupportedOperationException(
        "SAM.step: a step evaluates the loss twice; use step(closure) with a closure that clears"
            + " the gradients, computes the loss, calls backward() and gives the loss");
  }

  /// Takes a step; gives the loss at the place where the parameters were.
  @Override
  public Tensor step(Supplier<Tensor> closure) {
    countStep();
    Tensor loss = evaluate(closure);
    List<Tensor> moved = parameters().stream().filter(p -> Access.gradient(p) != null).toList();
    List<Tensor> places = moved.stream().map(p -> p.detach().clone()).toList();
    noGrad(() -> climb(moved));
    evaluate(closure);
    noGrad(() -> goBack(moved, places));
    base.step();
    return loss;
  }

  private void climb(List<Tensor> parameters) {
    double sum = 0;
    for (Tensor parameter : parameters) {
      sum += scaled(parameter).square().sum().item();
    }
    double length = rho / (Math.sqrt(sum) + EPS);
    for (Tensor parameter : parameters) {
      Tensor along = scaled(parameter);
      parameter.add_((adaptive ? along.mul(parameter.abs()) : along).mul(length));
    }
  }

  private Tensor scaled(Tensor parameter) {
    Tensor gradient = Access.gradient(parameter).detach();
    return adaptive ? gradient.mul(parameter.abs()) : gradient;
  }

  private static void goBack(List<Tensor> parameters, List<Tensor> places) {
    for (int i = 0; i < places.size(); i++) {
      parameters.get(i).copy_(places.get(i));
    }
  }

  @Override
  public void addParamGroup(ParamGroup<O> group) {
    base.addParamGroup(group);
    super.addParamGroup(group);
  }

  @Override
  void saveMemory(StateDict state) {
    base.saveMemory(state);
  }

  @Override
  void loadMemory(StateDict state, List<O> options) {
    base.loadMemory(state, options);
  }
}
