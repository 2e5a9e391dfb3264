package gradus.optim;

import static gradus.autograd.Autograd.enableGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Moves parameters along their gradients.
///
/// ```java
/// var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
/// for (int i = 0; i < 25; i++) {
///   optimizer.zeroGrad();
///   theta.square().sum().backward();
///   optimizer.step();
/// }
/// ```
///
/// Parameters stand in groups, each with options of its own. A parameter without a gradient is left
/// as it is. `b.loadStateDict(a.stateDict())` makes `b`, an optimizer of the same kind over
/// parameters of the same shapes, go on exactly as `a` would.
///
/// An optimizer of one's own extends [PerParameterOptimizer].
///
/// @param <O> the options
public abstract sealed class Optimizer<O extends Options<O>> implements Stateful
    permits PerParameterOptimizer, LBFGS, Lookahead, SAM {
  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private long steps;
  private boolean warned;

  Optimizer(List<ParamGroup<O>> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          name() + ": there are no parameter groups; give at least one group(parameters, options)");
    }
    groups.forEach(this::join);
  }

  /// Moves every parameter that has a gradient.
  public abstract void step();

  /// Computes the loss and its gradients with `closure`, then takes a step; gives that loss.
  ///
  /// @param closure clears the gradients, computes the loss, calls `backward()` and gives the loss
  public Tensor step(Supplier<Tensor> closure) {
    Tensor loss = evaluate(closure);
    step();
    return loss;
  }

  static Tensor evaluate(Supplier<Tensor> closure) {
    try (var _ = enableGrad()) {
      return closure.get();
    }
  }

  /// Clears the gradients, computes the loss and its gradients, and gives the loss.
  final Tensor differentiate(Supplier<Tensor> loss) {
    zeroGrad();
    Tensor value = loss.get();
    value.backward();
    return value;
  }

  /// Tells whether there is no [#step()], because a step evaluates the loss itself.
  boolean needsClosure() {
    return false;
  }

  /// Takes the gradients of all parameters away.
  public void zeroGrad() {
    for (ParamGroup<O> group : groups) {
      for (Tensor parameter : group.parameters()) {
        parameter.zeroGrad();
      }
    }
  }

  /// The groups, in order; the list cannot be changed.
  public List<ParamGroup<O>> groups() {
    return Collections.unmodifiableList(groups);
  }

  /// Adds parameters with options of their own, moved from the next step on.
  ///
  /// @throws IllegalArgumentException if one of them is here already, stands twice in the group, or
  ///   was computed by a recorded operation
  public void addParamGroup(ParamGroup<O> group) {
    join(group);
  }

  private void join(ParamGroup<O> group) {
    Set<Tensor> added = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < group.parameters().size(); i++) {
      Tensor parameter = group.parameters().get(i);
      String which =
          "parameter %d of group %d, of shape %s,".formatted(i, groups.size(), parameter.shape());
      requireMovable(parameter, which);
      if (known.contains(parameter) || !added.add(parameter)) {
        throw new IllegalArgumentException(
            "%s: %s was given twice; every parameter must stand in one group once"
                .formatted(name(), which));
      }
    }
    known.addAll(added);
    groups.add(group);
  }

  /// Refuses what this optimizer could not move.
  void requireMovable(Tensor parameter, String which) {
    if (!parameter.isLeaf()) {
      throw new IllegalArgumentException(
          "%s: %s was computed by %s, so no gradient stays in it; give the leaf that it was computed from, or x.detach().requiresGrad(true)"
              .formatted(name(), which, parameter.gradFn().name()));
    }
  }

  /// All parameters, group by group.
  final List<Tensor> parameters() {
    List<Tensor> all = new ArrayList<>();
    groups.forEach(group -> all.addAll(group.parameters()));
    return all;
  }

  /// How often [#step()] was called.
  final long steps() {
    return steps;
  }

  final void countStep() {
    steps++;
  }

  /// Tells whether no schedule has warned yet that it was stepped before this.
  final boolean warnOnce() {
    boolean first = !warned;
    warned = true;
    return first;
  }

  /// The name in messages: that of the class.
  final String name() {
    return getClass().getSimpleName();
  }

  // ---- saving and continuing ----

  /// What the optimizer remembers of each parameter, as `state.0.momentum_buffer`, numbered through
  /// all groups, and the options of each group, as `param_groups.0.lr`.
  @Override
  public StateDict stateDict() {
    StateDict state = new StateDict();
    saveMemory(state);
    int first = 0;
    for (int i = 0; i < groups.size(); i++) {
      ParamGroup<O> group = groups.get(i);
      String prefix = "param_groups." + i + ".";
      state.putAll(prefix, OptionRecord.save(group.options()));
      if (!Double.isNaN(group.initialLr())) {
        state.put(prefix + "initialLr", group.initialLr());
      }
      int end = first + group.parameters().size();
      state.put(prefix + "params", Tensor.arange(first, end, 1));
      first = end;
    }
    return state;
  }

  @Override
  public void loadStateDict(StateDict state) {
    requireGroups(state);
    List<O> options = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      O old = groups.get(i).options();
      StateDict saved = state.under("param_groups." + i + ".");
      requireSameKind(OptionRecord.missing(old, saved), i);
      O loaded = OptionRecord.load(old, saved);
      loaded.check();
      options.add(loaded);
    }
    loadMemory(state, options);
    for (int i = 0; i < groups.size(); i++) {
      String initial = "param_groups." + i + ".initialLr";
      groups.get(i).options(options.get(i));
      groups.get(i).initialLr(state.has(initial) ? state.number(initial) : Double.NaN);
    }
  }

  private void requireSameKind(List<String> missing, int group) {
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: group %d of the state has no %s, so another kind of optimizer wrote it; load it into one of that kind, or begin anew without it"
              .formatted(name(), group, String.join(", ", missing)));
    }
  }

  private void requireGroups(StateDict state) {
    long saved =
        state.names().stream().filter(n -> n.matches("param_groups\\.\\d+\\.params")).count();
    if (saved != groups.size()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: the state has %d parameter groups, this optimizer %d; make it with the same groups first"
              .formatted(name(), saved, groups.size()));
    }
    for (int i = 0; i < groups.size(); i++) {
      int count = state.tensor("param_groups." + i + ".params").numel();
      if (count != groups.get(i).parameters().size()) {
        throw new IllegalArgumentException(
            "%s.loadStateDict: group %d has %d parameters in the state and %d here; they must be the same parameters in the same order"
                .formatted(name(), i, count, groups.get(i).parameters().size()));
      }
    }
  }

  /// Adds what is remembered besides the options.
  abstract void saveMemory(StateDict state);

  /// Takes over what [#saveMemory] wrote; nothing has changed when this throws.
  ///
  /// @param options the options that the groups will have
  abstract void loadMemory(StateDict state, List<O> options);

  /// The groups with their options.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name()).append("(\n");
    for (int i = 0; i < groups.size(); i++) {
      text.append("  group %d: %s\n".formatted(i, groups.get(i)));
    }
    return text.append(")").toString();
  }
}
