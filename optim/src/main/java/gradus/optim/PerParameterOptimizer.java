package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// An optimizer that moves every parameter by its own gradient and its own memory alone. A subclass
/// says what is remembered of a parameter; the memory knows how to move it:
///
/// ```java
/// final class SignDescent extends PerParameterOptimizer<SGD.Options> {
///   SignDescent(Iterable<Tensor> parameters, SGD.Options options) {
///     super(List.of(group(parameters, options)));
///   }
///
///   @Override protected Memory<SGD.Options> begin(Tensor parameter, SGD.Options options) {
///     return new Nothing();
///   }
///
///   record Nothing() implements Memory<SGD.Options> {
///     public void update(Tensor p, Tensor gradient, SGD.Options options, long t) {
///       p.sub_(gradient.sign().mul(options.lr()));
///     }
///   }
/// }
/// ```
///
/// @param <O> the options
public abstract non-sealed class PerParameterOptimizer<O extends Options<O>> extends Optimizer<O> {
  /// How many steps apart what has faded is set to 0: rare enough to cost nothing.
  private static final int STEPS_OF_FADING = 64;

  private final Map<Tensor, Slot<O>> slots = new IdentityHashMap<>();

  /// Whether the memories are the library's own, which keep no gradient that they are given.
  private final boolean ours = getClass().getPackageName().equals("gradus.optim");

  /// A parameter's memory and the number of steps since it began.
  private static final class Slot<O> {
    Memory<O> memory;
    long steps;
  }

  /// Makes one over these groups.
  ///
  /// @throws IllegalArgumentException if there are none, or if a parameter stands twice or is no
  ///   leaf
  protected PerParameterOptimizer(List<ParamGroup<O>> groups) {
    super(groups);
  }

  /// What is remembered of `parameter` before its first step.
  protected abstract Memory<O> begin(Tensor parameter, O options);

  @Override
  public void step() {
    countStep();
    try (var _ = noGrad()) {
      for (ParamGroup<O> group : groups()) {
        for (Tensor parameter : group.parameters()) {
          Tensor gradient = ours ? Access.gradient(parameter) : parameter.grad();
          if (gradient != null) {
            move(parameter, gradient, group.options());
          }
        }
      }
    }
  }

  private void move(Tensor parameter, Tensor gradient, O options) {
    Slot<O> slot = slots.computeIfAbsent(parameter, _ -> new Slot<>());
    if (slot.memory == null || !slot.memory.suits(options)) {
      slot.memory = begin(parameter, options);
      slot.steps = 0;
    }
    slot.steps++;
    Tensor plain = plain(parameter);
    slot.memory.update(plain, plain(gradient), options, slot.steps);
    if (slot.steps % STEPS_OF_FADING == 0) {
      slot.memory.fading(options).forEach(Elements::flushSubnormals);
    }
    if (plain != parameter) {
      Access.array(parameter).copyFrom(Access.array(plain));
    }
    Access.written(parameter, name());
  }

  /// `x` if its elements lie in order from the start of its memory, otherwise a copy that does.
  private static Tensor plain(Tensor x) {
    Array array = Access.array(x);
    boolean isPlain = array.geometry().isContiguous() && array.offset() == 0;
    return isPlain ? x : Access.tensor(array.copy());
  }

  // ---- saving and continuing ----

  @Override
  final void saveMemory(StateDict state) {
    List<Tensor> parameters = parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Slot<O> slot = slots.get(parameters.get(i));
      if (slot != null) {
        String prefix = "state." + i + ".";
        state.put(prefix + "step", slot.steps).putAll(prefix, slot.memory.tensors());
      }
    }
  }

  @Override
  final void loadMemory(StateDict state, List<O> options) {
    Map<Tensor, Slot<O>> loaded = new IdentityHashMap<>();
    int number = 0;
    for (int i = 0; i < options.size(); i++) {
      for (Tensor parameter : groups().get(i).parameters()) {
        StateDict saved = state.under("state." + number++ + ".");
        if (saved.has("step")) {
          loaded.put(parameter, load(parameter, options.get(i), saved));
        }
      }
    }
    slots.clear();
    slots.putAll(loaded);
  }

  private Slot<O> load(Tensor parameter, O options, StateDict saved) {
    Slot<O> slot = new Slot<>();
    slot.memory = begin(parameter, options);
    slot.steps = saved.whole("step");
    slot.memory
        .tensors()
        .entries()
        .forEach((name, tensor) -> fill(tensor, name, saved.tensor(name)));
    return slot;
  }

  private void fill(Tensor tensor, String name, Tensor saved) {
    Access.array(tensor).copyFrom(Access.array(Elements.copyOf(saved, tensor, name(), name)));
  }
}
