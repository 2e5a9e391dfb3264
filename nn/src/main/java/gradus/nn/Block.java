package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A part of a model: it has parameters, buffers and other blocks as children, each under a name.
///
/// A block declares no forward. One that takes a tensor and gives a tensor is a [Layer]; one with
/// another signature has an `apply` of its own. What belongs to it is registered where it is
/// declared:
///
/// ```java
/// final class Pair extends Block {
///   private final Linear left = register("left", new Linear(4, 2));
///   private final Tensor scale = parameter("scale", Tensor.ones(2));
///
///   Tensor apply(Tensor a, Tensor b) {
///     return left.apply(a).mul(scale).add(b);
///   }
/// }
/// ```
///
/// Names and their order are those of PyTorch's `state_dict`: a block's own parameters, its own
/// buffers, then its children, each with its name and a dot before theirs. A parameter or block
/// that stands at two places is listed once, at the first. Like `torch.nn.Module`.
public abstract class Block implements Stateful {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Set<String> transientBuffers = new HashSet<>();
  private final Map<String, Block> children = new LinkedHashMap<>();
  private boolean training = true;
  private boolean fieldsLookedAt;

  /// The name under which it became a part of another block; null while it is none.
  private String registeredAs;

  /// Makes a block without parameters, buffers and children, in training mode.
  protected Block() {}

  // ---- registering ----

  /// Adds `block` as a child under `name` and gives it.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot, or is taken, or if `block`
  ///   contains this block
  protected final <B extends Block> B register(String name, B block) {
    requireFree("register", name);
    if (block.blocks().contains(this)) {
      throw new IllegalArgumentException(
          "register: '%s' contains the %s that it is to become a part of; a block cannot contain itself"
              .formatted(name, simpleName()));
    }
    children.put(name, block);
    ((Block) block).registeredAs = name;
    fieldsLookedAt = false;
    return block;
  }

  /// Adds `value` as a parameter under `name`, makes it require a gradient, and gives it.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot, or is taken, or if `value`
  ///   was computed by a recorded operation or is not of a floating-point type
  protected final Tensor parameter(String name, Tensor value) {
    requireFree("parameter", name);
    if (!value.isLeaf()) {
      throw new IllegalArgumentException(
          "parameter: '%s' was computed by a recorded %s, so it is no leaf that could be trained; pass detach() of it"
              .formatted(name, value.gradFn().name()));
    }
    parameters.put(name, named(name, value.requiresGrad(true)));
    return value;
  }

  /// Adds `value` as a buffer under `name` and gives it: state that is saved, but not trained.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot, or is taken
  protected final Tensor buffer(String name, Tensor value) {
    return buffer(name, value, true);
  }

  /// Adds `value` as a buffer under `name` and gives it.
  ///
  /// @param persistent whether it is part of [#stateDict()]
  /// @throws IllegalArgumentException if the name is empty, has a dot, or is taken
  protected final Tensor buffer(String name, Tensor value, boolean persistent) {
    requireFree("buffer", name);
    buffers.put(name, named(name, value));
    if (!persistent) {
      transientBuffers.add(name);
    }
    return value;
  }

  /// Names `value` for pictures of the graph, unless the user has.
  private static Tensor named(String name, Tensor value) {
    return value.name() == null ? value.named(name) : value;
  }

