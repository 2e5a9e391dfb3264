package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleAdamSteps;
import gradus.autograd.kernel.FloatAdamSteps;
import gradus.autograd.kernel.Parallel;
import java.util.List;

/// The running means that Adam keeps of a gradient and of its square.
///
/// @param greatest the greatest second moment so far; null without amsgrad
record Moments<O extends AdamOptions<O>>(Tensor first, Tensor second, Tensor greatest)
    implements Memory<O> {
  /// How many cheap elements the update of a parameter is worth.
  private static final int DEAR = 4;

  static <O extends AdamOptions<O>> Moments<O> of(Tensor parameter, O options) {
    return new Moments<>(
        parameter.zerosLike(),
        parameter.zerosLike(),
        options.amsgrad() ? parameter.zerosLike() : null);
  }

  @Override
  public void update(Tensor p, Tensor g, O o, long t) {
    double sign = o.maximize() ? -1 : 1;
    double decay = o.decoupledWeightDecay() ? 0 : o.weightDecay();
    double shrink = o.decoupledWeightDecay() ? 1 - o.lr() * o.weightDecay() : 1;
    double lr = o.lr() / (1 - Math.pow(o.beta1(), t));
    double scale = Math.sqrt(1 - Math.pow(o.beta2(), t));
    Parallel.parts(
        p.numel(),
        DEAR,
        (from, to) -> {
          if (o.amsgrad()) {
            amsgrad(p, g, o, from, to, sign, decay, shrink, lr, scale);
          } else {
            adam(p, g, o, from, to, sign, decay, shrink, lr, scale);
          }
        });
  }

  private void adam(
      Tensor p,
      Tensor g,
      O o,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double lr,
      double scale) {
    if (p.dtype() == FLOAT32) {
      FloatAdamSteps.adam(
          floats(p),
          floats(first),
          floats(second),
          floats(g),
          from,
          to,
          sign,
          decay,
          shrink,
          o.beta1(),
          o.beta2(),
          lr,
          scale,
          o.eps());
    } else {
      DoubleAdamSteps.adam(
          doubles(p),
          doubles(first),
          doubles(second),
          doubles(g),
          from,
          to,
          sign,
          decay,
          shrink,
          o.beta1(),
          o.beta2(),
          lr,
          scale,
          o.eps());
    }
  }

  private void amsgrad(
      Tensor p,
      Tensor g,
      O o,
      int from,
      int to,
      double sign,
      double decay,
      double shrink,
      double lr,
      double scale) {
    if (p.dtype() == FLOAT32) {
      FloatAdamSteps.amsgrad(
          floats(p),
          floats(first),
          floats(second),
          floats(greatest),
          floats(g),
          from,
          to,
          sign,
          decay,
          shrink,
          o.beta1(),
          o.beta2(),
          lr,
          scale,
          o.eps());
    } else {
      DoubleAdamSteps.amsgrad(
          doubles(p),
          doubles(first),
          doubles(second),
          doubles(greatest),
          doubles(g),
          from,
          to,
          sign,
          decay,
          shrink,
          o.beta1(),
          o.beta2(),
          lr,
          scale,
          o.eps());
    }
  }

  /// Of an `eps` that is not tiny, the root of a subnormal second moment changes no digit.
  @Override
  public List<Tensor> fading(O options) {
    return options.eps() > 1e-10 ? List.of(first, second) : List.of(first);
  }

  @Override
  public StateDict tensors() {
    StateDict state = new StateDict().put("exp_avg", first).put("exp_avg_sq", second);
    return greatest == null ? state : state.put("max_exp_avg_sq", greatest);
  }

  @Override
  public boolean suits(O options) {
    return options.amsgrad() == (greatest != null);
  }
}
