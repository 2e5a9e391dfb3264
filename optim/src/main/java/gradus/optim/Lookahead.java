package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Lookahead: another optimizer runs ahead for `k` steps, then slow weights follow it part of the
/// way and it goes on from them.
///
/// ```
/// θ = k steps of the other optimizer, from φ
/// φ = φ + alpha (θ - φ),  θ = φ
/// ```
///
/// ```java
/// var optimizer = new Lookahead<>(new Adam(List.of(weight, bias), Adam.lr(0.01)), 5, 0.5);
/// ```
///
/// Groups and options are the other optimizer's. M. Zhang, J. Lucas, G. Hinton, J. Ba, *Lookahead
/// optimizer: k steps forward, 1 step back*, 2019 (arXiv:1907.08610). Not in `torch.optim`.
///
/// @param <O> the options of the other optimizer
public final class Lookahead<O extends Options<O>> extends Optimizer<O> {
  private final Optimizer<O> fast;
  private final int k;
  private final double alpha;
  private final Map<Tensor, Tensor> slow = new IdentityHashMap<>();
  private long ahead;

  /// Follows `fast`, which then should be stepped through this alone.
  ///
  /// @param k the number of steps ahead, at least 1
  /// @param alpha the part of the way that the slow weights follow, in (0, 1]
  /// @throws IllegalArgumentException if a number is out of range
  public Lookahead(Optimizer<O> fast, int k, double alpha) {
    super(fast.groups());
    new Check("Lookahead")
        .require(k >= 1, "k", k, "must be 1 or more")
        .require(alpha > 0 && alpha <= 1, "alpha", alpha, "must be above 0 and at most 1");
    this.fast = fast;
    this.k = k;
    this.alpha = alpha;
  }

  @Override
  public void step() {
    rememberSlow();
    fast.step();
    follow();
  }

  @Override
  public Tensor step(Supplier<Tensor> closure) {
    rememberSlow();
    Tensor loss = fast.step(closure);
    follow();
    return loss;
  }

  @Override
  boolean needsClosure() {
    return fast.needsClosure();
  }

  @Override
  public void addParamGroup(ParamGroup<O> group) {
    fast.addParamGroup(group);
    super.addParamGroup(group);
  }

  private void rememberSlow() {
    for (Tensor parameter : parameters()) {
      slow.computeIfAbsent(parameter, p -> p.detach().clone());
    }
  }

  private void follow() {
    countStep();
    if (++ahead < k) {
      return;
    }
    ahead = 0;
    try (var _ = noGrad()) {
      slow.forEach((parameter, weights) -> {
        weights.lerp_(parameter, alpha);
        parameter.copy_(weights);
      });
    }
  }

  // ---- saving and continuing ----

  @Override
  void saveMemory(StateDict state) {
    fast.saveMemory(state);
    state.put("lookahead.step", ahead);
    List<Tensor> parameters = parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor weights = slow.get(parameters.get(i));
      if (weights != null) {
        state.put("lookahead.slow." + i, weights);
      }
    }
  }

  @Override
  void loadMemory(StateDict state, List<O> options) {
    long loadedAhead = state.whole("lookahead.step");
    List<Tensor> parameters = parameters();
    Map<Tensor, Tensor> loaded = new IdentityHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      String name = "lookahead.slow." + i;
      if (state.has(name)) {
        loaded.put(
            parameters.get(i),
            Elements.copyOf(state.tensor(name), parameters.get(i), name(), name));
      }
    }
    fast.loadMemory(state, options);
    ahead = loadedAhead;
    slow.clear();
    slow.putAll(loaded);
  }
}
