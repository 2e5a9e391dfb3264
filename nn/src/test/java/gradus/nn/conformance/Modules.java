package gradus.nn.conformance;

import gradus.autograd.Tensor;
<<<<<<< HEAD
import gradus.nn.Block;
import gradus.nn.Layer;
import gradus.nn.Loss;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// How the modules of torch are made and called here, by torch's names.
final class Modules {
  private final Map<String, Kind<?>> kinds = new TreeMap<>();

  /// A module: how it is made, and how it is called.
  record Kind<B extends Block>(
      Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    Made<B> made(ModuleArguments arguments) {
      Made<B> made = new Made<>(make.apply(arguments), call);
      arguments.requireAllRead();
      return made;
    }
  }

  /// A module that was made.
  record Made<B extends Block>(B block, BiFunction<B, Tensor[], Tensor[]> call) {
    Tensor[] outputs(Tensor... inputs) {
      return call.apply(block, inputs);
    }
  }

  boolean knows(String name) {
    return kinds.containsKey(name);
  }

  Kind<?> kind(String name) {
    return kinds.get(name);
  }

  /// Adds a module with a call of its own.
  <B extends Block> Modules add(
      String name, Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    if (kinds.put(name, new Kind<>(make, call)) != null) {
      throw new IllegalArgumentException(name + " was added twice");
    }
    return this;
  }

  /// Adds a layer: one tensor in, one out.
  Modules layer(String name, Function<ModuleArguments, ? extends Layer> make) {
    return this.<Layer>add(name, make::apply, (layer, in) -> new Tensor[] {layer.apply(in[0])});
  }

  /// Adds a loss of two tensors.
  Modules loss(String name, Function<ModuleArguments, ? extends Loss> make) {
    return this.<Loss>add(name, make::apply, (loss, in) -> new Tensor[] {loss.apply(in[0], in[1])});
=======
import gradus.conformance.UnsupportedCall;
import gradus.nn.Block;
import gradus.nn.Layer;
import gradus.nn.Loss;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// How the modules of `torch.nn` are made and called here, by their names.
final class Modules {
  private final Map<String, Module<?>> modules = new TreeMap<>();

  /// All families together.
  static Modules of(List<Consumer<Modules>> families) {
    Modules all = new Modules();
    families.forEach(family -> family.accept(all));
    return all;
  }

  /// How one kind of block is made and called.
  private record Module<B extends Block>(
      Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    Made made(ModuleArguments arguments) {
      B block = make.apply(arguments);
      arguments.requireAllAsked();
      return new Made(block, inputs -> call.apply(block, inputs));
    }
  }

  /// A block and how it is called.
  record Made(Block block, Function<Tensor[], Tensor[]> call) {}

  void layer(String name, Function<ModuleArguments, Layer> make) {
    block(name, make, (layer, x) -> new Tensor[] {layer.apply(x[0])});
  }

  void loss(String name, Function<ModuleArguments, Loss> make) {
    block(name, make, (loss, x) -> new Tensor[] {loss.apply(x[0], x[1])});
  }

  <B extends Block> void block(
      String name, Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    modules.put(name, new Module<>(make, call));
  }

  Made make(String name, ModuleArguments arguments) {
    Module<?> module = modules.get(name);
    if (module == null) {
      throw new UnsupportedCall("there is no " + name);
    }
    return module.made(arguments);
>>>>>>> 909c894 (Hold all modules to PyTorch's results, gradients, state and first values)
  }
}