  private void requireFree(String operation, String name) {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "%s: '%s' cannot be a name: it must not be empty nor have a dot, which joins the names of nested blocks"
              .formatted(operation, name));
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s: this %s has a '%s' already; give each parameter, buffer and child a name of its own"
              .formatted(operation, simpleName(), name));
    }
  }

  // ---- what it is made of ----

  /// The parameters of this block and all within it, each once. Like `Module.parameters`.
  ///
  /// @throws IllegalStateException if a field holds a block or a tensor that requires a gradient
  ///   and is not registered
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /// The parameters of this block and all within it, each once, under their full names.
  ///
  /// @throws IllegalStateException if a field holds a block or a tensor that requires a gradient
  ///   and is not registered
  public final Map<String, Tensor> namedParameters() {
    return named(block -> block.parameters);
  }

  /// The buffers of this block and all within it, each once.
  public final List<Tensor> buffers() {
    return List.copyOf(namedBuffers().values());
  }

  /// The buffers of this block and all within it, each once, under their full names.
  public final Map<String, Tensor> namedBuffers() {
    return named(block -> block.buffers);
  }

  private Map<String, Tensor> named(Function<Block, Map<String, Tensor>> own) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    namedBlocks()
        .forEach((path, block) -> {
          block.lookAtFields();
          own.apply(block)
              .forEach((name, tensor) -> {
                if (seen.add(tensor)) {
                  named.put(joined(path, name), tensor);
                }
              });
        });
    return Collections.unmodifiableMap(named);
  }

  /// The blocks registered here, each once.
  public final List<Block> children() {
    return List.copyOf(namedChildren().values());
  }

  /// The blocks registered here, each once, under their names.
  public final Map<String, Block> namedChildren() {
    Map<String, Block> named = new LinkedHashMap<>();
    Set<Block> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    children.forEach((name, child) -> {
      if (seen.add(child)) {
        named.put(name, child);
      }
    });
    return Collections.unmodifiableMap(named);
  }

  /// This block and all within it, each once, a block before its children. Like `Module.modules`.
  public final List<Block> blocks() {
    return List.copyOf(namedBlocks().values());
  }

  /// This block, under the empty name, and all within it, each once, under their full names.
  public final Map<String, Block> namedBlocks() {
    Map<String, Block> named = new LinkedHashMap<>();
    collect("", named, Collections.newSetFromMap(new IdentityHashMap<>()));
    return Collections.unmodifiableMap(named);
  }

  private void collect(String path, Map<String, Block> named, Set<Block> seen) {
    if (seen.add(this)) {
      named.put(path, this);
      children.forEach((name, child) -> child.collect(joined(path, name), named, seen));
    }
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// Calls `action` with every block within this one, children before their parent, and last with
  /// this one. Gives this block. Like `Module.apply`.
  public final Block forEachBlock(Consumer<Block> action) {
    namedChildren().values().forEach(child -> child.forEachBlock(action));
    action.accept(this);
    return this;
  }

  /// Notices a field that holds something trainable that was not registered.
  private void lookAtFields() {
    if (!fieldsLookedAt) {
      Fields.requireRegistered(this, children.values(), parameters.values(), buffers.values());
      fieldsLookedAt = true;
    }
  }

  // ---- modes ----

  /// Tells whether this block is in training mode, as it is until [#eval()].
  public final boolean training() {
    return training;
  }

  /// Puts this block and all within it into training mode, and gives it: dropout drops, batch norm
  /// learns.
  public Block train() {
    return train(true);
  }

  /// Puts this block and all within it into training mode or out of it, and gives it.
  public Block train(boolean on) {
    blocks().forEach(block -> block.training = on);
    return this;
  }

  /// Puts this block and all within it into evaluation mode, and gives it.
  public Block eval() {
    return train(false);
  }

  /// The modes of this block and all within it, to be given back by [#modes(Map)].
  final Map<Block, Boolean> modes() {
    Map<Block, Boolean> modes = new IdentityHashMap<>();
    blocks().forEach(block -> modes.put(block, block.training));
    return modes;
  }

  /// Gives each block the mode that it had.
  static void modes(Map<Block, Boolean> modes) {
    modes.forEach((block, training) -> block.training = training);
  }

  /// The parameters registered here, without those of the children.
  final Map<String, Tensor> ownParameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /// Says whether the parameters require a gradient, and gives this block: `requiresGrad(false)`
  /// freezes it.
  public Block requiresGrad(boolean required) {
    parameters().forEach(parameter -> parameter.requiresGrad(required));
    return this;
  }

  /// Takes the gradients of all parameters away.
  public final void zeroGrad() {
    parameters().forEach(Tensor::zeroGrad);
  }

  /// Converts all parameters and floating-point buffers to `dtype`, and gives this block. They stay
  /// the same objects; their gradients are converted too.
  ///
  /// @throws IllegalArgumentException if `dtype` is not a floating-point type
  public Block to(DType dtype) {
    if (!dtype.isFloatingPoint()) {
      throw new IllegalArgumentException(
          "to: parameters cannot be %s; use FLOAT32 or FLOAT64".formatted(dtype));
    }
    List<Tensor> all = new ArrayList<>(parameters());
    all.addAll(buffers());
    for (Tensor tensor : all) {
      if (tensor.dtype().isFloatingPoint() && tensor.dtype() != dtype) {
        Access.adopt(tensor, tensor.detach().to(dtype));
      }
    }
    return this;
  }

  // ---- state ----

  /// All parameters and persistent buffers under their full names. The tensors share memory with
  /// this block's; [StateDict#copy()] makes them independent.
  @Override
  public final StateDict stateDict() {
    StateDict state = new StateDict();
    forEachState("", (name, tensor) -> state.put(name, tensor.detach()));
    return state;
  }

  private void forEachState(String path, BiConsumer<String, Tensor> action) {
    lookAtFields();
    parameters.forEach((name, tensor) -> action.accept(joined(path, name), tensor));
    buffers.forEach((name, tensor) -> {
      if (!transientBuffers.contains(name)) {
        action.accept(joined(path, name), tensor);
      }
    });
    children.forEach((name, child) -> child.forEachState(joined(path, name), action));
  }

  /// Copies the values of `state` into the parameters and buffers of the same names.
  ///
  /// @throws IllegalArgumentException if a name is missing, unexpected, or its shape differs; the
  ///   message lists all of them, and nothing is loaded
  @Override
  public final void loadStateDict(StateDict state) {
    loadStateDict(state, true);
  }

  /// Copies the values of `state` into the parameters and buffers of the same names, and tells what
  /// did not match.
  ///
  /// @param strict whether a missing or unexpected name is refused; a shape that differs always is
  /// @throws IllegalArgumentException if something does not fit; the message lists all of it, and
  ///   nothing is loaded
  public final LoadReport loadStateDict(StateDict state, boolean strict) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    forEachState("", own::put);
    LoadReport report = LoadReport.of(own, state.entries());
    report.requireFit(simpleName(), strict);
    try (var _ = Autograd.noGrad()) {
      own.forEach((name, tensor) -> {
        if (state.has(name)) {
          tensor.copy_(state.tensor(name));
        }
      });
    }
    return report;
  }

  // ---- calling with other values ----

  /// Calls `body` while the parameters and buffers named in `values` stand for these values, and
  /// gives what it gives. Gradients flow to the values. Like `torch.func.functional_call`.
  ///
  /// ```java
  /// Tensor y = net.functionalCall(Map.of("weight", w), () -> net.apply(x));
  /// ```
  ///
  /// @throws IllegalArgumentException if there is no parameter or buffer of a name, or a value has
  ///   another shape
  public final <T> T functionalCall(Map<String, Tensor> values, Supplier<T> body) {
    Map<Tensor, Tensor> swaps = swaps(values);
    swaps.forEach(Access::exchange);
    try {
      return body.get();
    } finally {
      swaps.forEach(Access::exchange);
    }
  }

  private Map<Tensor, Tensor> swaps(Map<String, Tensor> values) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    namedBlocks()
        .forEach((path, block) -> {
          block.parameters.forEach((name, tensor) -> own.put(joined(path, name), tensor));
          block.buffers.forEach((name, tensor) -> own.put(joined(path, name), tensor));
        });
    Map<Tensor, Tensor> swaps = new IdentityHashMap<>();
    values.forEach((name, value) -> {
      Tensor tensor = own.get(name);
      if (tensor == null || !tensor.shape().equals(value.shape())) {
        throw new IllegalArgumentException(
            tensor == null
                ? "functionalCall: there is no '%s' in this %s, only %s"
                    .formatted(name, simpleName(), own.keySet())
                : "functionalCall: '%s' has shape %s, the value given for it %s; they must be the same"
                    .formatted(name, tensor.shape(), value.shape()));
      }
      swaps.put(tensor, value.view(value.shape().toArray()));
    });
    return swaps;
  }

  // ---- as text ----

  /// What stands between the parentheses of [#toString()], such as `in_features=4, out_features=2`;
  /// empty unless a block says otherwise.
  protected String describe() {
    return "";
  }

  /// What pictures of the graph call the operations of this block, such as `hidden: Linear`.
  private String scope() {
    return registeredAs == null ? simpleName() : registeredAs + ": " + simpleName();
  }

  /// Computes `value` as the part of a graph that this block is.
  final <T> T inScope(Supplier<T> value) {
    return Autograd.isTrackingValues() ? Autograd.scope(scope(), value) : value.get();
  }

  /// The name of the class; of an anonymous one, that of the class that it extends.
  final String simpleName() {
    Class<?> type = getClass();
    return type.getSimpleName().isEmpty()
        ? type.getSuperclass().getSimpleName()
        : type.getSimpleName();
  }

  /// The tree of blocks as PyTorch prints it.
  @Override
  public String toString() {
    if (children.isEmpty()) {
      return simpleName() + "(" + describe() + ")";
    }
    StringBuilder text = new StringBuilder(simpleName()).append("(\n");
    if (!describe().isEmpty()) {
      text.append(indented(describe())).append("\n");
    }
    children.forEach(
        (name, child) -> text.append(indented("(" + name + "): " + child)).append("\n"));
    return text.append(")").toString();
  }

  static String indented(String lines) {
    return "  " + lines.replace("\n", "\n  ");
  }
}
